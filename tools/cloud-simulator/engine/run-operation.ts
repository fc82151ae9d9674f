import type { EngineEvent, OpMap, PreviewOptions } from "@pulumi/pulumi/automation";

/** How one operation of the engine ended. */
export interface OfflineResult {
    /** False if the program, a provider or a mandatory policy failed. */
    readonly succeeded: boolean;
    /** Operations by kind, e.g. `{ create: 62 }`; empty if the engine ended before it counted them. */
    readonly changes: OpMap;
    /** The engine's error message; set only if it failed. */
    readonly error?: string;
}

/** Who listens to an operation, and who may end it. */
export interface OperationOptions {
    readonly onEvent?: (event: EngineEvent) => void;
    /** The engine's own output, standard and error, as it arrives. */
    readonly onOutput?: (text: string) => void;
    readonly signal?: AbortSignal;
}

/** Options of every operation of the Automation API. */
export type CommonOptions = Pick<PreviewOptions, "color" | "onEvent" | "onOutput" | "onError" | "signal">;

/**
 * Runs an operation and returns how it ended; a failure of the engine is a result too.
 * @throws the signal's reason if it was aborted.
 */
export async function runOperation(
    { onEvent, onOutput, signal }: OperationOptions,
    operation: (common: CommonOptions) => Promise<void>,
): Promise<OfflineResult> {
    signal?.throwIfAborted();
    let changes: OpMap = {};
    const common: CommonOptions = {
        color: "never",
        onEvent: (event) => {
            changes = event.summaryEvent?.resourceChanges ?? changes;
            onEvent?.(event);
        },
        ...(onOutput && { onOutput, onError: onOutput }),
        ...(signal && { signal }),
    };
    try {
        await operation(common);
        return { succeeded: true, changes };
    } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof Error)) throw error;
        return { succeeded: false, changes, error: error.message.trim() };
    }
}
