import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, DynamoDBDocumentClient, PutCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";

/** A row of the table of connections. */
export interface Connection {
    /** The partition key. */
    readonly stage: string;
    /** The sort key. */
    readonly connectionId: string;
    /** Id of the API key, never its value; absent if API Gateway does not say. */
    readonly keyId?: string;
    /** ISO 8601. */
    readonly connectedAt: string;
    /** Seconds since 1970, after which DynamoDB deletes the row. */
    readonly expiresAt: number;
}

/**
 * Seconds after which no connection exists: 2 hours
 * (docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html), and some minutes.
 */
const lifetime = 2 * 3_600 + 600;

const client = DynamoDBDocumentClient.from(new DynamoDBClient());
const table = () => process.env.WEB_SOCKET_TABLE;

/** Stores a connection until it can no longer exist: API Gateway does not promise to call `$disconnect`. */
export async function store(connection: Omit<Connection, "expiresAt">): Promise<void> {
    const expiresAt = Math.floor(Date.parse(connection.connectedAt) / 1_000) + lifetime;
    await client.send(new PutCommand({ TableName: table(), Item: { ...connection, expiresAt } }));
}

/** Deletes a connection, which may be deleted already. */
export async function remove({ stage, connectionId }: Pick<Connection, "stage" | "connectionId">): Promise<void> {
    await client.send(new DeleteCommand({ TableName: table(), Key: { stage, connectionId } }));
}

/** Reads the connections of a stage page by page, so that memory does not grow with their number. */
export async function* connectionsOf(stage: string): AsyncGenerator<Connection> {
    const query = {
        TableName: table(),
        KeyConditionExpression: "stage = :stage",
        ExpressionAttributeValues: { ":stage": stage },
        // A connection may be made while the message is sent to the others.
        ConsistentRead: true,
    };
    for await (const { Items = [] } of paginateQuery({ client }, query))
        for (const item of Items) yield connectionOf(item);
}

function connectionOf(item: Readonly<Record<string, unknown>>): Connection {
    const { stage, connectionId, connectedAt, expiresAt } = item;
    return {
        stage: String(stage),
        connectionId: String(connectionId),
        connectedAt: String(connectedAt),
        expiresAt: Number(expiresAt),
    };
}
