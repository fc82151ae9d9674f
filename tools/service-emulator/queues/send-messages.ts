import { z } from "zod";
import { attributeDigest, bodyDigest } from "./attribute-digest";
import { type BatchEntry, runBatch } from "./batch";
import type { MessageAttributes } from "./message";
import type { Queue } from "./queue";
import { batchError, invalidParameter, missingParameter } from "./queue-errors";
import { checkRange, queueOf, read, type SqsCall } from "./sqs-call";

const attributeForm = z.object({
    DataType: z.string(),
    StringValue: z.string().optional(),
    BinaryValue: z.string().optional(),
});
const messageForm = z.object({
    MessageBody: z.string(),
    DelaySeconds: z.number().optional(),
    MessageAttributes: z.record(z.string(), attributeForm).default({}),
    MessageSystemAttributes: z.record(z.string(), attributeForm).default({}),
    MessageGroupId: z.string().optional(),
});
const sendForm = messageForm.extend({ QueueUrl: z.string() });
const batchForm = z.object({ QueueUrl: z.string(), Entries: z.array(messageForm.extend({ Id: z.string() })) });

type Message = z.output<typeof messageForm>;

/** SendMessage. */
export function sendMessage(call: SqsCall): object {
    const parameters = read(sendForm, call);
    return send(call, queueOf(call, parameters.QueueUrl, "SendMessage"), parameters);
}

/** SendMessageBatch: each message is sent alone, and errors are listed in the response. */
export function sendMessageBatch(call: SqsCall): object {
    const { QueueUrl, Entries } = read(batchForm, call);
    const queue = queueOf(call, QueueUrl, "SendMessage");
    const size = Entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
    // The limit is that of one message of any queue (recorded: localstack, test_send_message_batch_with_oversized_contents).
    if (size > 1_048_576)
        throw batchError(
            "BatchRequestTooLong",
            `Batch requests cannot be longer than 1048576 bytes. You have sent ${size} bytes.`,
        );
    return runBatch(Entries, (entry: Message & BatchEntry) => send(call, queue, entry));
}

function send({ caller }: SqsCall, queue: Queue, message: Message): object {
    const { MessageBody: body, DelaySeconds, MessageAttributes, MessageSystemAttributes, MessageGroupId } = message;
    if (body === "") throw missingParameter("MessageBody");
    const { maximumMessageBytes } = queue.settings;
    if (sizeOf(message) > maximumMessageBytes)
        throw invalidParameter(
            `One or more parameters are invalid. Reason: Message must be shorter than ${maximumMessageBytes} bytes.`,
        );
    const limits = { name: "DelaySeconds", from: 0, to: 900, reason: "DelaySeconds must be >= 0 and <= 900." };
    checkRange(DelaySeconds, limits);
    checkAttributes(MessageAttributes);
    const id = queue.send({
        body,
        attributes: MessageAttributes,
        delaySeconds: DelaySeconds,
        senderId: caller.arn.split("/").slice(1).join(":"),
        traceHeader: MessageSystemAttributes.AWSTraceHeader?.StringValue,
        groupId: MessageGroupId,
    });
    const digest = attributeDigest(MessageAttributes);
    const systemDigest = attributeDigest(MessageSystemAttributes);
    return {
        MessageId: id,
        MD5OfMessageBody: bodyDigest(body),
        ...(digest !== undefined && { MD5OfMessageAttributes: digest }),
        ...(systemDigest !== undefined && { MD5OfMessageSystemAttributes: systemDigest }),
    };
}

// SQS developer guide, "Message quotas": ten attributes, which count as part of the message.
function checkAttributes(attributes: MessageAttributes): void {
    const entries = Object.entries(attributes);
    if (entries.length > 10)
        throw invalidParameter(`Number of message attributes [${entries.length}] exceeds the allowed maximum [10].`);
    for (const [name, { DataType, StringValue, BinaryValue }] of entries) {
        const type = DataType.split(".", 1)[0];
        if (type !== "String" && type !== "Number" && type !== "Binary")
            throw invalidParameter(
                `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
            );
        if (!(type === "Binary" ? BinaryValue : StringValue))
            throw invalidParameter(
                `Message (user) attribute '${name}' must contain a non-empty value of type '${type}'.`,
            );
    }
}

function sizeOf({ MessageBody, MessageAttributes }: Message): number {
    const sizes = Object.entries(MessageAttributes).map(
        ([name, { DataType, StringValue = "", BinaryValue = "" }]) =>
            Buffer.byteLength(name + DataType + StringValue) + Buffer.byteLength(BinaryValue, "base64"),
    );
    return sizes.reduce((sum, size) => sum + size, Buffer.byteLength(MessageBody));
}
