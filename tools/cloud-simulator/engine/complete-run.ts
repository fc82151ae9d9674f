import type { PulumiFn } from "@pulumi/pulumi/automation";
import { isGrpcError } from "@pulumi/pulumi/errors";
import * as sdkSettings from "@pulumi/pulumi/runtime/settings";
// Declares the global that holds the SDK's state of each run.
import type {} from "@pulumi/pulumi/runtime/state";
import "./sdk-debugging";

// Each engine listens on new ports, and one may be a port of an engine that ended a moment ago. The clients of a
// process share their connections by address, so the new engine would count as out of reach for as long as the old one's
// broken connection waits to be tried again (@grpc/grpc-js, grpc.use_local_subchannel_pool).
const clientOptions: unknown = Reflect.get(sdkSettings, "grpcClientOptions");
if (typeof clientOptions === "object" && clientOptions !== null)
    Object.assign(clientOptions, { "grpc.use_local_subchannel_pool": 1 });

/** Options that an operation of the engine takes from `requireCompleteRun`. */
export interface RunOptions {
    readonly program?: PulumiFn;
    readonly signal?: AbortSignal;
}

/** The SDK's state of a run, as far as it is used here; its declarations leave it out. */
interface RunState {
    readonly terminated: boolean;
    readonly callbacks?: { shutdown(): void };
    readonly settings: { readonly monitor?: Client; readonly engine?: Client & { log?: Log } };
}

interface Client {
    close(): void;
}

type Log = (message: object, done: () => void) => void;

// Time for the SDK to report an unhandled error, and for an engine that can end after it.
const graceMilliseconds = 1000;

/**
 * Runs an operation of the engine with a program in this process; the program must complete with an intact connection
 * to the engine. If that breaks, the SDK assumes that the engine is ending, and reports nothing
 * (@pulumi/pulumi, runtime/settings.js, terminateRpcs): an engine that still runs then deletes every resource that was not registered.
 * The engine is ended after an unhandled error too: the SDK reports it, but waits for outputs that depend on it and never
 * resolve (@pulumi/pulumi, automation/server.js).
 * The connections of the program are closed when the operation ends.
 * @param signal aborts the operation.
 * @throws the unhandled error; Error if the engine succeeded although the program did not complete, or lost its connection.
 */
export async function requireCompleteRun<Result>(
    program: PulumiFn | undefined,
    operate: (options: RunOptions) => Promise<Result>,
    signal?: AbortSignal,
): Promise<Result> {
    if (!program) return operate({});
    let isConnected = (): boolean => false;
    let closeConnections = ignore;
    const reporters = new Set<() => void>();
    const stopReports = () => {
        for (const remove of reporters) remove();
        process.off("unhandledRejection", ignore).on("unhandledRejection", ignore);
    };
    signal?.addEventListener("abort", stopReports, { once: true });
    const whole = async () => {
        reporters.add(reporterOfRun());
        const state: RunState | undefined = asyncLocalStorage.getStore();
        if (state) closeConnections = () => closeClients(state);
        const outputs = await program();
        isConnected = () => state?.terminated === false;
        return outputs;
    };
    try {
        const result = await withoutUnhandledError((unhandled) =>
            operate({ program: whole, signal: signal ? AbortSignal.any([signal, unhandled]) : unhandled }),
        );
        if (!isConnected()) throw new Error(lostConnection);
        return result;
    } finally {
        signal?.removeEventListener("abort", stopReports);
        for (const remove of reporters) remove();
        closeConnections();
    }
}

// The SDK leaves the clients of a program in this process open (@pulumi/pulumi, runtime/settings.js, disconnectSync). Each of them
// keeps every resource and output of its run in memory.
function closeClients({ callbacks, settings: { monitor, engine } }: RunState): void {
    callbacks?.shutdown();
    monitor?.close();
    if (!engine) return;
    // Messages that a program logs after its run are dropped. A closed client would throw, and since each message waits for the one
    // before it, in whichever run, no later run of this process could report an error (@pulumi/pulumi, log/index.js, lastLog).
    engine.log = (_message, done) => done();
    engine.close();
}

const lostConnection = "the program lost its connection to the engine before its end; run it again";

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

// The listeners with which the SDK reports the unhandled errors of a run: it adds them just before the program starts, and
// removes them only if that ends (@pulumi/pulumi, automation/server.js). Returns a function that removes them.
function reporterOfRun(): () => void {
    const report = process.listeners("uncaughtException").at(-1);
    const others: readonly unknown[] = process.listeners("unhandledRejection");
    if (report === undefined || !others.includes(report)) return ignore;
    return () => {
        for (const event of unhandledEvents) process.off(event, report);
    };
}

// A program whose engine was stopped may fail at any time.
function ignore(): void {}

async function withoutUnhandledError<Result>(run: (unhandled: AbortSignal) => Promise<Result>): Promise<Result> {
    const ending = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const onError = (error: unknown) => {
        if (isDroppedConnection(error)) return;
        const reason = error instanceof Error ? error : new Error(String(error));
        timer ??= setTimeout(() => ending.abort(reason), graceMilliseconds);
    };
    for (const event of unhandledEvents) process.on(event, onError);
    process.off("unhandledRejection", ignoreDropped).on("unhandledRejection", ignoreDropped);
    try {
        return await run(ending.signal);
    } catch (error) {
        throw ending.signal.aborted ? ending.signal.reason : error;
    } finally {
        clearTimeout(timer);
        for (const event of unhandledEvents) process.off(event, onError);
    }
}

// The program of an engine that failed goes on, and its calls fail some time later, so this listener stays after the operation.
// Any other error ends the process, as it would without a listener.
function ignoreDropped(error: unknown): void {
    if (!isDroppedConnection(error) && process.listenerCount("unhandledRejection") === 1) throw error;
}

const unhandledEvents = ["unhandledRejection", "uncaughtException"] as const;
