import { z } from "zod";
import { attributeDigest, bodyDigest } from "./attribute-digest";
import { type BatchEntry, runBatch } from "./batch";
import type { MessageAttributes, ReceivedMessage } from "./message";
import { checkRange, queueOf, read, type SqsCall } from "./sqs-call";

const receiveForm = z.object({
    QueueUrl: z.string(),
    MaxNumberOfMessages: z.number().optional(),
    VisibilityTimeout: z.number().optional(),
    WaitTimeSeconds: z.number().optional(),
    AttributeNames: z.array(z.string()).default([]),
    MessageSystemAttributeNames: z.array(z.string()).default([]),
    MessageAttributeNames: z.array(z.string()).default([]),
});
const receiptForm = z.object({ ReceiptHandle: z.string() });
const visibilityForm = receiptForm.extend({ VisibilityTimeout: z.number() });
const queueForm = z.object({ QueueUrl: z.string() });

const oneToTen = { name: "MaxNumberOfMessages", from: 1, to: 10, reason: "Must be between 1 and 10, if provided." };
const wait = { name: "WaitTimeSeconds", from: 0, to: 20, reason: "Must be >= 0 and <= 20, if provided." };
const visibility = {
    name: "VisibilityTimeout",
    from: 0,
    to: 43_200,
    reason: "VisibilityTimeout must be an integer between 0 and 43200.",
};

/** ReceiveMessage. A client that goes while it waits takes no message. */
export async function receiveMessage(call: SqsCall): Promise<object> {
    const parameters = read(receiveForm, call);
    const queue = queueOf(call, parameters.QueueUrl, "ReceiveMessage");
    checkRange(parameters.MaxNumberOfMessages, oneToTen);
    checkRange(parameters.WaitTimeSeconds, wait);
    checkRange(parameters.VisibilityTimeout, visibility);
    const messages = await queue.receive({
        maximum: parameters.MaxNumberOfMessages,
        visibilityTimeoutSeconds: parameters.VisibilityTimeout,
        waitSeconds: parameters.WaitTimeSeconds,
        signal: call.signal,
    });
    if (messages.length === 0) return {};
    const systemNames = [...parameters.AttributeNames, ...parameters.MessageSystemAttributeNames];
    return { Messages: messages.map((each) => messageOf(each, systemNames, parameters.MessageAttributeNames)) };
}

/** DeleteMessage. */
export function deleteMessage(call: SqsCall): object {
    const { QueueUrl, ReceiptHandle } = read(receiptForm.extend(queueForm.shape), call);
    queueOf(call, QueueUrl, "DeleteMessage").delete(ReceiptHandle);
    return {};
}

/** DeleteMessageBatch. */
export function deleteMessageBatch(call: SqsCall): object {
    const form = queueForm.extend({ Entries: z.array(receiptForm.extend({ Id: z.string() })) });
    const { QueueUrl, Entries } = read(form, call);
    const queue = queueOf(call, QueueUrl, "DeleteMessage");
    return runBatch(Entries, ({ ReceiptHandle }: { ReceiptHandle: string } & BatchEntry) => {
        queue.delete(ReceiptHandle);
        return {};
    });
}

/** ChangeMessageVisibility. */
export function changeMessageVisibility(call: SqsCall): object {
    const { QueueUrl, ReceiptHandle, VisibilityTimeout } = read(visibilityForm.extend(queueForm.shape), call);
    const queue = queueOf(call, QueueUrl, "ChangeMessageVisibility");
    checkRange(VisibilityTimeout, visibility);
    queue.changeVisibility(ReceiptHandle, VisibilityTimeout);
    return {};
}

function messageOf(message: ReceivedMessage, systemNames: readonly string[], names: readonly string[]): object {
    const attributes = chosenAttributes(message.attributes, names);
    const digest = attributeDigest(attributes);
    const system = Object.entries(systemAttributes(message)).filter(
        ([name, value]) => value !== undefined && (systemNames.includes("All") || systemNames.includes(name)),
    );
    return {
        MessageId: message.id,
        ReceiptHandle: message.receiptHandle,
        MD5OfBody: bodyDigest(message.body),
        Body: message.body,
        ...(system.length > 0 && { Attributes: Object.fromEntries(system) }),
        ...(digest !== undefined && { MD5OfMessageAttributes: digest, MessageAttributes: attributes }),
    };
}

function systemAttributes(message: ReceivedMessage): Record<string, string | undefined> {
    return {
        SenderId: message.senderId,
        SentTimestamp: String(message.sentAt),
        ApproximateReceiveCount: String(message.receiveCount),
        ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
        AWSTraceHeader: message.traceHeader,
        MessageGroupId: message.groupId,
        DeadLetterQueueSourceArn: message.deadLetterSource,
    };
}

// `All`, `.*`, a name, or a beginning such as `bar.*` (SQS API reference, ReceiveMessage).
function chosenAttributes(attributes: MessageAttributes, names: readonly string[]): MessageAttributes {
    const isChosen = (name: string) =>
        names.some((each) =>
            each === "All" || each === ".*"
                ? true
                : each.endsWith(".*")
                  ? name.startsWith(each.slice(0, -2))
                  : each === name,
        );
    return Object.fromEntries(Object.entries(attributes).filter(([name]) => isChosen(name)));
}
