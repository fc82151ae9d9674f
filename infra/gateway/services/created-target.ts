import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { CreatedResource } from "../../../openapi/service-targets";
import type { AccessStatement } from "../../access-policy";
import { createBucket } from "./bucket";
import { createQueue } from "./queue";
import { createStateMachine } from "./state-machine";
import type { TargetResource, TargetSettings } from "./target-resource";

/** Arguments of the resources of an API. */
export interface CreatedTargetArgs extends TargetSettings {
    /** Definitions of state machines, by their name in `integrations.yaml`. */
    readonly definitions: Readonly<Record<string, string>>;
    /** Permissions of the functions and state machines of the API. */
    readonly access: readonly AccessStatement[];
}

/** Creates the resource of a name in `integrations.yaml`, each with the encryption of its service. */
export function createTarget(
    name: string,
    { kind, name: own, resourceName, isExpress }: CreatedResource,
    args: CreatedTargetArgs,
    opts: pulumi.CustomResourceOptions,
): TargetResource {
    switch (kind) {
        case "sqs":
            return createQueue(name, resourceName, args, opts);
        case "sns": {
            const topic = new aws.sns.Topic(name, { name: resourceName, kmsMasterKeyId: "alias/aws/sns" }, opts);
            return { arn: topic.arn, output: topic.arn };
        }
        case "kinesis":
            return createStream(name, resourceName, { ...opts, protect: args.deletionProtection });
        case "stepFunctions": {
            const { definitions, access, logRetentionDays } = args;
            const definition = definitions[own];
            if (definition === undefined) throw new Error(`the state machine "${own}" has no definition`);
            const machine = { machineName: resourceName, definition, isExpress, access, logRetentionDays };
            return createStateMachine(name, machine, opts);
        }
        case "eventBridge": {
            const bus = new aws.cloudwatch.EventBus(name, { name: resourceName }, opts);
            return { arn: bus.arn, output: bus.arn };
        }
        case "s3":
            return createBucket(name, resourceName, args, opts);
        case "dynamodb":
            throw new Error("a table comes from the API's settings");
    }
}

// On demand: without shards to plan, and with room for 4 MB a second from the start
// (docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html).
function createStream(name: string, streamName: string, opts: pulumi.CustomResourceOptions): TargetResource {
    const stream = new aws.kinesis.Stream(
        name,
        {
            name: streamName,
            streamModeDetails: { streamMode: "ON_DEMAND" },
            encryptionType: "KMS",
            kmsKeyId: "alias/aws/kinesis",
        },
        opts,
    );
    return { arn: stream.arn, output: stream.arn };
}
