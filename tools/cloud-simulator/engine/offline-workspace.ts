import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LocalWorkspace, PulumiCommand, type PulumiFn, Stack } from "@pulumi/pulumi/automation";
import { parse, stringify } from "yaml";
import { type ExistingCloud, seedExisting } from "../resources/existing-resources";
import { placeholder } from "../state/property-values";
import type { StackExport } from "../state/stack-export";
import type { StateResource } from "../state/state-resource";
import { addExistingZones } from "./existing-zones";
import { importState } from "./import-state";
import type { OfflineEnvironment } from "./offline-environment";
import { type OfflineProjectArgs, writeOfflineProject } from "./offline-project";
import { stateFolder } from "./offline-variables";
import type { StackConfig } from "./stack-config";

/** Settings of a stack in a temporary backend. */
export interface OfflineWorkspaceArgs extends OfflineProjectArgs {
    /** Property paths of `config` that become secrets. */
    readonly secretPaths?: readonly string[] | undefined;
    readonly program?: PulumiFn | undefined;
    /** Whether the engine saves the state after each step, not only at the end, so that it can be killed midway. */
    readonly savesEachStep?: boolean | undefined;
    /** Resources that the stack uses and does not create. Default: none. */
    readonly existing?: ExistingCloud | undefined;
    /** State that the stack starts from; default: none, so that everything is created. */
    readonly state?: StackExport | undefined;
    /** Called each time that an engine has been started, while it loads. */
    readonly onEngineStart?: (() => void) | undefined;
    /** Receives a line for each part of the state that cannot be imported as it is. */
    readonly onProgress?: ((line: string) => void) | undefined;
    /** Variables that the engine and the policy packs see besides those that make the run offline. */
    readonly environment?: Readonly<Record<string, string>> | undefined;
}

/** Writes a project for a stack and creates the stack in the temporary backend. */
export async function createOfflineStack(offline: OfflineEnvironment, args: OfflineWorkspaceArgs): Promise<Stack> {
    const { home, server, variables } = offline;
    server.cloud.addNamedSecrets(args.config);
    await writeOfflineProject(home.projectFolder, args);
    const pulumiCommand = await PulumiCommand.get({ root: home.cliRoot, skipVersionCheck: true });
    const workspace = await LocalWorkspace.create({
        workDir: home.projectFolder,
        pulumiCommand,
        ...(args.program && { program: args.program }),
        envVars: {
            ...variables,
            // The file backend writes all of the state each time: half of the time of an update.
            ...(!args.savesEachStep && { PULUMI_SKIP_CHECKPOINTS: "true" }),
            ...args.environment,
        },
    });
    addExistingZones(offline.server.cloud, args.config);
    if (!args.state) workspace.createStack = (name) => createEmptyStack(home.folder, args.projectName, name);
    const stack = await Stack.create(args.stackName, workspace);
    // The summary that the Automation API adds to each result: another run of the CLI, for a result that is never read.
    stack.info = async () => undefined;
    await markSecrets(stack, args.secretPaths);
    if (args.existing) seedExisting(args.existing, offline.server.cloud);
    if (args.state) await importState(stack, offline, args.state, args);
    if (args.onEngineStart) observeStart(pulumiCommand, args.onEngineStart);
    return stack;
}

// Creates a stack without resources in the temporary file backend, as `pulumi stack init` does: a run of the CLI takes a
// third of a second (pulumi/pulumi, pkg/backend/diy: meta.go, state.go).
async function createEmptyStack(folder: string, projectName: string, stackName: string): Promise<void> {
    const backend = join(stateFolder(folder), ".pulumi");
    const stacks = join(backend, "stacks", projectName);
    await mkdir(stacks, { recursive: true });
    await writeFile(join(backend, "meta.yaml"), "version: 1\n");
    const checkpoint = { stack: `organization/${projectName}/${stackName}`, latest: null };
    await writeFile(join(stacks, `${stackName}.json`), JSON.stringify({ version: 3, checkpoint }));
}

/** The resources that the temporary file backend has stored for a stack, in the order of their creation. */
export async function readStoredResources(
    folder: string,
    { projectName, stackName }: Pick<OfflineWorkspaceArgs, "projectName" | "stackName">,
): Promise<readonly StateResource[]> {
    const file = join(stateFolder(folder), ".pulumi", "stacks", projectName, `${stackName}.json`);
    const { checkpoint } = JSON.parse(await readFile(file, "utf8")) as StoredState;
    return checkpoint.latest?.resources ?? [];
}

// pulumi/pulumi, sdk/go/common/apitype/stacks.go, CheckpointV3.
interface StoredState {
    readonly checkpoint: { readonly latest?: { readonly resources?: readonly StateResource[] } | null };
}

/** Replaces the configuration of a stack, except for its encryption salt. */
export async function replaceConfig(stack: Stack, config: StackConfig, secretPaths?: readonly string[]): Promise<void> {
    const file = join(stack.workspace.workDir, `Pulumi.${stack.name}.yaml`);
    const settings: unknown = parse(await readFile(file, "utf8"));
    await writeFile(file, stringify({ ...(settings as object), config }));
    await markSecrets(stack, secretPaths);
}

async function markSecrets(stack: Stack, secretPaths: readonly string[] = []): Promise<void> {
    const secrets = secretPaths.map((path) => [path, { value: placeholder, secret: true }]);
    if (secrets.length > 0) await stack.setAllConfig(Object.fromEntries(secrets), true);
}

// Internal to the Automation API, so without types. It starts the process before it returns.
type Run = (...args: unknown[]) => Promise<unknown>;

function observeStart(command: PulumiCommand, onStart: () => void): void {
    const run: Run = Reflect.get(command, "run");
    Reflect.set(command, "run", (...args: unknown[]) => {
        const running = run.apply(command, args);
        onStart();
        return running;
    });
}
