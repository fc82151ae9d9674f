import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, DynamoDBDocumentClient, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import dynalite from "dynalite";
import { handler as connectHandler } from "../../../functions/websocket/connect";
import { handler as disconnect } from "../../../functions/websocket/disconnect";
import { handler as pushHandler } from "../../../functions/websocket/push";
import { restoreEnvironment } from "../../environment";

type Answer = (connection: string, attempt: number) => number;

/** `@connections` of an API: remembers what it gets, and answers as it is told. */
class ConnectionsEndpoint {
    readonly posts: { readonly path: string; readonly message: string; readonly signed: boolean }[] = [];
    readonly closed: (string | undefined)[] = [];
    answer: Answer = () => 200;
    private readonly attempts = new Map<string, number>();

    async handle(request: IncomingMessage): Promise<number> {
        const path = decodeURIComponent(request.url ?? "");
        const message = await text(request);
        if (request.method === "DELETE") {
            this.closed.push(path.split("/").at(-1));
            return 204;
        }
        const attempt = (this.attempts.get(path) ?? 0) + 1;
        this.attempts.set(path, attempt);
        const status = this.answer(path, attempt);
        const signed = /^AWS4-HMAC-SHA256 .*\/execute-api\/aws4_request/.test(request.headers.authorization ?? "");
        if (status === 200) this.posts.push({ path, message, signed });
        return status;
    }
}

async function listen(server: Server): Promise<string> {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const table = "connections";
const old = new Date(Date.now() - 600_000).toISOString();

describe("the functions with the table of connections", function () {
    this.timeout(20_000);
    const endpoint = new ConnectionsEndpoint();
    const api = createServer(async (request, response) => {
        const status = await endpoint.handle(request);
        // Without a response.
        if (Number.isNaN(status)) return;
        response.writeHead(status, status === 410 ? { "x-amzn-errortype": "GoneException" } : {});
        response.end(status === 204 ? undefined : "{}");
    });
    const database = dynalite({ createTableMs: 0 });
    const environment = { ...process.env };
    let client: DynamoDBDocumentClient;

    before(async () => {
        Object.assign(process.env, {
            AWS_ENDPOINT_URL_DYNAMODB: await listen(database),
            AWS_REGION: "eu-central-1",
            AWS_ACCESS_KEY_ID: "local",
            AWS_SECRET_ACCESS_KEY: "local",
            WEB_SOCKET_TABLE: table,
            WEB_SOCKET_STAGES: "Test,Prod",
            WEB_SOCKET_CONNECTIONS_ENDPOINT: `${await listen(api)}/~local/aws/execute-api/photos`,
        });
        client = DynamoDBDocumentClient.from(new DynamoDBClient());
        await client.send(
            new CreateTableCommand({
                TableName: table,
                BillingMode: "PAY_PER_REQUEST",
                KeySchema: [
                    { AttributeName: "stage", KeyType: "HASH" },
                    { AttributeName: "connectionId", KeyType: "RANGE" },
                ],
                AttributeDefinitions: ["stage", "connectionId"].map((AttributeName) => ({
                    AttributeName,
                    AttributeType: "S",
                })),
            }),
        );
    });
    after(() => {
        api.close();
        database.close();
        restoreEnvironment(environment);
    });
    beforeEach(async () => {
        endpoint.posts.length = 0;
        endpoint.closed.length = 0;
        endpoint.answer = () => 200;
        for (const { stage, connectionId } of await rows())
            await disconnect({ requestContext: { stage, connectionId } });
    });

    async function rows(): Promise<{ stage: string; connectionId: string; [name: string]: unknown }[]> {
        const { Items = [] } = await client.send(new ScanCommand({ TableName: table }));
        return Items as Awaited<ReturnType<typeof rows>>;
    }
    const connection = (connectionId: string, stage = "Test", connectedAt = old) =>
        client.send(new PutCommand({ TableName: table, Item: { stage, connectionId, connectedAt, expiresAt: 1 } }));
    /** Numbers the messages from 1. */
    const push = async (...messages: string[]) => {
        const Records = messages.map((body, index) => ({ messageId: String(index + 1), body }));
        const { batchItemFailures } = await pushHandler({ Records });
        return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    };
    const sentTo = () => endpoint.posts.map(({ path }) => path.split("/").at(-1)).sort();

    it("stores a connection with the id of its key until it can no longer exist", async () => {
        const connectedAt = Date.parse("2026-11-30T10:00:00Z");
        const requestContext = { connectionId: "a1=", stage: "Test", connectedAt, identity: { apiKeyId: "key1" } };
        assert.deepEqual(await connectHandler({ requestContext, headers: {} }), { statusCode: 200 });
        assert.deepEqual(await rows(), [
            {
                stage: "Test",
                connectionId: "a1=",
                keyId: "key1",
                connectedAt: "2026-11-30T10:00:00.000Z",
                expiresAt: connectedAt / 1_000 + 7_800,
            },
        ]);
        await disconnect({ requestContext });
        assert.deepEqual(await rows(), []);
        await disconnect({ requestContext });
    });

    it("answers a browser's subprotocol, and rejects one that it does not have", async () => {
        const requestContext = { connectionId: "b1=", stage: "Test" };
        const connect = (protocols: string) =>
            connectHandler({ requestContext, headers: { "Sec-WebSocket-Protocol": protocols } });
        assert.equal((await connect("chat")).statusCode, 400);
        assert.deepEqual(await rows(), []);
        const { headers } = await connect("gatehouse, key.c2VjcmV0");
        assert.deepEqual(headers, { "Sec-WebSocket-Protocol": "gatehouse" });
        assert.doesNotMatch(JSON.stringify(await rows()), /c2VjcmV0|secret/);
    });

    it("sends an announcement to every connection of every stage, as it is, signed", async () => {
        for (let index = 0; index < 60; index++) await connection(`id${index}=`);
        await connection("prod1=", "Prod");
        const message = '{"id":"1:v","type":"photo.ready"}';
        assert.deepEqual(await push(message), []);
        assert.equal(endpoint.posts.length, 61);
        assert.equal(new Set(endpoint.posts.map(({ path }) => path)).size, 61);
        assert.ok(endpoint.posts.every((post) => post.message === message && post.signed));
        assert.ok(
            endpoint.posts.some(({ path }) => path === "/~local/aws/execute-api/photos/Prod/@connections/prod1="),
        );
    });

    it("deletes connections that are gone, but none that is about to open", async () => {
        await connection("gone=");
        await connection("here=");
        await connection("opening=", "Test", new Date().toISOString());
        endpoint.answer = (path) => (path.endsWith("here=") ? 200 : 410);
        assert.deepEqual(await push("{}"), []);
        assert.deepEqual(sentTo(), ["here="]);
        const left = (await rows()).map(({ connectionId }) => connectionId);
        assert.deepEqual(left.sort(), ["here=", "opening="]);
    });

    it("sends to the others if the row of a connection that is gone cannot be deleted", async () => {
        for (let index = 0; index < 40; index++) await connection(`id${index}=`);
        await connection("gone=");
        const { send } = DynamoDBDocumentClient.prototype;
        DynamoDBDocumentClient.prototype.send = function (this: unknown, ...args: Parameters<typeof send>) {
            return args[0] instanceof DeleteCommand ? Promise.reject(new Error("busy")) : send.apply(this, args);
        } as typeof send;
        try {
            endpoint.answer = (path) => (path.endsWith("gone=") ? 410 : 200);
            assert.deepEqual(await push("{}"), []);
        } finally {
            DynamoDBDocumentClient.prototype.send = send;
        }
        assert.equal(endpoint.posts.length, 40);
    });

    it("tries again after throttling", async () => {
        await connection("busy=");
        endpoint.answer = (_, attempt) => (attempt < 3 ? 429 : 200);
        assert.deepEqual(await push("{}"), []);
        assert.deepEqual(sentTo(), ["busy="]);
    });

    it("closes the connection of a client that does not read, once the others have the message", async () => {
        for (const id of ["a=", "slow=", "z="]) await connection(id);
        endpoint.answer = (path) => (path.endsWith("slow=") ? 429 : 200);
        assert.deepEqual(await push("{}"), []);
        assert.deepEqual(sentTo(), ["a=", "z="]);
        assert.deepEqual(endpoint.closed, ["slow="]);
        assert.deepEqual((await rows()).map(({ connectionId }) => connectionId).sort(), ["a=", "z="]);
    });

    it("closes the only connection, too", async () => {
        await connection("slow=");
        endpoint.answer = () => 429;
        assert.deepEqual(await push("{}"), []);
        assert.deepEqual(endpoint.closed, ["slow="]);
        assert.deepEqual(await rows(), []);
    });

    it("closes none if most are throttled, and sends the message again", async () => {
        for (const id of ["a=", "b=", "c="]) await connection(id);
        endpoint.answer = (path) => (path.endsWith("a=") ? 200 : 429);
        assert.deepEqual(await push("{}"), ["1"]);
        assert.deepEqual(endpoint.closed, []);
        assert.equal((await rows()).length, 3);
    });

    it("gives up a post that hangs", async () => {
        for (const id of ["a=", "hanging="]) await connection(id);
        endpoint.answer = (path, attempt) => (path.endsWith("hanging=") && attempt === 1 ? Number.NaN : 200);
        assert.deepEqual(await push("{}"), []);
        assert.deepEqual(sentTo(), ["a=", "hanging="]);
    });

    it("names a message as failed because of one connection, after all others have it, and no other message", async () => {
        for (const id of ["a=", "denied=", "z="]) await connection(id);
        let posts = 0;
        endpoint.answer = (path) => (path.endsWith("denied=") && ++posts === 2 ? 403 : 200);
        assert.deepEqual(await push("first", "second", "third"), ["2"]);
        assert.deepEqual(
            endpoint.posts.filter(({ message }) => message === "second").map(({ path }) => path.split("/").at(-1)),
            ["a=", "z="],
        );
        assert.equal(endpoint.posts.length, 8);
    });

    it("sends what SNS itself passes, until the subscription of an earlier release is deleted", async () => {
        await connection("a=");
        await pushHandler({ Records: [{ Sns: { MessageId: "m1", Message: "hello" } }] });
        assert.deepEqual(
            endpoint.posts.map(({ message }) => message),
            ["hello"],
        );
        endpoint.answer = () => 403;
        await assert.rejects(pushHandler({ Records: [{ Sns: { MessageId: "m2", Message: "again" } }] }));
    });
});
