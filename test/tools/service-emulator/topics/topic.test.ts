import assert from "node:assert/strict";
import { ServiceError } from "../../../../tools/service-emulator/caller";
import { deliveryDelays } from "../../../../tools/service-emulator/topics/delivery-delays";
import { readFilterPolicy } from "../../../../tools/service-emulator/topics/filter-policy";
import type { Notification, QueueMessage } from "../../../../tools/service-emulator/topics/notification";
import { type Subscription, Topic } from "../../../../tools/service-emulator/topics/topic";
import { MovingClock } from "../moving-clock";
import { settled } from "../until";

const topicArn = "arn:aws:sns:us-east-1:123456789012:photos";
const functionArn = "arn:aws:lambda:us-east-1:123456789012:function:push";
const queueArn = "arn:aws:sqs:us-east-1:123456789012:inbox";

const toFunction: Subscription = { arn: `${topicArn}:1`, protocol: "lambda", endpoint: functionArn, isRaw: false };
const toQueue: Subscription = { arn: `${topicArn}:2`, protocol: "sqs", endpoint: queueArn, isRaw: false };

class TestTargets {
    readonly events: { Records: { Sns: Record<string, unknown> }[] }[] = [];
    readonly messages: (QueueMessage & { readonly queueArn: string })[] = [];
    readonly lost: Notification[] = [];
    readonly clock = new MovingClock();
    attempts = 0;
    fail: () => void = () => undefined;

    topic(subscriptions: readonly Subscription[], delays?: readonly number[]): Topic {
        let ids = 0;
        return new Topic(topicArn, subscriptions, {
            clock: this.clock,
            newId: () => `id-${++ids}`,
            onLost: (notification) => this.lost.push(notification),
            targets: {
                toFunction: async (_arn, event) => {
                    this.attempts++;
                    this.fail();
                    this.events.push(event as TestTargets["events"][number]);
                },
                toQueue: async (arn, message) => {
                    if (arn === queueArn) this.fail();
                    this.messages.push({ queueArn: arn, ...message });
                },
            },
            ...(delays && { delays: () => delays }),
        });
    }
}

describe("A topic", () => {
    let targets: TestTargets;
    beforeEach(() => {
        targets = new TestTargets();
    });

    it("sends the event of AWS to a function", async () => {
        const topic = targets.topic([toFunction]);
        const attributes = { type: { dataType: "String", value: "photo.ready" } };
        assert.equal(topic.publish({ message: "m", subject: "s", attributes }), "id-1");
        await topic.settled();
        assert.deepEqual(targets.events, [
            {
                Records: [
                    {
                        EventSource: "aws:sns",
                        EventVersion: "1.0",
                        EventSubscriptionArn: `${topicArn}:1`,
                        Sns: {
                            Type: "Notification",
                            MessageId: "id-1",
                            TopicArn: topicArn,
                            Subject: "s",
                            Message: "m",
                            Timestamp: "2026-11-30T12:00:00.000Z",
                            SignatureVersion: "1",
                            Signature: "bG9jYWw=",
                            SigningCertUrl: "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-local.pem",
                            UnsubscribeUrl: `https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${topicArn}:1`,
                            MessageAttributes: { type: { Type: "String", Value: "photo.ready" } },
                        },
                    },
                ],
            },
        ]);
    });

    it("sends an envelope to a queue, or the text itself with its attributes", async () => {
        const topic = targets.topic([toQueue, { ...toQueue, isRaw: true }]);
        const attributes = { n: { dataType: "Number", value: "1" } };
        topic.publish({ message: "m", attributes });
        await topic.settled();
        const [enveloped, raw] = targets.messages;
        const { Type, Message, MessageAttributes, Subject } = JSON.parse(enveloped?.body ?? "");
        assert.deepEqual([Type, Message, Subject], ["Notification", "m", undefined]);
        assert.deepEqual(MessageAttributes, { n: { Type: "Number", Value: "1" } });
        assert.deepEqual(enveloped?.attributes, {});
        assert.deepEqual(raw, { queueArn, body: "m", attributes });
    });

    it("repeats a delivery by its schedule, then gives it to the dead-letter queue with the reason", async () => {
        targets.fail = () => {
            throw new Error("the worker ended");
        };
        const deadLetterQueueArn = queueArn.replace("inbox", "dead");
        const topic = targets.topic([{ ...toFunction, deadLetterQueueArn }], [0, 1000, 2000]);
        topic.publish({ message: "m" });
        await settled();
        assert.equal(targets.attempts, 1);
        targets.clock.move(1);
        await settled();
        assert.equal(targets.attempts, 2);
        assert.equal(topic.pending, 1);
        targets.clock.move(2);
        await topic.settled();
        assert.equal(targets.attempts, 3);
        const [message] = targets.messages;
        assert.equal(message?.queueArn, deadLetterQueueArn);
        assert.equal(JSON.parse(message?.body ?? "").Message, "m");
        assert.deepEqual(message?.attributes.ErrorMessage, { dataType: "String", value: "Error: the worker ended" });
        assert.deepEqual(targets.lost, []);
    });

    it("does not repeat what the subscriber rejects, and reports what is lost", async () => {
        targets.fail = () => {
            throw new ServiceError("AccessDenied", "no", 403);
        };
        const topic = targets.topic([toFunction]);
        topic.publish({ message: "m" });
        await topic.settled();
        assert.equal(targets.attempts, 1);
        assert.deepEqual(
            targets.lost.map(({ message }) => message),
            ["m"],
        );
    });

    it("has the 100,015 attempts of AWS over 23 days", () => {
        const delays = [...deliveryDelays()];
        assert.equal(delays.length, 100_015);
        assert.deepEqual(delays.slice(0, 6), [0, 0, 0, 1000, 1000, 1000]);
        assert.deepEqual(delays.slice(14, 16), [20_000, 20_000]);
        const days = delays.reduce((sum, delay) => sum + delay, 0) / 86_400_000;
        assert.equal(Math.round(days), 23);
    });

    const attributes = {
        type: { dataType: "String", value: "photo.ready" },
        size: { dataType: "Number", value: "12.5" },
        tags: { dataType: "String.Array", value: '["a","b"]' },
    };
    const policies: readonly [policy: object, passes: boolean][] = [
        [{ type: ["photo.failed", "photo.ready"] }, true],
        [{ type: ["photo.failed"] }, false],
        [{ type: [{ prefix: "photo." }], size: [{ numeric: [">", 10, "<=", 12.5] }] }, true],
        [{ type: [{ "anything-but": ["photo.ready"] }] }, false],
        [{ type: [{ "anything-but": { prefix: "filters." } }] }, true],
        [{ size: [{ numeric: ["=", 12] }] }, false],
        [{ size: [{ numeric: ["<", 12.5] }] }, false],
        [{ tags: ["b"] }, true],
        [{ none: [{ exists: false }] }, true],
        [{ type: [{ exists: false }] }, false],
        [{ none: ["x"] }, false],
    ];
    for (const [policy, passes] of policies) {
        it(`${passes ? "lets pass" : "stops"} with the filter ${JSON.stringify(policy)}`, async () => {
            const filter = { policy: readFilterPolicy(JSON.stringify(policy)), scope: "MessageAttributes" } as const;
            const topic = targets.topic([{ ...toQueue, filter }]);
            topic.publish({ message: "m", attributes });
            await topic.settled();
            assert.equal(targets.messages.length, passes ? 1 : 0);
        });
    }

    it("filters by the text of a message, also within objects", async () => {
        const policy = readFilterPolicy('{"type":["photo.ready"],"photo":{"pixels":[{"numeric":[">",1]}]}}');
        const topic = targets.topic([{ ...toQueue, isRaw: true, filter: { policy, scope: "MessageBody" } }]);
        const texts = [
            '{"type":"photo.ready","photo":{"pixels":2}}',
            '{"type":"photo.ready","photo":{"pixels":1}}',
            '{"type":"photo.ready"}',
            "no JSON",
        ];
        for (const message of texts) topic.publish({ message });
        await topic.settled();
        assert.deepEqual(
            targets.messages.map(({ body }) => body),
            texts.slice(0, 1),
        );
    });

    it("rejects a filter with an operator that it does not know", () => {
        assert.throws(() => readFilterPolicy('{"a":[{"cidr":"10.0.0.0/8"}]}'), /no operator "cidr"/);
    });
});
