import assert from "node:assert/strict";
import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { readHttpClients } from "../../../../../tools/cli/serve/http/http-clients";
import { readTableItems } from "../../../../../tools/cli/serve/http/read-table-items";
import { LocalTables } from "../../../../../tools/cli/serve/local-tables";
import { readKeyTables, readTables } from "../../../../../tools/cli/serve/read-tables";
import { httpStack } from "./http-stack";

const web = { key: "w".repeat(40), burst: 3 };
const reader = { key: "r".repeat(40), apis: ["authors"] };

describe("the tables with the keys of an HTTP API", () => {
    it("are no tables of the APIs", async () => {
        const state = await httpStack({ web });
        assert.deepEqual(readTables(state), []);
        assert.deepEqual(
            readKeyTables(state).map(({ name, hashKey }) => [name, hashKey]),
            [
                ["shop-keys", "keyHash"],
                ["shop-usage", "counter"],
            ],
        );
    });

    it("have the items of the state, from which the clients are read with the stack's secret output", async () => {
        const state = await httpStack({ web, reader });
        const [item] = readTableItems(state);
        assert.deepEqual(
            [item?.tableName, item?.keyNames, item?.attributes.client],
            ["shop-keys", ["keyHash"], { S: "web" }],
        );
        assert.deepEqual(readHttpClients(state), [
            { name: "web", key: web.key, apis: undefined, burst: 3 },
            { name: "reader", key: reader.key, apis: ["authors"], burst: 50 },
        ]);
        assert.deepEqual(readHttpClients(await httpStack()), []);
    });

    it("lose the items that the stack no longer has, and keep those of others", async () => {
        const tables = await LocalTables.start();
        const credentials = { accessKeyId: "any", secretAccessKey: "any" };
        const client = new DynamoDBClient({ endpoint: tables.endpoint, region: "eu-central-1", credentials });
        try {
            const both = await httpStack({ web, reader });
            const items = readTableItems(both);
            const find = async (attribute: string, value: string, TableName: string) =>
                (await client.send(new GetItemCommand({ TableName, Key: { [attribute]: { S: value } } }))).Item;
            const clientsIn = async () => {
                const hashes = items.map(({ attributes }) => attributes.keyHash?.S ?? "");
                const found = await Promise.all(hashes.map((hash) => find("keyHash", hash, "shop-keys")));
                return found.map((item) => item?.client?.S);
            };
            await tables.provide(readKeyTables(both));
            await tables.replaceItems([
                ...items,
                { tableName: "elsewhere", keyNames: ["a"], attributes: { a: { S: "" } } },
            ]);
            assert.deepEqual(await clientsIn(), ["web", "reader"]);
            await client.send(
                new PutItemCommand({ TableName: "shop-usage", Item: { counter: { S: "web#rate#100#50" } } }),
            );
            await tables.provide(readKeyTables(both));
            await tables.replaceItems(readTableItems(await httpStack({ reader })));
            assert.deepEqual(await clientsIn(), [undefined, "reader"]);
            assert.deepEqual(await find("counter", "web#rate#100#50", "shop-usage"), {
                counter: { S: "web#rate#100#50" },
            });
        } finally {
            client.destroy();
            await tables.close();
        }
    });
});
