import assert from "node:assert/strict";
import type { PropertyMap } from "../../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "../simulated-aws";

const type = "aws:sns/topicSubscription:TopicSubscription";
const topic = "arn:aws:sns:eu-central-1:123456789012:photos";
const push = "arn:aws:lambda:eu-central-1:123456789012:function:push";
const queue = "arn:aws:sqs:eu-central-1:123456789012:photos";

describe("simulated Amazon SNS", () => {
    let aws: SimulatedAws;
    beforeEach(() => {
        aws = new SimulatedAws();
        aws.make("aws:sns/topic:Topic", { name: "photos" });
    });
    const subscribe = (given: PropertyMap) => aws.make(type, { topic, protocol: "lambda", endpoint: push, ...given });

    /** Lets SNS send the messages of a topic to a queue. */
    const admit = (name: string, source: string = topic) => {
        const statement = {
            Effect: "Allow",
            Principal: { Service: "sns.amazonaws.com" },
            Action: "sqs:SendMessage",
            Resource: queue.replace(/\w+$/, name),
            Condition: { ArnEquals: { "aws:SourceArn": [source] } },
        };
        aws.drop("aws:sqs/queuePolicy:QueuePolicy");
        aws.make("aws:sqs/queuePolicy:QueuePolicy", {
            queueUrl: `https://sqs.eu-central-1.amazonaws.com/123456789012/${name}`,
            policy: JSON.stringify({ Statement: [statement] }),
        });
    };

    it("rejects a subscription to a topic that does not exist, and accepts its neighbor", () => {
        assert.throws(() => subscribe({ topic: `${topic}-2` }), /NotFound: Topic does not exist$/);
        subscribe({});
    });

    for (const [protocol, endpoint, valid, words] of [
        ["lambda", queue, push, "Lambda endpoint ARN"],
        ["sqs", "https://sqs.eu-central-1.amazonaws.com/123456789012/photos", queue, "SQS endpoint ARN"],
        ["email", "ops", "ops@example.com", "Email address"],
        ["https", "http://example.com", "https://example.com", "Endpoint must match the specified protocol"],
        ["websocket", push, undefined, "Amazon SNS does not support this protocol string: websocket"],
    ] as const)
        it(`rejects an endpoint of protocol ${protocol} of another form`, () => {
            assert.throws(
                () => subscribe({ protocol, endpoint }),
                new RegExp(`InvalidParameter: Invalid parameter: ${words}$`),
            );
            if (valid !== undefined) subscribe({ protocol, endpoint: valid });
        });

    it("rejects subscriptions whose messages it would lose", () => {
        aws.make("aws:sqs/queue:Queue", { name: "other" });
        assert.throws(() => subscribe({ protocol: "sqs", endpoint: queue }), /SNS would lose each message/);
        admit("other");
        subscribe({ protocol: "sqs", endpoint: queue.replace(/\w+$/, "other") });
        const fifo = { protocol: "sqs", endpoint: "arn:aws:sqs:eu-central-1:210987654321:photos.fifo" };
        assert.throws(() => subscribe(fifo), /FIFO SQS Queues can not be subscribed to standard SNS topics$/);
    });

    it("rejects subscriptions of queues that do not admit the topic, or whose key SNS may not use", () => {
        aws.make("aws:sqs/queue:Queue", { name: "photos" });
        const own = () => subscribe({ protocol: "sqs", endpoint: queue });
        const closed = /SNS would lose each message: the policy of \S+:photos does not admit \S+:photos$/;
        assert.throws(own, closed);
        admit("photos", `${topic}-2`);
        assert.throws(own, closed);
        admit("photos");
        own();
        for (const kmsMasterKeyId of ["alias/aws/sqs", "alias/photos"]) {
            aws.drop("aws:sqs/queue:Queue");
            aws.make("aws:sqs/queue:Queue", { name: "photos", kmsMasterKeyId });
            // A key that is not of the stack admits SNS.
            if (kmsMasterKeyId === "alias/photos") own();
            else assert.throws(own, /SNS may not use the key alias\/aws\/sqs of \S+:photos$/);
        }
    });

    for (const [given, error] of [
        [{ rawMessageDelivery: true }, /Delivery protocol \[lambda\] does not support raw message delivery\.$/],
        [{ filterPolicy: "{photos}" }, /FilterPolicy: failed to parse JSON/],
        [{ filterPolicy: '{"type":"photo.ready"}' }, /FilterPolicy: "type" must be an object or an array$/],
        [{ filterPolicy: '{"type":[]}' }, /Empty arrays are not allowed$/],
        [{ filterPolicy: '{"type":[["a"]]}' }, /Match value must be String, number, true, false, or null$/],
        [{ filterPolicy: '{"a":[1],"b":[1],"c":[1],"d":[1],"e":[1],"f":[1]}' }, /can not have more than 5 keys$/],
        [{ filterPolicy: '{"photo":{"id":["a"]}}' }, /scope MessageAttributes does not support nested filter policy$/],
        [{ redrivePolicy: "{}" }, /RedrivePolicy: Missing deadLetterTargetArn attribute$/],
        [{ redrivePolicy: `{"deadLetterTargetArn":"${topic}"}` }, /deadLetterTargetArn must be a SQS queue$/],
    ] satisfies [PropertyMap, RegExp][])
        it(`rejects ${JSON.stringify(given)}`, () => {
            assert.throws(() => subscribe(given), error);
        });

    it("accepts filters, dead letters, and raw messages for a queue", () => {
        subscribe({ filterPolicy: '{"type":["photo.ready"]}', redrivePolicy: `{"deadLetterTargetArn":"${queue}"}` });
        subscribe({ filterPolicy: '{"photo":{"id":["a"]}}', filterPolicyScope: "MessageBody" });
        subscribe({ protocol: "sqs", endpoint: queue, rawMessageDelivery: true });
    });

    it("rejects policies with actions of other scope, of another topic, or of none", () => {
        const permit = (arn: string, statement: PropertyMap) => {
            const own = { Effect: "Allow", Principal: "*", Action: "sns:Publish", Resource: topic, ...statement };
            return aws.make("aws:sns/topicPolicy:TopicPolicy", { arn, policy: JSON.stringify({ Statement: [own] }) });
        };
        assert.throws(() => permit(`${topic}-2`, {}), /NotFound: Topic does not exist$/);
        const scope = /Policy statement action out of service scope!$/;
        assert.throws(() => permit(topic, { Action: "sns:*" }), scope);
        assert.throws(() => permit(topic, { Action: ["sns:Publish", "sns:CreateTopic"] }), scope);
        assert.throws(() => permit(topic, { Resource: `${topic}-2` }), /Policy Error: null$/);
        permit(topic, {});
    });
});
