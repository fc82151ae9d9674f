import { createHash } from "node:crypto";
import type { MessageAttributes, ReceivedMessage } from "../../../service-emulator/queues/message";

/** The event of a function that reads a queue (docs.aws.amazon.com/lambda/latest/dg/with-sqs.html, "Example"). */
export function queueEvent(messages: readonly ReceivedMessage[], queueArn: string): object {
    const [, , , awsRegion = ""] = queueArn.split(":");
    return {
        Records: messages.map((message) => ({
            messageId: message.id,
            receiptHandle: message.receiptHandle,
            body: message.body,
            attributes: {
                ApproximateReceiveCount: String(message.receiveCount),
                SentTimestamp: String(message.sentAt),
                SenderId: message.senderId,
                ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
                ...(message.traceHeader !== undefined && { AWSTraceHeader: message.traceHeader }),
                ...(message.groupId !== undefined && { MessageGroupId: message.groupId }),
                ...(message.deadLetterSource !== undefined && { DeadLetterQueueSourceArn: message.deadLetterSource }),
            },
            messageAttributes: eventAttributes(message.attributes),
            md5OfBody: createHash("md5").update(message.body).digest("hex"),
            eventSource: "aws:sqs",
            eventSourceARN: queueArn,
            awsRegion,
        })),
    };
}

// The members begin in lower case there, and lists are always present (the same page).
function eventAttributes(attributes: MessageAttributes): object {
    return Object.fromEntries(
        Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
            name,
            {
                ...(StringValue !== undefined && { stringValue: StringValue }),
                ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
                stringListValues: [],
                binaryListValues: [],
                dataType: DataType,
            },
        ]),
    );
}
