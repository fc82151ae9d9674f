import { withOfflineStack } from "../../cloud-simulator/engine/offline-stack";
import type { DeployedApi } from "../../gateway-emulator/deployed-api";
import { deployedApi } from "../../gateway-emulator/read-deployed-api";
import { projectName, type Stack } from "../project/project";
import { stackProgram } from "../project/stack-program";
import type { Progress } from "../terminal/progress";
import { readTables, type TableDefinition } from "./read-tables";

/** What of a stack can be served here. */
export interface Rehearsed {
    readonly api: DeployedApi;
    /** The tables of the APIs. */
    readonly tables: readonly TableDefinition[];
}

/**
 * Brings a stack up on the real engine behind simulated clouds, and reads from its state the API that it deploys, and the
 * tables.
 * @param folder folder that holds `app`.
 * @throws {Error} with what the engine says if the stack does not come up.
 */
export async function rehearse(
    stack: Stack,
    folder: string,
    progress: Progress,
    signal: AbortSignal,
): Promise<Rehearsed> {
    const { program, load } = stackProgram(folder);
    let count = 0;
    const options = {
        projectName,
        stackName: stack.name,
        config: stack.config,
        secretPaths: stack.placeholders,
        program,
        onEngineStart: load,
        onProgress: progress.say,
        onEvent: (event: { readonly resourcePreEvent?: unknown }) => {
            if (event.resourcePreEvent) progress.tick(`rehearsing ${stack.name}: ${++count} resources`);
        },
        signal,
    };
    return withOfflineStack(options, async (offline) => {
        const { succeeded, error } = await offline.up();
        if (!succeeded) throw new Error(error ?? "the stack did not come up");
        const resources = await offline.resources();
        return { api: deployedApi(resources), tables: readTables(resources) };
    });
}
