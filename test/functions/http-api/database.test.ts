import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { Database } from "../../../functions/http-api/database";
import { restoreEnvironment } from "../../environment";
import { listen } from "../../tools/gateway-emulator/listen";

// dynalite does not return the item of a rejected write.
describe("an update that DynamoDB rejects", () => {
    const environment = { ...process.env };
    const requests: Record<string, unknown>[] = [];
    let rejection: object = {};
    let server: Server;
    before(async () => {
        server = createServer(async (message, response) => {
            const chunks: Buffer[] = [];
            for await (const chunk of message) chunks.push(chunk);
            requests.push(JSON.parse(Buffer.concat(chunks).toString()));
            response.writeHead(400, { "content-type": "application/x-amz-json-1.0" });
            const type = "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException";
            response.end(JSON.stringify({ __type: type, message: "The conditional request failed", ...rejection }));
        });
        Object.assign(process.env, {
            AWS_ENDPOINT_URL: `http://127.0.0.1:${await listen(server)}`,
            AWS_REGION: "eu-central-1",
            AWS_ACCESS_KEY_ID: "a",
            AWS_SECRET_ACCESS_KEY: "b",
        });
    });
    after(async () => {
        restoreEnvironment(environment);
        server.closeAllConnections();
        server.close();
        await once(server, "close");
    });

    const change = {
        key: { counter: "web#rate#100#50" },
        update: "SET #fullAt = :at",
        condition: "#fullAt < :at",
        names: ["fullAt"],
        values: { at: 5 },
    };

    it("returns the numbers of the item, and none without an item", async () => {
        const database = new Database();
        rejection = { Item: { counter: { S: "web#rate#100#50" }, fullAt: { N: "1764496800250000" } } };
        const attributes = { fullAt: 1_764_496_800_250_000 };
        assert.deepEqual(await database.update("usage", change), { isChanged: false, attributes });
        assert.equal(requests[0]?.ReturnValuesOnConditionCheckFailure, "ALL_OLD");
        rejection = {};
        assert.deepEqual(await database.update("usage", change), { isChanged: false, attributes: {} });
    });
});
