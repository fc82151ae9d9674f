import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { httpsOnly, type PolicyStatement } from "../../access-policy";
import type { TargetResource, TargetSettings } from "./target-resource";

const day = 86_400;
/** Arguments of a queue with its dead-letter queue. */
export interface QueueArgs extends Pick<TargetSettings, "deletionProtection"> {
    /** Seconds for which a message that was received is hidden from other consumers. Default: 30. */
    readonly visibilityTimeoutSeconds?: number;
    /** Receives of a message before it goes to the dead-letter queue. Default: 5. */
    readonly maxReceiveCount?: number;
    /** ARN of the KMS key that encrypts the messages. Default: a key of SQS. */
    readonly kmsKeyArn?: pulumi.Input<string> | undefined;
    /** Statements that admit senders. Default: none; roles of the account may send. */
    readonly admitted?: readonly PolicyStatement[];
    /** ARNs of both queues, so that their policies are known at the first preview. Default: known once they exist. */
    readonly arns?: { readonly queue: string; readonly deadLetters: string };
}

/** A queue with its dead-letter queue. */
export interface CreatedQueue extends TargetResource {
    readonly deadLetters: TargetResource;
    /** The policy of the queue, without which no other service may send to it. */
    readonly policy: aws.sqs.QueuePolicy;
}

/**
 * Creates a queue whose messages end in a dead-letter queue if no consumer deletes them: both encrypted, for HTTPS alone, FIFO by name
 * (docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html).
 * Messages stay for 4 days, and for 14, the maximum, in the dead-letter queue.
 */
export function createQueue(
    name: string,
    queueName: string,
    { deletionProtection, visibilityTimeoutSeconds, maxReceiveCount = 5, kmsKeyArn, admitted, arns }: QueueArgs,
    opts: pulumi.CustomResourceOptions,
): CreatedQueue {
    // Messages cannot be restored.
    const held = { ...opts, protect: deletionProtection };
    const isFifo = queueName.endsWith(".fifo");
    const shared = {
        ...(kmsKeyArn === undefined ? { sqsManagedSseEnabled: true } : { kmsMasterKeyId: kmsKeyArn }),
        // A client cannot send an id for deduplication: it follows from the body.
        ...(isFifo && { fifoQueue: true, contentBasedDeduplication: true }),
    };
    // No name in `integrations.yaml` has an underscore, so that no other queue has these names.
    const deadLetters = new aws.sqs.Queue(
        `${name}_dead-letters`,
        { ...shared, name: deadLetterName(queueName), messageRetentionSeconds: 14 * day },
        held,
    );
    const redrivePolicy = pulumi.jsonStringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount });
    const queue = new aws.sqs.Queue(
        name,
        {
            ...shared,
            name: queueName,
            messageRetentionSeconds: 4 * day,
            redrivePolicy,
            ...(visibilityTimeoutSeconds !== undefined && { visibilityTimeoutSeconds }),
        },
        held,
    );
    new aws.sqs.RedriveAllowPolicy(
        name,
        {
            queueUrl: deadLetters.url,
            redriveAllowPolicy: pulumi.jsonStringify({ redrivePermission: "byQueue", sourceQueueArns: [queue.arn] }),
        },
        opts,
    );
    const policy = new aws.sqs.QueuePolicy(
        name,
        { queueUrl: queue.url, policy: httpsOnly("sqs", [arns?.queue ?? queue.arn], admitted) },
        opts,
    );
    new aws.sqs.QueuePolicy(
        `${name}_dead-letters`,
        { queueUrl: deadLetters.url, policy: httpsOnly("sqs", [arns?.deadLetters ?? deadLetters.arn]) },
        opts,
    );
    return {
        arn: queue.arn,
        output: queue.url,
        deadLetters: { arn: deadLetters.arn, output: deadLetters.url },
        policy,
    };
}

/** Name of the dead-letter queue of a queue. */
export function deadLetterName(queueName: string): string {
    return queueName.endsWith(".fifo") ? queueName.replace(/\.fifo$/, "_dead.fifo") : `${queueName}_dead`;
}
