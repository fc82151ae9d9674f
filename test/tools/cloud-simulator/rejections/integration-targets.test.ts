import assert from "node:assert/strict";
import { awsTypes } from "../../../../tools/cloud-simulator/aws/resource-types";
import { awsRejections } from "../../../../tools/cloud-simulator/rejections/aws-rejections";
import { DataModel } from "../../../../tools/cloud-simulator/resources/data-model";
import type { Identity } from "../../../../tools/cloud-simulator/state/cloud";
import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedCloud } from "../../../../tools/cloud-simulator/state/simulated-cloud";

const model = new DataModel("aws", awsTypes, awsRejections);
const types = {
    queue: "aws:sqs/queue:Queue",
    stream: "aws:kinesis/stream:Stream",
    machine: "aws:sfn/stateMachine:StateMachine",
    bucket: "aws:s3/bucket:Bucket",
    role: "aws:iam/role:Role",
} as const;

function identity(type: string): Identity {
    return { urn: `urn:pulumi:dev::shop::${type}::orders`, type, name: "orders" };
}

function definition(states: object, start = "a"): PropertyMap {
    const roleArn = "arn:aws:iam::123456789012:role/orders";
    return { name: "orders", roleArn, definition: JSON.stringify({ StartAt: start, States: states }) };
}

describe("what the gateway calls in the simulated AWS", () => {
    let cloud: SimulatedCloud;
    beforeEach(() => {
        cloud = new SimulatedCloud("123456789012", "eu-central-1");
    });
    const make = (type: string, given: PropertyMap) => {
        const { inputs } = model.check(identity(type), given, undefined, cloud);
        return model.create(identity(type), inputs, cloud);
    };

    it("has the URLs and ARNs of AWS", () => {
        const queue = make(types.queue, { name: "orders" });
        assert.equal(queue.outputs.url, "https://sqs.eu-central-1.amazonaws.com/123456789012/orders");
        assert.equal(queue.outputs.arn, "arn:aws:sqs:eu-central-1:123456789012:orders");
        const machine = make(types.machine, definition({ a: { Type: "Pass", End: true } }));
        assert.equal(machine.outputs.arn, "arn:aws:states:eu-central-1:123456789012:stateMachine:orders");
    });

    for (const [title, type, inputs, error] of [
        ["a FIFO queue without .fifo", types.queue, { name: "orders", fifoQueue: true }, /invalid queue name: orders$/],
        ["another queue with it", types.queue, { name: "orders.fifo" }, /invalid queue name: orders\.fifo$/],
        [
            "deduplication of a queue that is not FIFO",
            types.queue,
            { name: "orders", contentBasedDeduplication: true },
            /content-based deduplication can only be set for FIFO queue$/,
        ],
        [
            "shards of a stream on demand",
            types.stream,
            { name: "a", shardCount: 1, streamModeDetails: { streamMode: "ON_DEMAND" } },
            /shard_count must not be set when stream_mode is ON_DEMAND$/,
        ],
        ["a stream without shards", types.stream, { name: "a" }, /shard_count must be at least 1/],
        [
            "an encrypted stream without a key",
            types.stream,
            { name: "a", shardCount: 1, encryptionType: "KMS" },
            /KMS Key ID required/,
        ],
        [
            "a state machine with a missing state and one that is not reached",
            types.machine,
            definition({ pass1: { Type: "Pass", Next: "pass3" }, pass2: { Type: "Pass", End: true } }, "pass1"),
            /InvalidDefinition: Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: pass3 at \/States\/pass1\/Next, MISSING_TRANSITION_TARGET: State "pass2" is not reachable\. at \/States\/pass2'$/,
        ],
        [
            "a definition that is not JSON",
            types.machine,
            { ...definition({}), definition: "StartAt: a" },
            /InvalidDefinition/,
        ],
    ] as const)
        it(`rejects ${title}`, () => {
            assert.throws(() => make(type, inputs), error);
        });

    it("rejects a role that AWS Step Functions may not assume", () => {
        const trust = (service: string) => JSON.stringify({ Statement: [{ Principal: { Service: service } }] });
        const machine = definition({ a: { Type: "Pass", End: true } });
        const put = (service: string) => {
            const { id, outputs } = make(types.role, { name: "orders", assumeRolePolicy: trust(service) });
            return { urn: identity(types.role).urn, type: types.role, id, inputs: {}, outputs };
        };
        const wrong = put("lambda.amazonaws.com");
        cloud.store.put(wrong);
        assert.throws(() => make(types.machine, machine), /nor the regional one is authorized to assume/);
        cloud.store.remove(wrong);
        cloud.store.put(put("states.amazonaws.com"));
        make(types.machine, machine);
    });

    it("rejects the deletion of a bucket with objects, unless its deletion is forced", () => {
        const remove = (forceDestroy: boolean) => {
            const { id, outputs } = make(types.bucket, { bucket: "orders", forceDestroy });
            const resource = { ...identity(types.bucket), id, inputs: {}, outputs };
            cloud.seed(resource);
            const error = model.rejectDelete(identity(types.bucket), { id, outputs }, cloud);
            cloud.store.remove(resource);
            return error;
        };
        assert.match(String(remove(false)), /BucketNotEmpty: The bucket you tried to delete is not empty$/);
        assert.equal(remove(true), undefined);
    });
});
