import assert from "node:assert/strict";
import { type PropertyMap, unknown } from "../../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "../simulated-aws";

const type = "aws:s3/bucketNotification:BucketNotification";
const queueArn = "arn:aws:sqs:eu-central-1:123456789012:photos";
const created = "s3:ObjectCreated:*";
const unvalidated = /InvalidArgument: Unable to validate the following destination configurations$/;

const admission: PropertyMap = {
    Effect: "Allow",
    Principal: { Service: "s3.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: queueArn,
    Condition: {
        ArnLike: { "aws:SourceArn": "arn:aws:s3:::photos-1" },
        StringEquals: { "aws:SourceAccount": "123456789012" },
    },
};

describe("simulated notifications of a bucket", () => {
    let aws: SimulatedAws;
    let queueUrl: string;
    beforeEach(() => {
        aws = new SimulatedAws();
        aws.make("aws:s3/bucket:Bucket", { bucket: "photos-1" });
        queueUrl = aws.make("aws:sqs/queue:Queue", { name: "photos" }).id;
    });
    const admit = (statement: PropertyMap, name = "main") =>
        aws.make(
            "aws:sqs/queuePolicy:QueuePolicy",
            { queueUrl, policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) },
            name,
        );
    const notify = (...queues: PropertyMap[]) =>
        aws.make(type, {
            bucket: "photos-1",
            queues: queues.map((queue) => ({ queueArn, events: [created], ...queue })),
        });

    it("are accepted once the policy of the queue admits S3 for the bucket, and rejected before", () => {
        assert.throws(() => notify({ filterPrefix: "uploads/" }), unvalidated);
        admit(admission);
        notify({ filterPrefix: "uploads/" });
    });

    for (const [title, statement] of [
        ["another bucket", { Condition: { ArnLike: { "aws:SourceArn": "arn:aws:s3:::other" } } }],
        ["another account", { Condition: { StringEquals: { "aws:SourceAccount": "210987654321" } } }],
        ["another service", { Principal: { Service: "sns.amazonaws.com" } }],
        ["another action", { Action: "sqs:ReceiveMessage" }],
        ["another queue", { Resource: `${queueArn}-2` }],
        ["nobody", { Effect: "Deny" }],
    ] satisfies [string, PropertyMap][])
        it(`are rejected by a policy that admits ${title}`, () => {
            admit({ ...admission, ...statement });
            assert.throws(() => notify({}), unvalidated);
        });

    it("are rejected for a missing queue, and accepted for one of another account", () => {
        assert.throws(() => notify({ queueArn: `${queueArn}-2` }), unvalidated);
        notify({ queueArn: queueArn.replace("123456789012", "210987654321") });
    });

    it("go to topics and functions that admit S3", () => {
        const topicArn = aws.make("aws:sns/topic:Topic", { name: "photos" }).id;
        const topics = [{ topicArn, events: [created] }];
        assert.throws(() => aws.make(type, { bucket: "photos-1", topics }), unvalidated);
        const Statement = [{ ...admission, Action: "sns:Publish", Resource: topicArn }];
        aws.make("aws:sns/topicPolicy:TopicPolicy", { arn: topicArn, policy: JSON.stringify({ Statement }) });
        aws.make(type, { bucket: "photos-1", topics });

        aws.drop(type);
        const role = "arn:aws:iam::123456789012:role/thumbnail";
        const own = aws.make("aws:lambda/function:Function", { name: "thumbnail", role });
        const lambdaFunctions = [{ lambdaFunctionArn: own.outputs.arn ?? "", events: [created] }];
        assert.throws(() => aws.make(type, { bucket: "photos-1", lambdaFunctions }), unvalidated);
        aws.make("aws:lambda/permission:Permission", {
            action: "lambda:InvokeFunction",
            function: "thumbnail",
            principal: "s3.amazonaws.com",
            sourceArn: "arn:aws:s3:::photos-1",
        });
        aws.make(type, { bucket: "photos-1", lambdaFunctions });
    });

    it("never go to FIFO queues, nor for events that S3 does not have, in a preview already", () => {
        const preview = (queue: PropertyMap) =>
            aws.preview(type, { bucket: "photos-1", queues: [{ queueArn, events: [created], ...queue }] });
        assert.throws(() => preview({ queueArn: `${queueArn}.fifo` }), /FIFO SQS queues are not supported\.$/);
        assert.throws(
            () => preview({ events: ["s3:ObjectMade:*"] }),
            /InvalidArgument: The event is not supported for notifications$/,
        );
        preview({ queueArn: unknown, events: ["s3:ObjectCreated:Put", "s3:LifecycleExpiration:Delete"] });
    });

    it("are ambiguous if prefixes and suffixes of the same events overlap", () => {
        admit(admission);
        const ambiguous = /Configuration is ambiguously defined\. Cannot have overlapping suffixes in two rules/;
        assert.throws(() => notify({ filterPrefix: "uploads/" }, { filterPrefix: "up" }), ambiguous);
        assert.throws(() => notify({}, { events: ["s3:ObjectCreated:Put"] }), ambiguous);
        assert.throws(() => notify({ filterSuffix: ".jpg" }, { filterPrefix: "uploads/" }), ambiguous);
        notify(
            { filterPrefix: "uploads/", filterSuffix: ".jpg" },
            { filterPrefix: "uploads/", filterSuffix: ".png" },
            { filterPrefix: "images/" },
            { filterPrefix: "uploads/", events: ["s3:ObjectRemoved:*"] },
        );
    });

    it("need a key of KMS that S3 may use", () => {
        admit(admission);
        const root = {
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::123456789012:root" },
            Action: "kms:*",
            Resource: "*",
        };
        const s3 = {
            ...root,
            Principal: { Service: "s3.amazonaws.com" },
            Action: ["kms:GenerateDataKey", "kms:Decrypt"],
        };
        const policy = (...Statement: PropertyMap[]) => JSON.stringify({ Statement });
        const key = aws.make("aws:kms/key:Key", { policy: policy(root) });
        const encrypt = (kmsMasterKeyId: string) => aws.make("aws:sqs/queue:Queue", { name: "photos", kmsMasterKeyId });
        for (const name of ["alias/aws/sqs", key.id]) {
            aws.drop("aws:sqs/queue:Queue");
            encrypt(name);
            assert.throws(() => notify({}), /S3 may not use the key .* of the queue\)$/);
        }
        aws.make("aws:kms/keyPolicy:KeyPolicy", { keyId: key.id, policy: policy(root, s3) });
        notify({});
    });

    it("are declared once: a second declaration would overwrite the first one", () => {
        admit(admission);
        const before = notify({ filterPrefix: "uploads/" });
        assert.throws(
            () => notify({ filterPrefix: "images/" }),
            /has one notification configuration, and that of "photos-1"/,
        );
        aws.update(type, before, { bucket: "photos-1", queues: [{ queueArn, events: [created] }] });
    });
});
