import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { numberSetting, setting } from "./settings";

/** The part of a message that Lambda's poller of a queue passes on (docs.aws.amazon.com/lambda/latest/dg/with-sqs.html). */
export interface QueueMessage {
    readonly messageId: string;
    readonly body: string;
    readonly attributes: { readonly ApproximateReceiveCount: string };
    readonly messageAttributes?: Readonly<Record<string, { readonly stringValue?: string } | undefined>>;
}

const client = new SQSClient({});

/** Number of times that a message has been received, this one included. */
export function receivesOf({ attributes }: QueueMessage): number {
    return Number(attributes.ApproximateReceiveCount);
}

/** Whether the next receive of the message is no attempt to process it any more. */
export function isLastAttempt(message: QueueMessage): boolean {
    return receivesOf(message) >= numberSetting("PHOTO_MAXIMUM_ATTEMPTS");
}

/**
 * Whether the attempts to process the message are over, and none of them had a result, as the function was ended each time. The queue
 * gives the function some receives more, in which it only ends the photo as failed.
 */
export function isGivenUp(message: QueueMessage): boolean {
    return receivesOf(message) > numberSetting("PHOTO_MAXIMUM_ATTEMPTS");
}

/** Whether an operator has moved the message back from the dead-letter queue, to which sendToDeadLetters had sent it. */
export function isRedriven({ messageAttributes }: QueueMessage): boolean {
    return messageAttributes?.reason !== undefined;
}

/** Sends a message to the dead-letter queue, with the reason as an attribute, so that it can be moved back as it is. */
export async function sendToDeadLetters(message: QueueMessage, reason: string): Promise<void> {
    await client.send(
        new SendMessageCommand({
            QueueUrl: setting("PHOTO_DEAD_LETTER_QUEUE_URL"),
            MessageBody: message.body,
            MessageAttributes: { reason: { DataType: "String", StringValue: reason } },
        }),
    );
}
