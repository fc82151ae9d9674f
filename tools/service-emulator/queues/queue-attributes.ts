import { z } from "zod";
import { ServiceError } from "../caller";
import type { MessageMove } from "./message-moves";
import type { Queue } from "./queue";
import { queueDoesNotExist } from "./queue-errors";
import { queueOf, read, requireAccess, type SqsCall } from "./sqs-call";

const attributesForm = z.object({ QueueUrl: z.string(), AttributeNames: z.array(z.string()).default([]) });
const moveForm = z.object({
    SourceArn: z.string(),
    DestinationArn: z.string().optional(),
    MaxNumberOfMessagesPerSecond: z.number().int().min(1).max(500).optional(),
});

/** GetQueueAttributes. */
export function getQueueAttributes(call: SqsCall): object {
    const { QueueUrl, AttributeNames } = read(attributesForm, call);
    const all = attributesOf(queueOf(call, QueueUrl, "GetQueueAttributes"));
    const unknown = AttributeNames.find((name) => name !== "All" && !known.has(name));
    if (unknown !== undefined) throw new ServiceError("InvalidAttributeName", `Unknown Attribute ${unknown}.`);
    const chosen = Object.entries(all).filter(
        ([name, value]) => value !== undefined && (AttributeNames.includes("All") || AttributeNames.includes(name)),
    );
    return chosen.length > 0 ? { Attributes: Object.fromEntries(chosen) } : {};
}

/** GetQueueUrl. */
export function getQueueUrl(call: SqsCall): object {
    const { QueueName } = read(z.object({ QueueName: z.string() }), call);
    queueOf(call, QueueName, "GetQueueUrl");
    return { QueueUrl: call.urlOf(QueueName) };
}

/** PurgeQueue. Unlike AWS's, it takes effect at once and may be repeated at once. */
export function purgeQueue(call: SqsCall): object {
    queueOf(call, read(z.object({ QueueUrl: z.string() }), call).QueueUrl, "PurgeQueue").purge();
    return {};
}

/** ListDeadLetterSourceQueues, on one page. */
export function listDeadLetterSourceQueues(call: SqsCall): object {
    const { QueueUrl } = read(z.object({ QueueUrl: z.string() }), call);
    const { arn } = queueOf(call, QueueUrl, "ListDeadLetterSourceQueues").settings;
    const sources = call.queues.all().filter(({ settings }) => settings.redrive?.deadLetterTargetArn === arn);
    return { queueUrls: sources.map(({ settings }) => call.urlOf(settings.name)) };
}

/** StartMessageMoveTask. The caller needs the rights to receive from the source and to send to the destination too. */
export function startMessageMoveTask(call: SqsCall): object {
    const { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond } = read(moveForm, call);
    for (const action of ["StartMessageMoveTask", "ReceiveMessage", "DeleteMessage", "GetQueueAttributes"])
        requireAccess(call, action, SourceArn);
    if (DestinationArn !== undefined) requireAccess(call, "SendMessage", DestinationArn);
    const { handle } = call.queues.moves.start({
        sourceArn: SourceArn,
        destinationArn: DestinationArn,
        maximumPerSecond: MaxNumberOfMessagesPerSecond,
    });
    return { TaskHandle: handle };
}

/** ListMessageMoveTasks. */
export function listMessageMoveTasks(call: SqsCall): object {
    const { SourceArn, MaxResults } = read(
        z.object({ SourceArn: z.string(), MaxResults: z.number().default(1) }),
        call,
    );
    requireAccess(call, "ListMessageMoveTasks", SourceArn);
    if (call.queues.byArn(SourceArn) === undefined) throw queueDoesNotExist();
    return { Results: call.queues.moves.list(SourceArn).slice(0, MaxResults).map(moveOf) };
}

// Recorded: localstack, test_sqs_move_task.snapshot.json.
function moveOf(move: MessageMove): object {
    return {
        ...(move.status === "RUNNING" && { TaskHandle: move.handle }),
        Status: move.status,
        SourceArn: move.sourceArn,
        ...(move.destinationArn !== undefined && { DestinationArn: move.destinationArn }),
        ...(move.maximumPerSecond !== undefined && { MaxNumberOfMessagesPerSecond: move.maximumPerSecond }),
        ApproximateNumberOfMessagesMoved: move.moved,
        ApproximateNumberOfMessagesToMove: move.toMove,
        ...(move.failureReason !== undefined && { FailureReason: move.failureReason }),
        StartedTimestamp: move.startedAt,
    };
}

function attributesOf(queue: Queue): Record<string, string | undefined> {
    const { settings, createdAt } = queue;
    const { visible, inFlight, delayed } = queue.counts();
    return {
        QueueArn: settings.arn,
        ApproximateNumberOfMessages: String(visible),
        ApproximateNumberOfMessagesNotVisible: String(inFlight),
        ApproximateNumberOfMessagesDelayed: String(delayed),
        CreatedTimestamp: String(Math.floor(createdAt / 1000)),
        LastModifiedTimestamp: String(Math.floor(createdAt / 1000)),
        VisibilityTimeout: String(settings.visibilityTimeoutSeconds),
        MaximumMessageSize: String(settings.maximumMessageBytes),
        MessageRetentionPeriod: String(settings.retentionSeconds),
        DelaySeconds: String(settings.delaySeconds),
        ReceiveMessageWaitTimeSeconds: String(settings.receiveWaitSeconds),
        RedrivePolicy: settings.redrive && JSON.stringify(settings.redrive),
        SqsManagedSseEnabled: "true",
    };
}

const known = new Set([
    ...["QueueArn", "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "RedrivePolicy", "Policy"],
    ...["ApproximateNumberOfMessagesDelayed", "CreatedTimestamp", "LastModifiedTimestamp", "VisibilityTimeout"],
    ...["MaximumMessageSize", "MessageRetentionPeriod", "DelaySeconds", "ReceiveMessageWaitTimeSeconds"],
    ...["SqsManagedSseEnabled", "KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds", "RedriveAllowPolicy"],
]);
