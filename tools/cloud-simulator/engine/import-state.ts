import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Stack } from "@pulumi/pulumi/automation";
import { parse } from "yaml";
import { loadBalancers } from "../aws/load-balancer-invokes";
import { isSimulated } from "../providers/packages";
import { type ImportedState, prepareState } from "../state/imported-state";
import type { StackExport } from "../state/stack-export";
import type { OfflineEnvironment } from "./offline-environment";

/** What an exported state is imported into. */
export interface ImportStateArgs {
    readonly stackName: string;
    readonly projectName: string;
    /** One line for each thing of the state that cannot be taken over as it is. */
    readonly onProgress?: ((line: string) => void) | undefined;
}

/**
 * Imports an exported state into a stack of the temporary backend, and makes its resources exist in the simulated
 * clouds. Resources of types that are not simulated are imported too: a preview plans their deletion as any other, and
 * fails for such a resource only if the program still declares it.
 */
export async function importState(
    stack: Stack,
    { home, server, variables }: OfflineEnvironment,
    state: StackExport,
    { stackName, projectName, onProgress }: ImportStateArgs,
): Promise<void> {
    const imported = prepareState(state, stackName, projectName);
    for (const line of notices(imported)) onProgress?.(`"${state.source}": ${line}`);
    // The Automation API would write secrets into a file that everybody may read, and leave it there after a failure.
    const file = join(home.folder, "import.json");
    const { workDir } = stack.workspace;
    const deployment = {
        ...imported.deployment.deployment,
        secrets_providers: await secretsProvider(workDir, stackName),
    };
    await writeFile(file, JSON.stringify({ ...imported.deployment, deployment }), { mode: 0o600 });
    try {
        const args = ["stack", "import", "--file", file, "--stack", stackName, "--non-interactive"];
        const env = { ...process.env, ...variables };
        await promisify(execFile)(join(home.cliRoot, "bin", "pulumi"), args, { cwd: workDir, env });
    } finally {
        await rm(file, { force: true });
    }
    for (const resource of imported.resources) server.cloud.seed(resource);
    for (const { arn } of loadBalancers(server.cloud)) server.cloud.balancers.activate(String(arn));
}

// The engine keeps the salt of the stack's passphrase beside the configuration.
async function secretsProvider(workDir: string, stackName: string): Promise<object> {
    const { encryptionsalt } = parse(await readFile(join(workDir, `Pulumi.${stackName}.yaml`), "utf8"));
    return { type: "passphrase", state: { salt: encryptionsalt } };
}

function* notices({ resources, placeholders, dropped }: ImportedState): Generator<string> {
    const unsimulated = [...new Set(resources.map(({ type }) => type))].filter((type) => !isSimulated(type)).sort();
    if (unsimulated.length > 0) {
        const list = unsimulated.map((type) => `"${type}"`).join(", ");
        yield `${list} cannot be simulated: the program must not declare resources of ${unsimulated.length > 1 ? "these types" : "this type"}`;
    }
    if (placeholders > 0) yield `${placeholders} secrets cannot be decrypted here: placeholders, taken as unchanged`;
    if (dropped.length > 0) yield `pending operations dropped: ${dropped.join(", ")}`;
}
