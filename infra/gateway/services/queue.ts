import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { httpsOnly } from "../../access-policy";
import type { TargetResource, TargetSettings } from "./target-resource";

const day = 86_400;
/** Receives of a message before it goes to the dead-letter queue. */
const maxReceiveCount = 5;

/**
 * Creates a queue whose messages end in a dead-letter queue if no consumer deletes them: both encrypted, for HTTPS alone, FIFO by name
 * (docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html).
 * Messages stay for 4 days, and for 14, the maximum, in the dead-letter queue.
 */
export function createQueue(
    name: string,
    queueName: string,
    { deletionProtection }: Pick<TargetSettings, "deletionProtection">,
    opts: pulumi.CustomResourceOptions,
): TargetResource {
    // Messages cannot be restored.
    const held = { ...opts, protect: deletionProtection };
    const isFifo = queueName.endsWith(".fifo");
    const shared = {
        sqsManagedSseEnabled: true,
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
        { ...shared, name: queueName, messageRetentionSeconds: 4 * day, redrivePolicy },
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
    new aws.sqs.QueuePolicy(name, { queueUrl: queue.url, policy: httpsOnly("sqs", [queue.arn]) }, opts);
    new aws.sqs.QueuePolicy(
        `${name}_dead-letters`,
        { queueUrl: deadLetters.url, policy: httpsOnly("sqs", [deadLetters.arn]) },
        opts,
    );
    return { arn: queue.arn, output: queue.url };
}

/** Name of the dead-letter queue of a queue. */
export function deadLetterName(queueName: string): string {
    return queueName.endsWith(".fifo") ? queueName.replace(/\.fifo$/, "_dead.fifo") : `${queueName}_dead`;
}
