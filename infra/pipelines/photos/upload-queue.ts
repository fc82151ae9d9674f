import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { AwsPlace } from "../../../openapi/aws-place";
import { type CreatedQueue, createQueue } from "../../gateway/services/queue";
import { type PhotoBucket, uploadsPrefix } from "./bucket";
import type { PhotoNames } from "./names";

/**
 * Attempts to process a photo. A function that is ended by its time-out or for lack of memory cannot report a failure. So the queue
 * delivers the message three more times, in which the function only marks the photo as failed; more than once, as the table or the topic
 * may fail.
 */
export const maximumAttempts = 5;
const receivesToGiveUp = 3;

/** Arguments of the queue of uploads. */
export interface UploadQueueArgs {
    readonly names: PhotoNames;
    readonly place: Pick<AwsPlace, "accountId">;
    /** Seconds after which Lambda ends the function that receives from it. */
    readonly functionSeconds: number;
    readonly kmsKeyArn: pulumi.Input<string> | undefined;
    readonly deletionProtection: boolean;
}

/** Creates the queue that S3 tells of each upload, and its dead-letter queue. */
export function createUploadQueue(
    name: string,
    { names, place: { accountId }, ...args }: UploadQueueArgs,
    opts: { readonly parent: pulumi.Resource },
): CreatedQueue {
    return createQueue(
        name,
        names.queue.name,
        {
            ...args,
            maxReceiveCount: maximumAttempts + receivesToGiveUp,
            arns: { queue: names.queue.arn, deadLetters: names.deadLetters.arn },
            senders: [
                // docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html
                {
                    Effect: "Allow",
                    Principal: { Service: "s3.amazonaws.com" },
                    Action: "sqs:SendMessage",
                    Condition: {
                        ArnLike: { "aws:SourceArn": names.bucket.arn },
                        StringEquals: { "aws:SourceAccount": accountId },
                    },
                },
            ],
        },
        opts,
    );
}

/**
 * Tells the queue of each new object below `uploads/`. It is the only notification of the bucket, as a second would replace it; images go
 * below another prefix, as they would be told of without end otherwise.
 */
export function notifyQueue(
    name: string,
    { bucket, settings }: PhotoBucket,
    { arn: queueArn, policy }: CreatedQueue,
    opts: { readonly parent: pulumi.Resource },
): pulumi.Resource {
    return new aws.s3.BucketNotification(
        name,
        {
            bucket: bucket.id,
            queues: [{ id: "uploads", queueArn, events: ["s3:ObjectCreated:*"], filterPrefix: uploadsPrefix }],
        },
        // S3 sends a test message at once, and rejects a queue that does not admit it (pulumi/pulumi-aws#1895).
        { ...opts, dependsOn: [policy, ...settings] },
    );
}
