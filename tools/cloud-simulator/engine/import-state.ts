import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Deployment, Stack } from "@pulumi/pulumi/automation";
import { parse } from "yaml";
import { isSimulated } from "../providers/packages";
import { loadBalancers } from "../resources/load-balancers";
import { type ImportedState, prepareState } from "../state/imported-state";
import type { StackExport } from "../state/stack-export";
import type { OfflineEnvironment } from "./offline-environment";

/** The stack into which a state is imported. */
export interface ImportStateArgs {
    readonly stackName: string;
    readonly projectName: string;
    /** Receives a line for each part of the state that cannot be imported as it is. */
    readonly onProgress?: ((line: string) => void) | undefined;
}

/**
 * Imports an exported state into a stack of the temporary backend, and makes its resources exist in the simulated
 * clouds. Resources of types that are not simulated are imported too: a preview plans their deletion as any other, and
 * fails for such a resource only if the program still declares it.
 */
export async function importState(
    stack: Stack,
    offline: OfflineEnvironment,
    state: StackExport,
    { stackName, projectName, onProgress }: ImportStateArgs,
): Promise<void> {
    const imported = prepareState(state, stackName, projectName);
    for (const line of notices(imported)) onProgress?.(`"${state.source}": ${line}`);
    const deployment = {
        ...imported.deployment.deployment,
        secrets_providers: await secretsProvider(stack.workspace.workDir, stackName),
    };
    await importDeployment(stack, offline, { ...imported.deployment, deployment });
    const { cloud } = offline.server;
    for (const resource of imported.resources) cloud.seed(resource);
    for (const { arn } of loadBalancers(cloud)) cloud.balancers.activate(String(arn));
}

/**
 * Replaces the state of a stack by `pulumi stack import`, through a file that only this user can read and that is removed
 * in any case: the Automation API writes secrets to a file with default permissions, and leaves it after a failure.
 */
export async function importDeployment(
    { name, workspace }: Stack,
    { home, variables }: OfflineEnvironment,
    deployment: Deployment,
): Promise<void> {
    const file = join(home.folder, "import.json");
    await writeFile(file, JSON.stringify(deployment), { mode: 0o600 });
    try {
        const args = ["stack", "import", "--file", file, "--stack", name, "--non-interactive"];
        const env = { ...process.env, ...variables };
        await promisify(execFile)(join(home.cliRoot, "bin", "pulumi"), args, { cwd: workspace.workDir, env });
    } finally {
        await rm(file, { force: true });
    }
}

// The engine stores the salt of the stack's passphrase next to the configuration.
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
    if (placeholders > 0) {
        const [secrets, by] = placeholders > 1 ? ["secrets", "placeholders"] : ["secret", "a placeholder"];
        yield `${placeholders} ${secrets} cannot be decrypted here: replaced by ${by}, treated as unchanged`;
    }
    if (dropped.length > 0) yield `pending operations dropped: ${dropped.join(", ")}`;
}
