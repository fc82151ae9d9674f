import { z } from "zod";
import type { StateResource } from "../../../../cloud-simulator/state/state-resource";
import { outputsOf } from "./outputs-of";
import { functionNameOf } from "./read-queues";

const settingsForm = z.object({
    functionName: z.string(),
    maximumRetryAttempts: z.number().nullish(),
    destinationConfig: z.object({ onFailure: z.object({ destination: z.string() }).nullish() }).nullish(),
});

/** How Lambda handles asynchronous events of a function that fail. */
export interface EventSettings {
    /** Attempts after the first one. */
    readonly retries: number;
    /** ARN of the queue or topic that gets events which have failed; undefined without one. */
    readonly failureArn: string | undefined;
}

/** Two more attempts, and no destination (Lambda API reference, PutFunctionEventInvokeConfig). */
export const defaultEventSettings: EventSettings = { retries: 2, failureArn: undefined };

/** Reads the settings for asynchronous events of a stack's functions, by the name of the function. */
export function readEventSettings(resources: readonly StateResource[]): ReadonlyMap<string, EventSettings> {
    const type = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig";
    return new Map(
        outputsOf(resources, type, settingsForm).map(({ functionName, maximumRetryAttempts, destinationConfig }) => [
            functionNameOf(functionName),
            {
                retries: maximumRetryAttempts ?? defaultEventSettings.retries,
                failureArn: destinationConfig?.onFailure?.destination || undefined,
            },
        ]),
    );
}
