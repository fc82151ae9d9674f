import { readFileSync } from "node:fs";
import type { EngineEvent, OutputMap, PreviewOptions, PulumiFn, Stack, UpOptions } from "@pulumi/pulumi/automation";
import type { ExistingCloud } from "../resources/existing-resources";
import type { SimulatedCloud } from "../state/simulated-cloud";
import { parseStackExport, type StackExport } from "../state/stack-export";
import type { StateResource } from "../state/state-resource";
import { requireCompleteRun } from "./complete-run";
import { importDeployment } from "./import-state";
import { type OfflineEnvironment, withOfflineEnvironment } from "./offline-environment";
import { stateFolder } from "./offline-variables";
import { createOfflineStack, readStoredResources, replaceConfig } from "./offline-workspace";
import { removeUnfinishedAttributes, resolvePendingOperations } from "./pending-operations";
import { type OfflineResult, runOperation } from "./run-operation";
import type { StackConfig } from "./stack-config";

/** Settings and listeners of an offline stack. */
export interface OfflineStackOptions {
    readonly projectName: string;
    readonly stackName: string;
    readonly config: StackConfig;
    /** Property paths of `config` that hold placeholders of secrets (see `withPlaceholders`); they become secrets. */
    readonly secretPaths?: readonly string[];
    /** The program, run in this process. Without it `workDir` must hold a `Pulumi.yaml`, whose program is run. */
    readonly program?: PulumiFn;
    /** Resources that exist before the stack is created, and that it uses. Default: none. */
    readonly existing?: ExistingCloud;
    /** State that the stack starts from (see `readStackExport`); default: none, so that everything is created. */
    readonly state?: StackExport;
    /** The project's folder; nothing is written into it. */
    readonly workDir?: string;
    /** Folders of policy packs, enforced on every preview and update. */
    readonly policyPacks?: readonly string[];
    /** Configuration file of each policy pack, in the same order. Default: none. */
    readonly policyPackConfigs?: readonly string[];
    /** Whether the engine saves the state after each step, so that it can be killed midway; default: at the end only. */
    readonly savesEachStep?: boolean;
    /** Variables that the engine, and so the policy packs, get besides those of an offline run. */
    readonly environment?: Readonly<Record<string, string>>;
    /** Variables of the program, whether this process runs it or the engine; one that is set already wins. */
    readonly programEnvironment?: Readonly<Record<string, string>>;
    /**
     * Whether `destroy` continues with resources that do not depend on a failed one. Not available for `up`: the engine
     * would delete every resource that the program did not reach.
     */
    readonly continueOnError?: boolean;
    /** Show the changed properties of each resource in the engine's output. */
    readonly diff?: boolean;
    readonly onEvent?: (event: EngineEvent) => void;
    /** The engine's own output, standard and error, as it arrives. */
    readonly onOutput?: (text: string) => void;
    /** Called whenever an engine has started, while it loads: time to load what the program needs. */
    readonly onEngineStart?: () => void;
    /** One line for each slow step before the engine starts, such as building the CLI, and for each notice about `state`. */
    readonly onProgress?: (line: string) => void;
    /** Aborting ends everything that was started and rejects with the signal's reason. */
    readonly signal?: AbortSignal;
}

/** A stack on the real engine behind simulated clouds, from its first preview to its destruction. */
export interface OfflineStack {
    preview(program?: PulumiFn): Promise<OfflineResult>;
    up(program?: PulumiFn): Promise<OfflineResult>;
    refresh(): Promise<OfflineResult>;
    destroy(): Promise<OfflineResult>;
    /** The preview that `destroy` shows before it asks for confirmation. */
    previewDestroy(): Promise<OfflineResult>;
    /** The stack's outputs after the last update. */
    outputs(): Promise<OutputMap>;
    /** The clouds behind the providers. */
    readonly cloud: SimulatedCloud;
    /** Replaces the settings of the stack. */
    configure(config: StackConfig): Promise<void>;
    /** Kills the running engine without a warning. */
    kill(): void;
    /**
     * Recovers from a killed engine, as the engine's warning recommends: removes its lock, adds the resources that
     * the cloud has created to the state and drops the other pending operations.
     * @returns the URNs of the added resources.
     */
    recover(): Promise<readonly string[]>;
    /** The number of resources in the stack's state, the stack itself and its providers included. */
    resourceCount(): Promise<number>;
    /** The resources in the stack's state with encrypted secrets, without a run of the CLI. */
    storedResources(): Promise<readonly StateResource[]>;
    /** The stack's state, secrets in plain text: for another offline stack to start from. */
    exportState(): Promise<StackExport>;
    /** The resources in the stack's state, in the order of their creation. */
    resources(): Promise<readonly StateResource[]>;
}

/**
 * Opens a stack whose state, engine home and clouds are temporary, calls `use` with it, and removes them
 * when `use` returns or fails, or the signal is aborted. A process has to abort the signal on Ctrl-C.
 */
export async function withOfflineStack<T>(
    options: OfflineStackOptions,
    use: (stack: OfflineStack) => Promise<T>,
): Promise<T> {
    const { "aws:region": region } = options.config;
    return withOfflineEnvironment(
        { ...options, region: typeof region === "string" ? region : undefined, runsPrograms: !options.program },
        async (offline) => {
            const stack = await createOfflineStack(offline, options);
            return use(new AutomationStack(stack, options, offline));
        },
    );
}

class AutomationStack implements OfflineStack {
    readonly outputs: () => Promise<OutputMap>;
    readonly cloud: SimulatedCloud;

    constructor(
        private readonly stack: Stack,
        private readonly options: OfflineStackOptions,
        private readonly offline: OfflineEnvironment,
    ) {
        this.outputs = stack.outputs.bind(stack);
        this.cloud = offline.server.cloud;
        // The Automation API reads them after each update, by two more runs of the CLI.
        stack.outputs = async () => ({});
    }

    configure(config: StackConfig): Promise<void> {
        this.cloud.addNamedSecrets(config);
        return replaceConfig(this.stack, config, this.options.secretPaths);
    }

    kill(): void {
        process.kill(Number(readFileSync(this.offline.home.pidFile, "utf8")), "SIGKILL");
    }

    async recover(): Promise<readonly string[]> {
        removeUnfinishedAttributes(stateFolder(this.offline.home.folder));
        await this.stack.cancel();
        const { deployment, found } = resolvePendingOperations(await this.stack.exportStack(), this.cloud.store);
        await importDeployment(this.stack, this.offline, deployment);
        await this.refresh();
        return found;
    }

    preview(program = this.options.program): Promise<OfflineResult> {
        return this.runWhole(program, (options) => this.stack.preview(options));
    }

    up(program = this.options.program): Promise<OfflineResult> {
        return this.runWhole(program, (options) => this.stack.up(options));
    }

    refresh(): Promise<OfflineResult> {
        return runOperation(this.options, async (common) => void (await this.stack.refresh(common)));
    }

    destroy(): Promise<OfflineResult> {
        return runOperation(this.options, async (common) => {
            await this.stack.destroy({ ...common, continueOnError: this.options.continueOnError ?? false });
        });
    }

    previewDestroy(): Promise<OfflineResult> {
        return runOperation(
            this.options,
            async (common) => void (await this.stack.destroy({ ...common, previewOnly: true })),
        );
    }

    async resourceCount(): Promise<number> {
        return (await this.storedResources()).length;
    }

    storedResources(): Promise<readonly StateResource[]> {
        return readStoredResources(this.offline.home.folder, this.options);
    }

    async resources(): Promise<readonly StateResource[]> {
        return (await this.stack.exportStack()).deployment.resources ?? [];
    }

    async exportState(): Promise<StackExport> {
        return parseStackExport(await this.stack.exportStack(), `state of ${this.options.stackName}`);
    }

    private runWhole(
        program: PulumiFn | undefined,
        run: (options: UpOptions & PreviewOptions) => Promise<unknown>,
    ): Promise<OfflineResult> {
        return runOperation(this.options, (common) =>
            requireCompleteRun(
                program,
                async (whole) => void (await run({ ...common, ...this.packs(), ...whole })),
                common.signal,
            ),
        );
    }

    private packs(): Pick<PreviewOptions, "policyPacks" | "policyPackConfigs" | "diff"> {
        const { policyPacks = [], policyPackConfigs = [], diff = false } = this.options;
        return { policyPacks: [...policyPacks], policyPackConfigs: [...policyPackConfigs], diff };
    }
}
