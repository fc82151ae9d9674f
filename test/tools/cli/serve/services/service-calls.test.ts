import assert from "node:assert/strict";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import { LocalTables } from "../../../../../tools/cli/serve/local-tables";
import { servicesDoor } from "../../../../../tools/cli/serve/services/services-door";
import { StackServices } from "../../../../../tools/cli/serve/services/stack-services";
import { createGatewayServer } from "../../../../../tools/gateway-emulator/http/http-server";
import { QuotaCounters } from "../../../../../tools/gateway-emulator/limits/quota";
import { TokenBuckets } from "../../../../../tools/gateway-emulator/limits/token-bucket";
import { withFolder } from "../../../../with-folder";
import { apiOf, arnOf, nodeFunction, queue, resource } from "./state";

/** Calls a service as the event says, and returns what it answers. */
const caller = `
    const { S3Client, PutObjectCommand, GetObjectCommand, DeleteObjectCommand } = require("@aws-sdk/client-s3");
    const { SQSClient, SendMessageCommand } = require("@aws-sdk/client-sqs");
    const { DynamoDBClient, PutItemCommand, GetItemCommand } = require("@aws-sdk/client-dynamodb");
    const { SecretsManagerClient, GetSecretValueCommand } = require("@aws-sdk/client-secrets-manager");
    const s3 = new S3Client({ maxAttempts: 1 }), sqs = new SQSClient({ maxAttempts: 1 });
    const db = new DynamoDBClient({ maxAttempts: 1 }), secrets = new SecretsManagerClient({ maxAttempts: 1 });
    const object = { Bucket: "photos", Key: "uploads/a b" };
    const item = { TableName: "rows", Key: { id: { S: "1" } } };
    const calls = {
        put: () => s3.send(new PutObjectCommand({ ...object, Body: "hello" })),
        get: async () => (await s3.send(new GetObjectCommand(object))).Body.transformToString(),
        remove: () => s3.send(new DeleteObjectCommand(object)),
        send: () => sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: "hello" })),
        write: () => db.send(new PutItemCommand({ TableName: "rows", Item: { id: { S: "1" }, text: { S: "hello" } } })),
        read: async () => (await db.send(new GetItemCommand(item))).Item,
        secret: () => secrets.send(new GetSecretValueCommand({ SecretId: "x" })),
    };
    exports.handler = async (name) => {
        try {
            const result = await calls[name]();
            return typeof result === "string" ? result : result?.$metadata?.httpStatusCode ?? result;
        } catch (error) {
            return error.name + ": " + error.message + " " + error.$metadata?.httpStatusCode;
        }
    };`;

describe("what a function of a stack calls at AWS", function () {
    this.timeout(60_000);

    const actions = ["s3:PutObject", "s3:GetObject", "sqs:SendMessage", "dynamodb:GetItem"];
    let server: Server;
    let services: StackServices;
    let tables: LocalTables;
    let invoke: (call: string) => Promise<unknown>;
    let ending: () => void;
    let folders: Promise<void>;
    let origin: string;

    before(async () => {
        const ready = new Promise<string>((resolve) => {
            folders = withFolder(async (folder) => {
                resolve(folder);
                await new Promise<void>((done) => {
                    ending = done;
                });
            });
        });
        const folder = await ready;
        writeFileSync(join(folder, "index.js"), caller);
        tables = await LocalTables.start();
        await tables.provide([{ name: "rows", hashKey: "id", attributes: [{ name: "id", type: "S" }] }]);
        services = new StackServices({
            log: () => {},
            counters: { buckets: new TokenBuckets(), quotas: new QuotaCounters() },
            tablesEndpoint: () => tables.endpoint,
            tablesEnvironment: () => tables.environment,
        });
        server = createGatewayServer(
            () => Promise.reject(new Error("not for the gateway")),
            (error) => assert.fail(String(error)),
            undefined,
            servicesDoor("127.0.0.1", services.handler),
        );
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        const address = server.address();
        assert.ok(typeof address === "object" && address !== null);
        origin = `http://127.0.0.1:${address.port}`;
        services.listensOn(origin);
        const url = "https://sqs.eu-central-1.amazonaws.com/123456789012/jobs";
        const resources = [
            ...nodeFunction("caller", folder, actions, { QUEUE_URL: url }),
            queue("jobs"),
            queue("uploads"),
            resource("aws:s3/bucket:Bucket", "photos", { bucket: "photos" }),
            resource("aws:s3/bucketNotification:BucketNotification", "photos", {
                bucket: "photos",
                queues: [
                    { queueArn: arnOf("sqs", "uploads"), events: ["s3:ObjectCreated:*"], filterPrefix: "uploads/" },
                ],
            }),
        ];
        const api = apiOf(resources);
        await services.publish(resources, api);
        invoke = async (call) => {
            const definition = api.nodeFunctions?.caller;
            assert.ok(definition);
            return JSON.parse((await services.functions.invoke(definition, call)).payload);
        };
    });
    after(async () => {
        server.close();
        server.closeAllConnections();
        await services.close();
        await tables.close();
        ending();
        await folders;
    });

    it("is answered by the local stores, if its role may do so", async () => {
        assert.equal(await invoke("put"), 200);
        assert.equal(await invoke("get"), "hello");
        const uploads = services.queues.byArn(arnOf("sqs", "uploads"));
        const messages = (await uploads?.receive({ maximum: 10 })) ?? [];
        const [test, event] = messages.map(({ body }) => JSON.parse(body));
        assert.equal(test.Event, "s3:TestEvent");
        assert.equal(event.Records[0].s3.object.key, "uploads/a+b");
    });

    it("is denied, if its role may not", async () => {
        assert.match(
            String(await invoke("remove")),
            /^AccessDenied: User: arn:aws:sts::123456789012:assumed-role\/caller\/\S+ is not authorized to perform: s3:DeleteObject .* 403$/,
        );
        assert.match(
            String(await invoke("write")),
            /^AccessDeniedException: .*assumed-role\/caller\/local is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:eu-central-1:123456789012:table\/rows .* 400$/,
        );
        assert.equal(await invoke("read"), null);
    });

    it("never reaches AWS", async () => {
        assert.match(String(await invoke("secret")), / 501$/);
    });

    it("is not there for web pages and names that lead here", async () => {
        const call = (path: string, headers: Record<string, string>) =>
            new Promise<number>((resolve, reject) => {
                const { get } = require("node:http") as typeof import("node:http");
                get(`${origin}${path}`, { headers }, (response) => {
                    response.resume();
                    resolve(response.statusCode ?? 0);
                }).on("error", reject);
            });
        assert.equal(await call("/~local/aws/sqs/", { origin: "https://evil.example" }), 403);
        assert.equal(await call("/~local/aws/s3/photos/x", { host: "evil.example" }), 403);
        // Unsigned: S3 itself says so.
        assert.equal(await call("/~local/aws/s3/photos/x", { origin: "https://evil.example" }), 403);
        assert.equal(await call("/~local/aws/nothing/", {}), 501);
    });
});
