import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { TargetResource, TargetSettings } from "./target-resource";

const day = 86_400;
/** Receives of a message before it goes to the dead-letter queue. */
const maxReceiveCount = 5;

/**
 * Creates a queue whose messages end in a dead-letter queue if no consumer deletes them: encrypted, for HTTPS alone, FIFO by its name.
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
    const deadLetters = new aws.sqs.Queue(
        `${name}-dead-letters`,
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
    new aws.sqs.QueuePolicy(name, { queueUrl: queue.url, policy: httpsOnly(queue.arn) }, opts);
    return { arn: queue.arn, output: queue.url };
}

function deadLetterName(queueName: string): string {
    return queueName.endsWith(".fifo") ? queueName.replace(/\.fifo$/, "-dead.fifo") : `${queueName}-dead`;
}

// docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html
function httpsOnly(queueArn: pulumi.Output<string>): pulumi.Output<string> {
    return pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Deny",
                Principal: "*",
                Action: "sqs:*",
                Resource: queueArn,
                Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
        ],
    });
}
