import { program } from "../../../../stacks/program";
import { projectName, readStack } from "../../../../tools/cli/project/project";
import { withRealValues } from "../../../../tools/cli/project/real-values";
import { withOfflineStack } from "../../../../tools/cloud-simulator/engine/offline-stack";
import type { StackExport } from "../../../../tools/cloud-simulator/state/stack-export";

let state: Promise<StackExport> | undefined;

/** Returns the state of the dev stack after its first `up`, which runs once per process. */
export function devState(): Promise<StackExport> {
    state ??= createDev();
    return state;
}

function createDev(): Promise<StackExport> {
    const { config, placeholders } = readStack("dev");
    return withOfflineStack(
        {
            projectName,
            stackName: "dev",
            config: withRealValues(config),
            secretPaths: placeholders,
            program: async () => program(),
        },
        async (stack) => {
            const { error } = await stack.up();
            if (error !== undefined) throw new Error(error);
            return stack.exportState();
        },
    );
}
