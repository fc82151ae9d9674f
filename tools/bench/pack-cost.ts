import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program } from "../../stacks/program";
import { programEnvironment } from "../cli/project/program-environment";
import { projectFolder, projectName, readStack } from "../cli/project/project";
import { withRealValues } from "../cli/project/real-values";
import { withOfflineStack } from "../cloud-simulator/engine/offline-stack";
import type { StateResource } from "../cloud-simulator/state/state-resource";
import type { PackTimes } from "./pack-process";

/** Cost of the pack for one size of a stack. */
export interface PackCost extends PackTimes {
    readonly resources: number;
}

/** Measures the pack at several sizes, each in a separate process, on copies of the dev stack as it is after `up`. */
export async function measurePack(sizes: readonly number[]): Promise<PackCost[]> {
    const folder = mkdtempSync(join(tmpdir(), "gatehouse-bench-"));
    try {
        const stateFile = join(folder, "state.json");
        writeFileSync(stateFile, JSON.stringify(await devState()));
        return sizes.map((resources) => ({ resources, ...measureIn(stateFile, resources) }));
    } finally {
        rmSync(folder, { recursive: true });
    }
}

function measureIn(stateFile: string, resources: number): PackTimes {
    const script = join(projectFolder, "tools/bench/pack-process.ts");
    const command = ["-r", "tsx/cjs", script, stateFile, String(resources)];
    return JSON.parse(execFileSync(process.execPath, command, { cwd: projectFolder, encoding: "utf8" }));
}

function devState(): Promise<readonly StateResource[]> {
    const { name: stackName, placeholders: secretPaths, ...stack } = readStack("dev");
    const config = withRealValues(stack.config);
    const options = { projectName, stackName, config, secretPaths, program: async () => program(), programEnvironment };
    return withOfflineStack(options, async (stack) => {
        const { succeeded, error } = await stack.up();
        if (!succeeded) throw new Error(error ?? "the update failed");
        return stack.resources();
    });
}
