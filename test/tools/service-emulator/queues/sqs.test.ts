import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import {
    ChangeMessageVisibilityCommand,
    DeleteMessageBatchCommand,
    DeleteMessageCommand,
    GetQueueAttributesCommand,
    GetQueueUrlCommand,
    ListDeadLetterSourceQueuesCommand,
    ListMessageMoveTasksCommand,
    PurgeQueueCommand,
    ReceiveMessageCommand,
    SendMessageBatchCommand,
    SendMessageCommand,
    SQSClient,
    StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { QueueSet } from "../../../../tools/service-emulator/queues/queue-set";
import { createSqsHandler } from "../../../../tools/service-emulator/queues/sqs-handler";
import { credentials, handlerOptions, region, serve, TestCaller, type TestServer } from "../local-services";
import { MovingClock } from "../moving-clock";

const accountId = "123456789012";
const arnOf = (name: string) => `arn:aws:sqs:${region}:${accountId}:${name}`;

describe("Queues by the SDK", () => {
    let clock: MovingClock;
    let queues: QueueSet;
    let caller: TestCaller;
    let server: TestServer;
    let client: SQSClient;
    let given: string | undefined;
    let QueueUrl: string;
    let deadUrl: string;

    beforeEach(async () => {
        clock = new MovingClock();
        const redrive = { deadLetterTargetArn: arnOf("dead"), maxReceiveCount: 1 };
        const settings = [
            { name: "photos", arn: arnOf("photos"), redrive },
            { name: "dead", arn: arnOf("dead") },
        ];
        queues = new QueueSet(settings, { clock, newId: randomUUID });
        caller = new TestCaller();
        server = await serve("/~local/aws/sqs", createSqsHandler(queues, { ...handlerOptions(caller), accountId }));
        // As `serve` tells functions. The SDK sends to the host of a queue's URL, unless it is that of the endpoint.
        given = process.env.AWS_ENDPOINT_URL_SQS;
        process.env.AWS_ENDPOINT_URL_SQS = server.endpoint;
        client = new SQSClient({ region, credentials, maxAttempts: 1 });
        QueueUrl = `${server.endpoint}/${accountId}/photos`;
        deadUrl = `${server.endpoint}/${accountId}/dead`;
    });

    afterEach(async () => {
        if (given === undefined) delete process.env.AWS_ENDPOINT_URL_SQS;
        else process.env.AWS_ENDPOINT_URL_SQS = given;
        client.destroy();
        queues.close();
        await server.close();
        assert.deepEqual(server.errors, []);
    });

    const send = (MessageBody: string, more: object = {}) =>
        client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
    const receive = async (more: object = {}) =>
        (await client.send(new ReceiveMessageCommand({ QueueUrl, ...more }))).Messages ?? [];

    it("pass messages with their attributes, which the SDK verifies", async () => {
        const MessageAttributes = {
            reason: { DataType: "String", StringValue: "ä" },
            count: { DataType: "Number.int", StringValue: "1" },
            bytes: { DataType: "Binary", BinaryValue: Buffer.from([0, 255]) },
        };
        const { MessageId } = await send("hello", { MessageAttributes });
        const names = { MessageAttributeNames: ["All"], MessageSystemAttributeNames: ["All"] };
        const [message] = await receive(names);
        assert.deepEqual([message?.Body, message?.MessageId], ["hello", MessageId]);
        assert.deepEqual(message?.MessageAttributes?.reason?.StringValue, "ä");
        assert.deepEqual([...(message?.MessageAttributes?.bytes?.BinaryValue ?? [])], [0, 255]);
        const { SenderId, ApproximateReceiveCount, SentTimestamp } = message?.Attributes ?? {};
        assert.deepEqual(
            [SenderId, ApproximateReceiveCount, SentTimestamp],
            ["photos-thumbnail:local", "1", String(clock.now())],
        );
        await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
        clock.move(60);
        assert.deepEqual(await receive(), []);
    });

    it("have the MD5 of attributes that AWS computes", async () => {
        // Recorded: localstack, test_receive_message_attribute_names_filters.
        const MessageAttributes = { Foo: { DataType: "String", StringValue: "Bar" } };
        const { MD5OfMessageAttributes } = await send("msg", { MessageAttributes });
        assert.equal(MD5OfMessageAttributes, "ae7155c6026991b6d54b11589678bf9c");
    });

    it("end a long poll when a message comes", async () => {
        const waiting = receive({ WaitTimeSeconds: 20 });
        await send("late");
        assert.equal((await waiting)[0]?.Body, "late");
    });

    it("lose no message to a client that has gone", async () => {
        const gone = new AbortController();
        const command = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 });
        const waiting = client.send(command, { abortSignal: gone.signal });
        const queue = queues.byName("photos");
        assert.ok(queue);
        // The server has the request when it waits, and sees the end of the connection when it no longer does.
        await until(() => queue.waiting === 1);
        gone.abort();
        await assert.rejects(waiting, { name: "AbortError" });
        await until(() => queue.waiting === 0);
        await send("a");
        assert.equal((await receive())[0]?.Body, "a");
    });

    it("take batches, with an error for each entry that is invalid", async () => {
        const Entries = [
            { Id: "a", MessageBody: "1" },
            { Id: "b", MessageBody: "2", DelaySeconds: 901 },
        ];
        const sent = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
        assert.deepEqual([sent.Successful?.[0]?.Id, sent.Failed?.[0]?.Code], ["a", "InvalidParameterValue"]);
        const [message] = await receive({ MaxNumberOfMessages: 10 });
        const deleted = await client.send(
            new DeleteMessageBatchCommand({
                QueueUrl,
                Entries: [
                    { Id: "a", ReceiptHandle: message?.ReceiptHandle },
                    { Id: "b", ReceiptHandle: "no" },
                ],
            }),
        );
        assert.deepEqual([deleted.Successful?.length, deleted.Failed?.[0]?.Code], [1, "ReceiptHandleIsInvalid"]);
        const many = Array.from({ length: 11 }, (_, index) => ({ Id: String(index), MessageBody: "x" }));
        await assert.rejects(client.send(new SendMessageBatchCommand({ QueueUrl, Entries: many })), {
            name: "TooManyEntriesInBatchRequest",
        });
    });

    it("move dead letters to their queue and back", async () => {
        await send("poison");
        const [message] = await receive({ VisibilityTimeout: 0 });
        assert.equal(message?.Body, "poison");
        assert.deepEqual(await receive(), []);
        const [dead] = await receive({ QueueUrl: deadUrl, MessageSystemAttributeNames: ["All"] });
        assert.equal(dead?.Attributes?.DeadLetterQueueSourceArn, arnOf("photos"));
        const visible = { QueueUrl: deadUrl, ReceiptHandle: dead?.ReceiptHandle, VisibilityTimeout: 0 };
        await client.send(new ChangeMessageVisibilityCommand(visible));
        const started = await client.send(new StartMessageMoveTaskCommand({ SourceArn: arnOf("dead") }));
        assert.ok(started.TaskHandle);
        const { Results } = await client.send(new ListMessageMoveTasksCommand({ SourceArn: arnOf("dead") }));
        assert.deepEqual([Results?.[0]?.Status, Results?.[0]?.ApproximateNumberOfMessagesMoved], ["COMPLETED", 1]);
        const [again] = await receive({ MessageSystemAttributeNames: ["All"] });
        assert.deepEqual([again?.Body, again?.Attributes?.ApproximateReceiveCount], ["poison", "1"]);
        assert.notEqual(again?.MessageId, message?.MessageId);
        const sources = await client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: deadUrl }));
        assert.equal(sources.queueUrls?.length, 1);
        await assert.rejects(client.send(new StartMessageMoveTaskCommand({ SourceArn: arnOf("photos") })), {
            message: "Source queue must be configured as a Dead Letter Queue.",
        });
    });

    it("move at most so many messages a second as a move says", async () => {
        const dead = queues.byName("dead");
        for (let index = 0; index < 5; index++)
            await client.send(new SendMessageCommand({ QueueUrl: deadUrl, MessageBody: String(index) }));
        const move = { SourceArn: arnOf("dead"), DestinationArn: arnOf("photos"), MaxNumberOfMessagesPerSecond: 2 };
        await client.send(new StartMessageMoveTaskCommand(move));
        assert.equal(dead?.counts().visible, 3);
        await assert.rejects(client.send(new StartMessageMoveTaskCommand(move)), /already a task running/);
        clock.move(2);
        assert.equal(dead?.counts().visible, 0);
        clock.move(1);
        const { Results } = await client.send(new ListMessageMoveTasksCommand({ SourceArn: arnOf("dead") }));
        assert.equal(Results?.[0]?.Status, "COMPLETED");
    });

    it("tell their attributes and their URL, and are purged", async () => {
        await send("a");
        await send("b", { DelaySeconds: 5 });
        const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] });
        const { Attributes } = await client.send(command);
        assert.equal(Attributes?.ApproximateNumberOfMessages, "1");
        assert.equal(Attributes?.ApproximateNumberOfMessagesDelayed, "1");
        assert.equal(Attributes?.VisibilityTimeout, "30");
        assert.equal(Attributes?.RedrivePolicy, `{"deadLetterTargetArn":"${arnOf("dead")}","maxReceiveCount":1}`);
        const url = await client.send(new GetQueueUrlCommand({ QueueName: "photos" }));
        assert.equal(url.QueueUrl, `${server.endpoint}/${accountId}/photos`);
        await client.send(new SendMessageCommand({ QueueUrl: url.QueueUrl, MessageBody: "c" }));
        await client.send(new PurgeQueueCommand({ QueueUrl }));
        assert.deepEqual(await receive(), []);
    });

    it("have the errors of AWS", async () => {
        const none = `${QueueUrl}-none`;
        await assert.rejects(receive({ QueueUrl: none }), {
            name: "QueueDoesNotExist",
            message: "The specified queue does not exist.",
        });
        await assert.rejects(receive({ MaxNumberOfMessages: 11 }), /Reason: Must be between 1 and 10, if provided\./);
        await assert.rejects(receive({ WaitTimeSeconds: 21 }), /Reason: Must be >= 0 and <= 20, if provided\./);
        await assert.rejects(send(""), /The request must contain the parameter MessageBody\./);
        await assert.rejects(send("x".repeat(1_048_577)), /Message must be shorter than 1048576 bytes\./);
        await assert.rejects(client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: "no" })), {
            name: "ReceiptHandleIsInvalid",
        });
        caller.allows = (action, resource) => !(action === "sqs:SendMessage" && resource === arnOf("photos"));
        await assert.rejects(send("x"), {
            message: `User: ${caller.arn} is not authorized to perform: sqs:sendmessage on resource: ${arnOf("photos")} because no identity-based policy allows the sqs:sendmessage action`,
        });
        const stranger = new SQSClient({
            region,
            credentials: { ...credentials, accessKeyId: "AKIANONE" },
            maxAttempts: 1,
        });
        await assert.rejects(stranger.send(new GetQueueUrlCommand({ QueueName: "photos" })), /security token/);
        const forger = new SQSClient({ region, credentials: { ...credentials, secretAccessKey: "x" }, maxAttempts: 1 });
        await assert.rejects(forger.send(new GetQueueUrlCommand({ QueueName: "photos" })), /does not match/);
        for (const other of [stranger, forger]) other.destroy();
    });
});

/** Waits for a condition, in turns of the event loop, 10 seconds at most. */
async function until(holds: () => boolean): Promise<void> {
    const end = Date.now() + 10_000;
    while (!holds()) {
        assert.ok(Date.now() < end, `${holds} does not become true`);
        await new Promise((resolve) => setImmediate(resolve));
    }
}
