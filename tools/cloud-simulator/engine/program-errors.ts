import { isGrpcError } from "@pulumi/pulumi/errors";
import { LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { getEngine } from "@pulumi/pulumi/runtime/settings";
// Declares the global that holds the SDK's state of each run.
import type {} from "@pulumi/pulumi/runtime/state";

/** The SDK's state of a run, as far as it is used here; its declarations leave it out. */
export interface RunState {
    readonly terminated: boolean;
    readonly callbacks?: { shutdown(): void };
    readonly settings: { readonly monitor?: Client; readonly engine?: Client & { log?: Log } };
}

interface Client {
    close(): void;
}

type Log = (message: { getSeverity(): number }, done: (...results: unknown[]) => void) => void;

// Time for an engine that can end by itself once it knows of the error.
const graceMilliseconds = 1000;
// Time after which an error ends the engine that the SDK has not reported to it.
const unreportedMilliseconds = 10_000;

const failedRuns = new WeakSet<object>();

/** The unhandled errors of a program that runs in this process. The first of them ends the engine once the SDK has reported it. */
export class ProgramErrors {
    private readonly ending = new AbortController();
    private readonly removers: (() => void)[] = [];
    private state: RunState | undefined;
    private reason: Error | undefined;
    private timer: NodeJS.Timeout | undefined;
    private isReported = false;

    /** Aborted with the first error. */
    get signal(): AbortSignal {
        return this.ending.signal;
    }

    /** Starts to listen; before the engine starts. */
    listen(): void {
        this.addListener((error) => {
            if (isDroppedConnection(error) || isOfFailedRun()) return;
            this.reason ??= error instanceof Error ? error : new Error(String(error));
            this.timer ??= setTimeout(() => this.end(), unreportedMilliseconds);
        });
        process.off("unhandledRejection", ignoreDropped).on("unhandledRejection", ignoreDropped);
    }

    /** Takes over what the SDK has prepared for a run; in the context of the program, before it starts. */
    adopt(state: RunState | undefined): void {
        this.state = state;
        this.takeReporter(state);
        if (state) this.watchReports(state);
    }

    /** Reports nothing more, whatever the program does once its engine was stopped. */
    silence(): void {
        for (const remove of this.removers.splice(0)) remove();
        process.off("unhandledRejection", ignore).on("unhandledRejection", ignore);
    }

    /** Ends listening. Errors that the program of a failed run throws later belong to no other run. */
    close(hasFailed: boolean): void {
        clearTimeout(this.timer);
        for (const remove of this.removers.splice(0)) remove();
        if (hasFailed && this.state) failedRuns.add(this.state);
    }

    private end(): void {
        this.ending.abort(this.reason);
    }

    private addListener(listener: (error: unknown) => void): void {
        for (const event of unhandledEvents) process.on(event, listener);
        this.removers.push(() => {
            for (const event of unhandledEvents) process.off(event, listener);
        });
    }

    // The SDK adds its listener just before the program starts, and removes it only if that ends (@pulumi/pulumi,
    // automation/server.js). It takes the errors of every program of this process; those of failed runs are left out here, and lost
    // connections of others.
    private takeReporter(state: RunState | undefined): void {
        const report = process.listeners("uncaughtException").at(-1);
        const others: readonly unknown[] = process.listeners("unhandledRejection");
        if (report === undefined || !others.includes(report)) return;
        for (const event of unhandledEvents) process.off(event, report);
        this.addListener((error) => {
            const isOther = asyncLocalStorage.getStore() !== state;
            if (isOfFailedRun() || (isOther && isDroppedConnection(error))) return;
            report(error as Error, "uncaughtException");
        });
    }

    // The engine responds to a message once it is in its event stream.
    private watchReports({ settings }: RunState): void {
        // Creates the client.
        getEngine();
        const { engine } = settings;
        const send = engine?.log?.bind(engine);
        if (!engine || !send) return;
        engine.log = (message, done) =>
            send(message, (...results) => {
                done(...results);
                if (message.getSeverity() === LogSeverity.ERROR) this.noteReport();
            });
    }

    private noteReport(): void {
        if (!this.reason || this.isReported) return;
        this.isReported = true;
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.end(), graceMilliseconds);
    }
}

/**
 * Whether an error of a program means that its engine has ended: calls of the SDK fail then, and the outputs that depend
 * on them.
 */
export function isDroppedConnection(error: unknown): boolean {
    if (!(error instanceof Error)) return false;
    return (
        isGrpcError(error) ||
        /resource monitor shut down|14 UNAVAILABLE|1 CANCELLED|^Connection dropped$|^Channel has been shut down$/.test(
            error.message,
        )
    );
}

function isOfFailedRun(): boolean {
    const state: object | undefined = asyncLocalStorage.getStore();
    return state !== undefined && failedRuns.has(state);
}

// A program whose engine was stopped may fail at any time.
function ignore(): void {}

// The program of an engine that failed goes on, and its calls fail some time later, so this listener stays after the operation.
// Any other error ends the process, as it would without a listener.
function ignoreDropped(error: unknown): void {
    const isExpected = isDroppedConnection(error) || isOfFailedRun();
    if (!isExpected && process.listenerCount("unhandledRejection") === 1) throw error;
}

const unhandledEvents = ["unhandledRejection", "uncaughtException"] as const;
