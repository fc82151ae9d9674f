import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { CreatedResource } from "../../../openapi/service-targets";
import { type AccessStatement, httpsOnly } from "../../access-policy";
import { blockPublicAccess } from "../../public-access-block";
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

// A private bucket, for HTTPS alone. S3 encrypts every new object, and no ACL counts in a new bucket
// (docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html, about-object-ownership.html).
function createBucket(
    name: string,
    bucketName: string,
    { deletionProtection }: Pick<TargetSettings, "deletionProtection">,
    opts: pulumi.CustomResourceOptions,
): TargetResource {
    const bucket = new aws.s3.Bucket(
        name,
        // A bucket with objects cannot be deleted otherwise.
        { bucket: bucketName, forceDestroy: !deletionProtection },
        { ...opts, protect: deletionProtection },
    );
    const block = blockPublicAccess(name, bucket, opts);
    const policy = httpsOnly("s3", [bucket.arn, pulumi.interpolate`${bucket.arn}/*`]);
    new aws.s3.BucketPolicy(name, { bucket: bucket.id, policy }, { ...opts, dependsOn: [block] });
    return { arn: bucket.arn, output: bucket.bucket };
}
