import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { credentials, region } from "../../tools/service-emulator/local-services";

/** Creates the table of photos as the pipeline has it, on a local DynamoDB. */
export async function createTable(endpoint: string): Promise<void> {
    const client = new DynamoDBClient({ endpoint, region, credentials });
    await client.send(
        new CreateTableCommand({
            TableName: "photos",
            BillingMode: "PAY_PER_REQUEST",
            AttributeDefinitions: ["photoId", "shelf", "uploadedAt"].map((AttributeName) => ({
                AttributeName,
                AttributeType: "S",
            })),
            KeySchema: [{ AttributeName: "photoId", KeyType: "HASH" }],
            GlobalSecondaryIndexes: [
                {
                    IndexName: "byTime",
                    KeySchema: [
                        { AttributeName: "shelf", KeyType: "HASH" },
                        { AttributeName: "uploadedAt", KeyType: "RANGE" },
                    ],
                    Projection: { ProjectionType: "ALL" },
                },
            ],
        }),
    );
    client.destroy();
}
