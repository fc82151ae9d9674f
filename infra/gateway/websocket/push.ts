import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { NodeFunction, type NodeFunctionArgs } from "../../node-function";
import { createQueue, type QueueSender } from "../services/queue";
import { callWithMessages, receiveMessages } from "../services/queue-consumer";

/** Arguments of a push. */
export interface PushArgs extends Omit<NodeFunctionArgs, "memory" | "timeoutSeconds" | "access"> {
    /** Permissions of the function, beside that to receive announcements. */
    readonly access: NonNullable<NodeFunctionArgs["access"]>;
    /** ARNs of the topics whose messages are sent to the connections, by name. */
    readonly topicArns: Readonly<Record<string, pulumi.Input<string>>>;
    /** Name of its queue of announcements at AWS. */
    readonly queueName: string;
    /** Name of its dead-letter queue at AWS. */
    readonly deadLetterName: string;
}

/** The function that sends announcements to connections, and its queues. */
export interface Push {
    readonly functionName: pulumi.Output<string>;
    /** Name of the queue of the announcements that are to be sent. */
    readonly queueName: string;
    /** URL of that queue. */
    readonly queueUrl: pulumi.Output<string>;
    /** Name of the queue with the announcements that could not be sent. */
    readonly deadLetterName: string;
    /** URL of that queue. */
    readonly deadLetterQueueUrl: pulumi.Output<string>;
    /** Seconds after which Lambda ends the function. */
    readonly timeoutSeconds: number;
}

/** Seconds for a message to all connections: with 25 posts at once of 10 ms each, 150,000 of them. */
const timeoutSeconds = 60;

/**
 * Messages in a call: one has all the time of the function, and if a connection does not get it, no other message is sent again. More would
 * save little: reading the connections costs a hundredth of the posts to them.
 */
const batchSize = 1;

/**
 * Calls of the function at once: the minimum, with 50 posts at once. If each takes 10 ms, they are 5,000 a second, half of what API Gateway
 * admits for all APIs of an account and region together (docs.aws.amazon.com/apigateway/latest/developerguide/limits.html).
 */
const maximumConcurrency = 2;

/**
 * Seconds after which an announcement is dropped: clients have read the state by then. Five receives of 6 minutes each, after which a message
 * goes to the dead-letter queue, take half of it; a message that a backlog holds up for longer than the other half may be dropped before.
 */
const maximumAgeSeconds = 3_600;

/**
 * Creates the function that sends the messages of topics to connections, and the queue between them, which limits how many messages are
 * sent at once. The dead-letter queue gets both the messages that SNS cannot pass to the queue and those that the function fails with.
 */
export function createPush(
    name: string,
    { topicArns, queueName, deadLetterName, ...args }: PushArgs,
    parent: pulumi.Resource,
): Push {
    const opts = { parent };
    // docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html, sns-configure-dead-letter-queue.html
    const sns: QueueSender = {
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Condition: { ArnEquals: { "aws:SourceArn": Object.values(topicArns) } },
    };
    const queue = createQueue(
        name,
        queueName,
        {
            ...{ deadLetterName, functionSeconds: timeoutSeconds, retentionSeconds: maximumAgeSeconds },
            ...{ senders: [sns], deadLetterSenders: [sns] },
            // Announcements are old soon, and clients read the state.
            deletionProtection: false,
        },
        opts,
    );
    const access = [...args.access, receiveMessages(queue.arn)];
    const push = new NodeFunction(name, { ...args, memory: 512, timeoutSeconds, access }, opts);
    const mapping = callWithMessages(
        name,
        { calledFunction: push, queueArn: queue.arn, batchSize, maximumConcurrency },
        opts,
    );
    for (const [label, topic] of Object.entries(topicArns))
        new aws.sns.TopicSubscription(
            `${name}-${label}`,
            {
                topic,
                protocol: "sqs",
                endpoint: queue.arn,
                rawMessageDelivery: true,
                redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: queue.deadLetters.arn }),
            },
            // Where a subscription of the function itself is to be replaced, that one stays until the messages of the queue are sent.
            { parent, dependsOn: [mapping, queue.policy, queue.deadLetterPolicy] },
        );
    return {
        functionName: push.functionName,
        ...{ queueName, queueUrl: queue.output },
        ...{ deadLetterName, deadLetterQueueUrl: queue.deadLetters.output },
        timeoutSeconds,
    };
}
