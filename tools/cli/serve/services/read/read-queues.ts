import { z } from "zod";
import type { StateResource } from "../../../../cloud-simulator/state/state-resource";
import { outputsOf } from "./outputs-of";

const redriveForm = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() });
// JSON, or empty without one.
const redriveText = z
    .string()
    .nullish()
    .transform((text) => (text ? redriveForm.parse(JSON.parse(text)) : undefined));

const queueForm = z.object({
    name: z.string(),
    arn: z.string(),
    url: z.string(),
    visibilityTimeoutSeconds: z.number().default(30),
    delaySeconds: z.number().default(0),
    messageRetentionSeconds: z.number().default(345_600),
    maxMessageSize: z.number().default(262_144),
    receiveWaitTimeSeconds: z.number().default(0),
    redrivePolicy: redriveText,
});
const mappingForm = z.object({
    eventSourceArn: z.string(),
    functionName: z.string().nullish(),
    functionArn: z.string().nullish(),
    enabled: z.boolean().nullish(),
    batchSize: z.number().nullish(),
    maximumBatchingWindowInSeconds: z.number().nullish(),
    functionResponseTypes: z.array(z.string()).nullish(),
    scalingConfig: z.object({ maximumConcurrency: z.number().nullish() }).nullish(),
});

/** A queue of a stack, with the times in seconds. */
export type QueueDefinition = z.output<typeof queueForm>;

/** A queue whose messages Lambda gives to a function. */
export interface EventSource {
    readonly queueArn: string;
    /** Name of the function, without an alias. */
    readonly functionName: string;
    readonly batchSize: number;
    readonly windowInMillis: number;
    /** How many calls of the function may run at once. Default: as many as there are processes. */
    readonly maximumConcurrency: number | undefined;
    /** Whether the function names the messages that have failed. */
    readonly reportsFailures: boolean;
}

/** Reads the queues that a stack has from its state. Queues that deliver in order are not among them. */
export function readQueues(resources: readonly StateResource[]): QueueDefinition[] {
    return outputsOf(resources, "aws:sqs/queue:Queue", queueForm).filter(({ name }) => !name.endsWith(".fifo"));
}

/** Reads the event source mappings of a stack's queues, without those that are disabled. Filters are not read. */
export function readEventSources(resources: readonly StateResource[]): EventSource[] {
    return outputsOf(resources, "aws:lambda/eventSourceMapping:EventSourceMapping", mappingForm)
        .filter(({ enabled, eventSourceArn }) => enabled !== false && eventSourceArn.split(":")[2] === "sqs")
        .map((mapping) => ({
            queueArn: mapping.eventSourceArn,
            functionName: functionNameOf(mapping.functionName || mapping.functionArn || ""),
            // Lambda, CreateEventSourceMapping: 10 messages, without a window.
            batchSize: mapping.batchSize || 10,
            windowInMillis: (mapping.maximumBatchingWindowInSeconds ?? 0) * 1000,
            maximumConcurrency: mapping.scalingConfig?.maximumConcurrency ?? undefined,
            reportsFailures: mapping.functionResponseTypes?.includes("ReportBatchItemFailures") ?? false,
        }));
}

/** The name of a function, given by its name or its ARN, each with or without an alias. */
export function functionNameOf(nameOrArn: string): string {
    const own = nameOrArn.split(":function:").at(-1) ?? nameOrArn;
    return own.split(":")[0] ?? own;
}
