import assert from "node:assert/strict";
import { type PropertyMap, unknown } from "../../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "../simulated-aws";

const type = "aws:lambda/eventSourceMapping:EventSourceMapping";
const queueArn = "arn:aws:sqs:eu-central-1:123456789012:photos";
const functionArn = "arn:aws:lambda:eu-central-1:123456789012:function:thumbnail";
const mapping: PropertyMap = { eventSourceArn: queueArn, functionName: functionArn };

describe("simulated event source mappings of a queue", () => {
    let aws: SimulatedAws;
    beforeEach(() => {
        aws = new SimulatedAws();
        const trust = JSON.stringify({ Statement: [{ Principal: { Service: "lambda.amazonaws.com" } }] });
        const role = aws.make("aws:iam/role:Role", { name: "thumbnail", assumeRolePolicy: trust });
        permit("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");
        aws.make("aws:sqs/queue:Queue", { name: "photos", visibilityTimeoutSeconds: 180 });
        aws.make("aws:lambda/function:Function", {
            name: "thumbnail",
            role: role.outputs.arn ?? "",
            timeout: 30,
            publish: true,
        });
    });
    const permit = (...Action: string[]) => {
        aws.drop("aws:iam/rolePolicy:RolePolicy");
        aws.make("aws:iam/rolePolicy:RolePolicy", {
            name: "thumbnail",
            role: "thumbnail",
            policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action, Resource: queueArn }] }),
        });
    };
    const map = (given: PropertyMap = {}, name = "main") => aws.make(type, { ...mapping, ...given }, name);

    it("call a function by its name, its ARN or an alias that exists", () => {
        for (const functionName of ["thumbnail", functionArn, `${functionArn}:1`]) {
            map({ functionName });
            aws.drop(type);
        }
        const missing = /InvalidParameterValueException: Function does not exist$/;
        assert.throws(() => map({ functionName: "other" }), missing);
        assert.throws(() => map({ functionName: `${functionArn}:live` }), missing);
        aws.make("aws:lambda/alias:Alias", { functionName: "thumbnail", functionVersion: "1", name: "live" });
        map({ functionName: `${functionArn}:live` });
    });

    it("need their queue, and a role that may read from it", () => {
        assert.throws(
            () => map({ eventSourceArn: `${queueArn}-2` }),
            /NonExistentQueue\. SQS Error Message: The specified queue/,
        );
        aws.drop("aws:iam/rolePolicy:RolePolicy");
        const denied = (action: string) =>
            new RegExp(`The function execution role does not have permissions to call ${action} on SQS$`);
        assert.throws(() => map(), denied("ReceiveMessage"));
        permit("sqs:ReceiveMessage");
        assert.throws(() => map(), denied("DeleteMessage"));
        permit("sqs:*");
        map();
    });

    it("need a queue that hides messages as long as the function may take", () => {
        aws.drop("aws:sqs/queue:Queue");
        aws.make("aws:sqs/queue:Queue", { name: "photos", visibilityTimeoutSeconds: 29 });
        assert.throws(() => map(), /Queue visibility timeout: 29 seconds is less than Function timeout: 30 seconds$/);
        aws.drop("aws:sqs/queue:Queue");
        aws.make("aws:sqs/queue:Queue", { name: "photos", visibilityTimeoutSeconds: 30 });
        map();
    });

    it("exist once for a queue and a function", () => {
        const { id } = map();
        assert.throws(
            () => map({}, "second"),
            new RegExp(`already exists\\. Please update or delete the existing mapping with UUID ${id}$`),
        );
        map({ functionName: `${functionArn}:1` }, "second");
    });

    for (const [given, error] of [
        [
            { batchSize: 11 },
            /Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10$/,
        ],
        [{ batchSize: 0 }, /BatchSize is 0; it is from 1 to 10000$/],
        [{ batchSize: 10_001, maximumBatchingWindowInSeconds: 1 }, /BatchSize is 10001; it is from 1 to 10000$/],
        [
            { eventSourceArn: `${queueArn}.fifo`, batchSize: 11, maximumBatchingWindowInSeconds: 1 },
            /BatchSize is 11; it is from 1 to 10$/,
        ],
        [
            { eventSourceArn: `${queueArn}.fifo`, maximumBatchingWindowInSeconds: 1 },
            /Batching window is not supported for FIFO queues$/,
        ],
        [{ scalingConfig: { maximumConcurrency: 1 } }, /to be in the range \(2 - 1000\), got 1$/],
        [{ scalingConfig: { maximumConcurrency: 1001 } }, /to be in the range \(2 - 1000\), got 1001$/],
        [
            { scalingConfig: { maximumConcurrency: 2 }, provisionedPollerConfig: { minimumPollers: 2 } },
            /exclude each other$/,
        ],
        [{ filterCriteria: { filters: [{ pattern: "jpeg" }] } }, /Invalid filter pattern definition\.$/],
    ] satisfies [PropertyMap, RegExp][])
        it(`are rejected with ${JSON.stringify(given)}, in a preview already`, () => {
            assert.throws(() => aws.preview(type, { ...mapping, ...given }), error);
        });

    it("take larger batches with a window, 2 to 1000 executions, filters, and what is not known yet", () => {
        aws.preview(type, { ...mapping, batchSize: 1 });
        aws.preview(type, { ...mapping, batchSize: 10_000, maximumBatchingWindowInSeconds: 1 });
        aws.preview(type, { ...mapping, scalingConfig: { maximumConcurrency: 2 } });
        aws.preview(type, { ...mapping, filterCriteria: { filters: [{ pattern: '{"body":{}}' }] } });
        aws.preview(type, { eventSourceArn: unknown, functionName: unknown, batchSize: 11 });
    });
});
