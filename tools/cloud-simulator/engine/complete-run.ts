import type { PulumiFn } from "@pulumi/pulumi/automation";
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

/**
 * Runs an operation of the engine with a program in this process; the program must complete with an intact connection
 * to the engine. If that breaks, the SDK assumes that the engine is ending, and reports nothing
 * (@pulumi/pulumi, runtime/settings.js, terminateRpcs): an engine that still runs then deletes every resource that was not registered.
 * @throws Error if the engine succeeded although the program did not complete, or lost its connection.
 */
export async function requireCompleteRun<Result>(
    program: PulumiFn | undefined,
    operate: (options: { readonly program?: PulumiFn }) => Promise<Result>,
): Promise<Result> {
    if (!program) return operate({});
    let isConnected = (): boolean => false;
    const result = await operate({
        program: async () => {
            const state = asyncLocalStorage.getStore();
            const outputs = await program();
            isConnected = () => state?.terminated === false;
            return outputs;
        },
    });
    if (!isConnected()) throw new Error("the program lost its connection to the engine before its end; run it again");
    return result;
}
