import type { PulumiFn } from "@pulumi/pulumi/automation";
import * as sdkSettings from "@pulumi/pulumi/runtime/settings";
import { ProgramErrors, type RunState } from "./program-errors";
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
    const errors = new ProgramErrors();
    const silence = () => errors.silence();
    signal?.addEventListener("abort", silence, { once: true });
    let state: RunState | undefined;
    let isConnected = (): boolean => false;
    let hasFailed = true;
    const whole = async () => {
        state = asyncLocalStorage.getStore();
        errors.adopt(state);
        const outputs = await program();
        isConnected = () => state?.terminated === false;
        return outputs;
    };
    try {
        errors.listen();
        const result = await operate({
            program: whole,
            signal: signal ? AbortSignal.any([signal, errors.signal]) : errors.signal,
        });
        if (!isConnected()) throw new Error(lostConnection);
        hasFailed = false;
        return result;
    } catch (error) {
        throw errors.signal.aborted ? errors.signal.reason : error;
    } finally {
        signal?.removeEventListener("abort", silence);
        errors.close(hasFailed);
        if (state) closeClients(state);
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
