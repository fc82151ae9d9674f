import assert from "node:assert/strict";
import { type PropertyMap, unknown } from "../../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "../simulated-aws";

const type = "aws:sqs/queue:Queue";
const dead = "arn:aws:sqs:eu-central-1:123456789012:dead";
const redrive = (policy: PropertyMap) => JSON.stringify({ deadLetterTargetArn: dead, maxReceiveCount: 5, ...policy });

describe("simulated Amazon SQS", () => {
    let aws: SimulatedAws;
    beforeEach(() => {
        aws = new SimulatedAws();
        aws.make(type, { name: "dead" }, "dead");
    });

    it("accepts a queue with a redrive policy to another one, whose policy allows it", () => {
        const photos = aws.make(type, { name: "photos", redrivePolicy: redrive({}) }, "photos");
        aws.make("aws:sqs/redriveAllowPolicy:RedriveAllowPolicy", {
            queueUrl: "https://sqs.eu-central-1.amazonaws.com/123456789012/dead",
            redriveAllowPolicy: JSON.stringify({
                redrivePermission: "byQueue",
                sourceQueueArns: [photos.outputs.arn ?? ""],
            }),
        });
        aws.make("aws:sqs/queuePolicy:QueuePolicy", { queueUrl: photos.id, policy: "{}" });
        aws.preview(type, { name: "later", redrivePolicy: unknown });
    });

    for (const [title, policy, error] of [
        ["no count", { maxReceiveCount: undefined }, /does not contain mandatory attribute: maxReceiveCount\.$/],
        ["no queue", { deadLetterTargetArn: undefined }, /mandatory attribute: deadLetterTargetArn\.$/],
        [
            "a count of 0",
            { maxReceiveCount: 0 },
            /for parameter RedrivePolicy is invalid\. Reason: Invalid value for maxReceiveCount: 0, valid values are from 1 to 1000 both inclusive\.$/,
        ],
        ["a count of 1001", { maxReceiveCount: 1001 }, /Invalid value for maxReceiveCount: 1001,/],
        [
            "a topic",
            { deadLetterTargetArn: dead.replace("sqs", "sns") },
            /Only SQS queues are valid resources for deadLetterTargetArn$/,
        ],
        [
            "a queue that does not exist",
            { deadLetterTargetArn: `${dead}-letters` },
            /^.*InvalidParameterValue: Value \{"deadLetterTargetArn":"arn:aws:sqs:eu-central-1:123456789012:dead-letters","maxReceiveCount":5\} for parameter RedrivePolicy is invalid\. Reason: Dead letter target does not exist\.$/,
        ],
    ] satisfies [string, Record<string, unknown>, RegExp][])
        it(`rejects dead letters to ${title}`, () => {
            const given = { name: "photos", redrivePolicy: redrive(policy as PropertyMap) };
            assert.throws(() => aws.make(type, given, "photos"), error);
            if (!title.endsWith("exist")) assert.throws(() => aws.preview(type, given), error);
        });

    it("rejects dead letters of a FIFO queue in another one", () => {
        const fifo = { name: "photos.fifo", fifoQueue: true, redrivePolicy: redrive({}) };
        assert.throws(
            () => aws.make(type, fifo, "fifo"),
            /Dead-letter queue must be same type of queue as the source\.$/,
        );
        aws.make(type, { name: "dead.fifo", fifoQueue: true }, "dead.fifo");
        const own = { deadLetterTargetArn: `${dead}.fifo` };
        aws.make(type, { ...fifo, redrivePolicy: redrive(own) }, "fifo");
    });

    for (const [policy, error] of [
        [
            { redrivePermission: "some" },
            /Amazon SQS can't create the redrive allow policy, as it's in an unsupported format\.$/,
        ],
        [{}, /as it's in an unsupported format\.$/],
        [{ redrivePermission: "byQueue" }, /you must also specify between 1 and 10 source queue ARNs\.$/],
        [
            { redrivePermission: "byQueue", sourceQueueArns: Array.from({ length: 11 }, () => dead) },
            /between 1 and 10 source queue ARNs\.$/,
        ],
        [{ redrivePermission: "denyAll", sourceQueueArns: [dead] }, /only when the permission type is byQueue\.$/],
    ] satisfies [PropertyMap, RegExp][])
        it(`rejects the redrive allow policy ${JSON.stringify(policy).slice(0, 60)}`, () => {
            const given = {
                queueUrl: "https://sqs.eu-central-1.amazonaws.com/123456789012/dead",
                redriveAllowPolicy: JSON.stringify(policy),
            };
            assert.throws(() => aws.make("aws:sqs/redriveAllowPolicy:RedriveAllowPolicy", given), error);
        });

    it("rejects the policy of a queue that does not exist, and two kinds of encryption", () => {
        const policy = { queueUrl: "https://sqs.eu-central-1.amazonaws.com/123456789012/none", policy: "{}" };
        assert.throws(
            () => aws.make("aws:sqs/queuePolicy:QueuePolicy", policy),
            /AWS\.SimpleQueueService\.NonExistentQueue: The specified queue does not exist\.$/,
        );
        const both = { name: "photos", kmsMasterKeyId: "alias/photos", sqsManagedSseEnabled: false };
        assert.throws(() => aws.preview(type, both), /"kms_master_key_id": conflicts with sqs_managed_sse_enabled$/);
        aws.preview(type, { name: "photos", kmsMasterKeyId: "alias/photos" });
    });

    for (const [given, error, accepted] of [
        [
            { visibilityTimeoutSeconds: 43_201 },
            /visibility_timeout_seconds to be in the range \(0 - 43200\), got 43201$/,
            43_200,
        ],
        [{ messageRetentionSeconds: 59 }, /message_retention_seconds to be in the range \(60 - 1209600\), got 59$/, 60],
        [{ messageRetentionSeconds: 1_209_601 }, /got 1209601$/, 1_209_600],
        [{ delaySeconds: 901 }, /delay_seconds to be in the range \(0 - 900\), got 901$/, 900],
        [{ maxMessageSize: 1_023 }, /max_message_size to be in the range \(1024 - 1048576\), got 1023$/, 1_024],
    ] as const)
        it(`rejects ${JSON.stringify(given)}, in a preview already, and accepts ${accepted}`, () => {
            assert.throws(() => aws.preview(type, { name: "photos", ...given }), error);
            const [property = ""] = Object.keys(given);
            aws.preview(type, { name: "photos", [property]: accepted });
            aws.preview(type, { name: "photos", [property]: unknown });
        });
});
