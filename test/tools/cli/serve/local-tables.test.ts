import assert from "node:assert/strict";
import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { LocalTables } from "../../../../tools/cli/serve/local-tables";
import { readTables, type TableDefinition } from "../../../../tools/cli/serve/read-tables";

const definition: TableDefinition = {
    name: "shop",
    hashKey: "kind",
    rangeKey: "id",
    attributes: [
        { name: "kind", type: "S" },
        { name: "id", type: "S" },
    ],
};
const item = { kind: { S: "picture" }, id: { S: "1" } };

describe("the local DynamoDB", () => {
    let tables: LocalTables;
    let client: DynamoDBClient;
    before(async () => {
        tables = await LocalTables.start();
        const credentials = { accessKeyId: "any", secretAccessKey: "any" };
        client = new DynamoDBClient({ endpoint: tables.endpoint, region: "eu-central-1", credentials });
    });
    after(async () => {
        client.destroy();
        await tables.close();
        await assert.rejects(fetch(tables.endpoint));
    });

    const find = async () => (await client.send(new GetItemCommand({ TableName: "shop", Key: item }))).Item;

    it("listens on 127.0.0.1 and gives apps credentials that are not valid on AWS", () => {
        assert.match(tables.endpoint, /^http:\/\/127\.0\.0\.1:\d+$/);
        const { AWS_ENDPOINT_URL_DYNAMODB, AWS_PROFILE, AWS_ACCESS_KEY_ID } = tables.environment;
        assert.deepEqual([AWS_ENDPOINT_URL_DYNAMODB, AWS_PROFILE, AWS_ACCESS_KEY_ID], [tables.endpoint, "", "local"]);
    });

    it("keeps the items of a table while its keys stay the same", async () => {
        await tables.provide([definition]);
        await client.send(new PutItemCommand({ TableName: "shop", Item: item }));
        await tables.provide([definition]);
        assert.deepEqual(await find(), item);
    });

    it("replaces a table whose keys have changed with an empty one, as AWS does", async () => {
        const { name, attributes } = definition;
        await tables.provide([{ name, hashKey: "id", rangeKey: "kind", attributes }]);
        assert.equal(await find(), undefined);
    });
});

describe("the tables of a stack's state", () => {
    it("are read with their keys, without other resources", () => {
        const { name, hashKey, rangeKey, attributes } = definition;
        const state = (type: string, outputs: Record<string, unknown>) => ({ urn: "urn:x", type, outputs });
        const found = readTables([
            state("aws:s3/bucket:Bucket", { bucket: "b" }),
            state("aws:dynamodb/table:Table", { name, hashKey, rangeKey, attributes, arn: "arn:x", streamArn: "" }),
        ]);
        assert.deepEqual(found, [definition]);
    });
});
