import assert from "node:assert/strict";
import { PublishBatchCommand, PublishCommand, type PublishCommandInput, SNSClient } from "@aws-sdk/client-sns";
import type { QueueMessage } from "../../../../tools/service-emulator/topics/notification";
import { createSnsHandler } from "../../../../tools/service-emulator/topics/sns-handler";
import { Topic } from "../../../../tools/service-emulator/topics/topic";
import { credentials, handlerOptions, region, serve, TestCaller, type TestServer } from "../local-services";
import { MovingClock } from "../moving-clock";

const TopicArn = "arn:aws:sns:us-east-1:123456789012:photos";

describe("The SNS API", () => {
    const caller = new TestCaller();
    let messages: QueueMessage[];
    let topic: Topic;
    let server: TestServer;
    let client: SNSClient;

    beforeEach(async () => {
        messages = [];
        caller.allows = () => true;
        let ids = 0;
        const subscription = { arn: `${TopicArn}:1`, protocol: "sqs", endpoint: "queue", isRaw: true } as const;
        topic = new Topic(TopicArn, [subscription], {
            clock: new MovingClock(),
            newId: () => `id-${++ids}`,
            onLost: (_notification, reason) => assert.fail(String(reason)),
            targets: {
                toFunction: async () => undefined,
                toQueue: async (_arn, message) => void messages.push(message),
            },
        });
        const findTopic = (arn: string) => (arn === TopicArn ? topic : undefined);
        server = await serve("/~local/aws/sns", createSnsHandler(findTopic, handlerOptions(caller)));
        client = new SNSClient({ endpoint: server.endpoint, region, credentials, maxAttempts: 1 });
    });
    afterEach(async () => {
        client.destroy();
        await server.close();
        assert.deepEqual(server.errors, []);
    });

    it("publishes a message with attributes and every character", async () => {
        const Message = 'ü & <a> "b" + %20\n\u{1f600}';
        const { MessageId } = await client.send(
            new PublishCommand({
                TopicArn,
                Message,
                Subject: "s",
                MessageAttributes: {
                    type: { DataType: "String", StringValue: "photo.ready" },
                    raw: { DataType: "Binary", BinaryValue: new Uint8Array([2, 3, 4]) },
                },
            }),
        );
        assert.equal(MessageId, "id-1");
        await topic.settled();
        assert.deepEqual(messages, [
            {
                body: Message,
                attributes: {
                    type: { dataType: "String", value: "photo.ready" },
                    raw: { dataType: "Binary", value: "AgME" },
                },
            },
        ]);
    });

    it("chooses the text of the protocol from a structured message", async () => {
        const Message = JSON.stringify({ default: "d", sqs: "q" });
        await client.send(new PublishCommand({ TopicArn, Message, MessageStructure: "json" }));
        await topic.settled();
        assert.equal(messages[0]?.body, "q");
    });

    it("publishes a batch, in which an invalid message fails alone", async () => {
        const entries = [
            { Id: "1", Message: "a", MessageAttributes: { n: { DataType: "Number", StringValue: "1" } } },
            { Id: "2", Message: "b", MessageAttributes: { n: { DataType: "Number", StringValue: "x" } } },
        ];
        const result = await client.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: entries }));
        assert.deepEqual(
            result.Successful?.map(({ Id }) => Id),
            ["1"],
        );
        assert.deepEqual(
            result.Failed?.map(({ Id, Code, SenderFault }) => [Id, Code, SenderFault]),
            [["2", "ParameterValueInvalid", true]],
        );
        await topic.settled();
        assert.deepEqual(
            messages.map(({ body }) => body),
            ["a"],
        );
    });

    const errors: readonly [what: string, input: PublishCommandInput, message: string][] = [
        [
            "an ARN that is none",
            { TopicArn: "x", Message: "m" },
            "Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1",
        ],
        ["an unknown topic", { TopicArn: `${TopicArn}2`, Message: "m" }, "Topic does not exist"],
        ["an empty message", { TopicArn, Message: "" }, "Invalid parameter: Empty message"],
        ["a long message", { TopicArn, Message: "x".repeat(262_145) }, "Invalid parameter: Message too long"],
        [
            "a structure without a default",
            { TopicArn, Message: "{}", MessageStructure: "json" },
            "Invalid parameter: Message Structure - No default entry in JSON message body",
        ],
        [
            "an attribute without a value",
            { TopicArn, Message: "m", MessageAttributes: { attr1: { DataType: "String" } } },
            "The message attribute 'attr1' must contain non-empty message attribute value for message attribute type 'String'.",
        ],
    ];
    for (const [what, input, message] of errors) {
        it(`rejects ${what} as AWS does`, async () => {
            await assert.rejects(client.send(new PublishCommand(input)), { message });
        });
    }

    it("rejects batches as AWS does", async () => {
        const send = (...ids: string[]) =>
            client.send(
                new PublishBatchCommand({
                    TopicArn,
                    PublishBatchRequestEntries: ids.map((Id) => ({ Id, Message: "m" })),
                }),
            );
        await assert.rejects(send("a", "a"), { name: "BatchEntryIdsNotDistinctException" });
        await assert.rejects(send("a.b"), { name: "InvalidBatchEntryIdException" });
        await assert.rejects(send(..."abcdefghijk"), { name: "TooManyEntriesInBatchRequestException" });
        assert.deepEqual(messages, []);
    });

    it("rejects a role that may not publish", async () => {
        caller.allows = (action, resource) => !(action === "sns:Publish" && resource === TopicArn);
        await assert.rejects(client.send(new PublishCommand({ TopicArn, Message: "m" })), {
            name: "AuthorizationErrorException",
            message: `User: ${caller.arn} is not authorized to perform: SNS:Publish on resource: ${TopicArn} because no identity-based policy allows the SNS:Publish action`,
        });
    });

    it("rejects a wrong signature and an unknown key", async () => {
        const wrong = [
            { ...credentials, secretAccessKey: "wrong" },
            { ...credentials, accessKeyId: "unknown" },
        ];
        for (const each of wrong) {
            const stranger = new SNSClient({ endpoint: server.endpoint, region, credentials: each, maxAttempts: 1 });
            await assert.rejects(stranger.send(new PublishCommand({ TopicArn, Message: "m" })), /signature|token/);
            stranger.destroy();
        }
    });
});
