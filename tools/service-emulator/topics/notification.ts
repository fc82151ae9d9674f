import type { MessageAttribute } from "./publication";

/** A message on its way to a subscription. */
export interface Notification {
    readonly messageId: string;
    readonly topicArn: string;
    readonly subscriptionArn: string;
    readonly subject?: string;
    readonly message: string;
    /** Time in milliseconds since 1970. */
    readonly sentAt: number;
    readonly attributes: Readonly<Record<string, MessageAttribute>>;
}

/** A message for a queue, with the attributes of SQS. */
export interface QueueMessage {
    readonly body: string;
    /** A binary value is in base64. */
    readonly attributes: Readonly<Record<string, MessageAttribute>>;
}

// Consumers that verify signatures need one of SNS; the local one is a constant that no certificate confirms.
const signature = "bG9jYWw=";

/**
 * The event of a notification for a function (lambda/latest/dg/with-sns; recorded: localstack, test_sns.snapshot.json,
 * test_python_lambda_subscribe_sns_topic).
 */
export function functionEvent(notification: Notification): { readonly Records: readonly object[] } {
    const { messageId, topicArn, subscriptionArn, subject, message, sentAt } = notification;
    const sns = {
        Type: "Notification",
        MessageId: messageId,
        TopicArn: topicArn,
        Subject: subject ?? null,
        Message: message,
        Timestamp: new Date(sentAt).toISOString(),
        SignatureVersion: "1",
        Signature: signature,
        SigningCertUrl: certificateUrl(topicArn),
        UnsubscribeUrl: unsubscribeUrl(topicArn, subscriptionArn),
        MessageAttributes: typedValues(notification),
    };
    return {
        Records: [{ EventSource: "aws:sns", EventVersion: "1.0", EventSubscriptionArn: subscriptionArn, Sns: sns }],
    };
}

/**
 * The message of a notification for a queue: an envelope, or with raw delivery the text with its attributes
 * (sns/latest/dg/sns-message-and-json-formats; recorded: localstack, test_sns.snapshot.json, test_publish_sqs_from_sns).
 */
export function queueMessage(notification: Notification, isRaw: boolean): QueueMessage {
    const { messageId, topicArn, subscriptionArn, subject, message, sentAt, attributes } = notification;
    if (isRaw) return { body: message, attributes };
    const values = typedValues(notification);
    const envelope = {
        Type: "Notification",
        MessageId: messageId,
        TopicArn: topicArn,
        ...(subject !== undefined && { Subject: subject }),
        Message: message,
        Timestamp: new Date(sentAt).toISOString(),
        SignatureVersion: "1",
        Signature: signature,
        SigningCertURL: certificateUrl(topicArn),
        UnsubscribeURL: unsubscribeUrl(topicArn, subscriptionArn),
        ...(Object.keys(values).length > 0 && { MessageAttributes: values }),
    };
    return { body: JSON.stringify(envelope, undefined, 2), attributes: {} };
}

function typedValues({ attributes }: Notification): Record<string, { readonly Type: string; readonly Value: string }> {
    return Object.fromEntries(
        Object.entries(attributes).map(([name, { dataType, value }]) => [name, { Type: dataType, Value: value }]),
    );
}

function certificateUrl(topicArn: string): string {
    return `https://sns.${topicArn.split(":")[3]}.amazonaws.com/SimpleNotificationService-local.pem`;
}

function unsubscribeUrl(topicArn: string, subscriptionArn: string): string {
    return `https://sns.${topicArn.split(":")[3]}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`;
}
