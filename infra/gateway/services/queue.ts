import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { httpsOnly, type PolicyStatement } from "../../access-policy";
import type { TargetResource, TargetSettings } from "./target-resource";

const day = 86_400;

/** Arguments of a queue with its dead-letter queue. */
export interface QueueArgs extends Pick<TargetSettings, "deletionProtection"> {
    /**
     * Seconds after which Lambda ends the function that receives from it. A message that was received is hidden from other consumers for six
     * times as long, as Lambda retries a batch within that time if it is throttled
     * (docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html). Default: no function, and hidden for 30 seconds.
     */
    readonly functionSeconds?: number;
    /** Seconds after which SQS deletes a message that no consumer has deleted; it does not go to the dead-letter queue. Default: 4 days. */
    readonly retentionSeconds?: number;
    /** Receives of a message before it goes to the dead-letter queue. Default: 5. */
    readonly maxReceiveCount?: number;
    /** ARN of the KMS key that encrypts the messages. Default: a key of SQS. */
    readonly kmsKeyArn?: pulumi.Input<string> | undefined;
    /** The senders that the queue admits. Default: none; roles of the account may send. */
    readonly senders?: readonly QueueSender[];
    /** The senders that the dead-letter queue admits besides the queue. Default: none. */
    readonly deadLetterSenders?: readonly QueueSender[];
    /** Name of the dead-letter queue. Default: that of the queue, with `_dead`. */
    readonly deadLetterName?: string;
    /** ARNs of both queues, so that their policies are known at the first preview. Default: known once they exist. */
    readonly arns?: { readonly queue: string; readonly deadLetters: string };
}

/** A statement that admits a sender to the queue whose policy it is in. */
export type QueueSender = Omit<PolicyStatement, "Resource">;

/** A queue with its dead-letter queue. */
export interface CreatedQueue extends TargetResource {
    readonly deadLetters: TargetResource;
    /** The policy of the queue, without which no other service may send to it. */
    readonly policy: aws.sqs.QueuePolicy;
    /** The same of the dead-letter queue. */
    readonly deadLetterPolicy: aws.sqs.QueuePolicy;
}

/**
 * Creates a queue whose messages end in a dead-letter queue if no consumer deletes them: both encrypted, for HTTPS alone, FIFO by name
 * (docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html).
 * Messages stay for 14 days, the maximum, in the dead-letter queue.
 */
export function createQueue(
    name: string,
    queueName: string,
    args: QueueArgs,
    opts: pulumi.CustomResourceOptions,
): CreatedQueue {
    const { deletionProtection, functionSeconds, maxReceiveCount = 5, kmsKeyArn, arns } = args;
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
        { ...shared, name: args.deadLetterName ?? deadLetterName(queueName), messageRetentionSeconds: 14 * day },
        held,
    );
    const redrivePolicy = pulumi.jsonStringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount });
    const queue = new aws.sqs.Queue(
        name,
        {
            ...shared,
            name: queueName,
            messageRetentionSeconds: args.retentionSeconds ?? 4 * day,
            redrivePolicy,
            ...(functionSeconds !== undefined && { visibilityTimeoutSeconds: 6 * functionSeconds }),
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
        { queueUrl: queue.url, policy: queuePolicy(arns?.queue ?? queue.arn, args.senders) },
        opts,
    );
    const deadLetterPolicy = new aws.sqs.QueuePolicy(
        `${name}_dead-letters`,
        {
            queueUrl: deadLetters.url,
            policy: queuePolicy(arns?.deadLetters ?? deadLetters.arn, args.deadLetterSenders),
        },
        opts,
    );
    return {
        arn: queue.arn,
        output: queue.url,
        deadLetters: { arn: deadLetters.arn, output: deadLetters.url },
        policy,
        deadLetterPolicy,
    };
}

function queuePolicy(arn: pulumi.Input<string>, senders: readonly QueueSender[] = []): pulumi.Output<string> {
    const admitted = senders.map(({ Condition, ...statement }) => ({
        ...statement,
        Resource: arn,
        ...(Condition && { Condition }),
    }));
    return httpsOnly("sqs", [arn], admitted);
}

/** Name of the dead-letter queue of a queue. */
export function deadLetterName(queueName: string): string {
    return queueName.endsWith(".fifo") ? queueName.replace(/\.fifo$/, "_dead.fifo") : `${queueName}_dead`;
}
