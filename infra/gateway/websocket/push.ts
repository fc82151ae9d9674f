import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { NodeFunction, type NodeFunctionArgs } from "../../node-function";

/** Arguments of a push. */
export interface PushArgs extends Omit<NodeFunctionArgs, "memory" | "timeoutSeconds"> {
    /** ARNs of the topics whose messages are sent to the connections, by name. */
    readonly topicArns: Readonly<Record<string, pulumi.Input<string>>>;
    /** Name of its dead-letter queue at AWS. */
    readonly deadLetterName: string;
}

/** The function that sends announcements to connections. */
export interface Push {
    readonly functionName: pulumi.Output<string>;
    /** URL of the queue with the announcements that could not be sent. */
    readonly deadLetterUrl: pulumi.Output<string>;
    /** Name of that queue. */
    readonly deadLetterName: pulumi.Output<string>;
    /** Seconds after which Lambda ends the function. */
    readonly timeoutSeconds: number;
}

const day = 86_400;

/** Seconds for a message to all connections: 25 at a time, a hundred thousand take about a minute. */
const timeoutSeconds = 300;

/**
 * Creates the function that sends the messages of topics to connections, and its dead-letter queue. The queue gets both the messages
 * that SNS cannot pass to the function and those that the function fails with, after two more attempts.
 */
export function createPush(
    name: string,
    { topicArns, deadLetterName, ...args }: PushArgs,
    parent: pulumi.Resource,
): Push {
    const { queue, policy } = createDeadLetters(name, deadLetterName, topicArns, parent);
    const sendDeadLetters = { actions: ["sqs:SendMessage"], resources: [queue.arn] };
    const access = [...(args.access ?? []), sendDeadLetters];
    const push = new NodeFunction(name, { ...args, memory: 512, timeoutSeconds, access }, { parent });
    const failures = new aws.lambda.FunctionEventInvokeConfig(
        name,
        {
            functionName: push.functionName,
            maximumRetryAttempts: 2,
            // Older announcements are in the state that a client reads anyway.
            maximumEventAgeInSeconds: 3_600,
            destinationConfig: { onFailure: { destination: queue.arn } },
        },
        { parent },
    );
    for (const [label, topic] of Object.entries(topicArns)) {
        const permission = new aws.lambda.Permission(
            `${name}-${label}`,
            {
                action: "lambda:InvokeFunction",
                function: push.functionName,
                principal: "sns.amazonaws.com",
                sourceArn: topic,
            },
            { parent },
        );
        new aws.sns.TopicSubscription(
            `${name}-${label}`,
            {
                topic,
                protocol: "lambda",
                endpoint: push.arn,
                redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: queue.arn }),
            },
            { parent, dependsOn: [permission, failures, policy] },
        );
    }
    return { functionName: push.functionName, deadLetterUrl: queue.url, deadLetterName: queue.name, timeoutSeconds };
}

function createDeadLetters(name: string, queueName: string, topicArns: PushArgs["topicArns"], parent: pulumi.Resource) {
    const queue = new aws.sqs.Queue(
        `${name}_dead-letters`,
        { name: queueName, sqsManagedSseEnabled: true, messageRetentionSeconds: 14 * day },
        { parent },
    );
    // docs.aws.amazon.com/sns/latest/dg/sns-configure-dead-letter-queue.html
    const document = pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { Service: "sns.amazonaws.com" },
                Action: "sqs:SendMessage",
                Resource: queue.arn,
                Condition: { ArnEquals: { "aws:SourceArn": Object.values(topicArns) } },
            },
            {
                Effect: "Deny",
                Principal: "*",
                Action: "sqs:*",
                Resource: queue.arn,
                Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
        ],
    });
    const policy = new aws.sqs.QueuePolicy(
        `${name}_dead-letters`,
        { queueUrl: queue.url, policy: document },
        { parent },
    );
    return { queue, policy };
}
