import type { OfflineStack } from "../../cloud-simulator/engine/offline-stack";
import type { OfflineResult } from "../../cloud-simulator/engine/run-operation";
import type { StackConfig } from "../../cloud-simulator/engine/stack-config";
import type { CallHooks } from "../../cloud-simulator/state/call-hooks";
import type { SimulatedCloud } from "../../cloud-simulator/state/simulated-cloud";
import { withRealValues } from "../project/real-values";
import type { Progress } from "../terminal/progress";
import { DeletionOrder } from "./http/deletion-order";
import { discrepancies } from "./inventory";
import { OutageWatch } from "./outage-watch";
import type { ProjectCopy } from "./project-copy";
import type { Step } from "./rehearsal-result";
import { withSetting } from "./settings-edit";
import type { StepLog } from "./step-log";

/** Arguments of a rehearsal. */
export interface RehearsalArgs {
    readonly stack: OfflineStack;
    /** The initial configuration of the stack. */
    readonly config: StackConfig;
    readonly project: ProjectCopy;
    /** Starts a new log of the engine's events and returns it. */
    readonly beginLog: () => StepLog;
    readonly progress: Progress;
    /** Whether `destroy` continues after a failure. */
    readonly continueOnError: boolean;
    /** Whether the stack starts from a state, not from nothing. */
    readonly hasInitialState: boolean;
}

/** Ends a scenario that cannot continue after a problem. */
export class ScenarioStopped extends Error {}

/** Runs the engine on a stack step by step, and records the steps and the problems found. */
export class Rehearsal {
    readonly steps: Step[] = [];
    readonly problems: string[] = [];
    /** Resources that the program retains on purpose, or only reads, as "type id". */
    readonly retained = new Set<string>();
    /** Figures for the report. */
    readonly notes: string[] = [];
    readonly project: ProjectCopy;
    private config: StackConfig;

    constructor(private readonly args: RehearsalArgs) {
        this.config = args.config;
        this.project = args.project;
    }

    /** The simulated clouds. */
    get cloud(): SimulatedCloud {
        return this.args.stack.cloud;
    }

    /** The stack on the engine. */
    get stack(): OfflineStack {
        return this.args.stack;
    }

    /** Whether the stack started from a state, so that `up` does not create everything. */
    get hasInitialState(): boolean {
        return this.args.hasInitialState;
    }

    /** Returns the current value of the setting at a path. */
    setting(...path: string[]): unknown {
        return path.reduce<unknown>((value, key) => (value as StackConfig | undefined)?.[key], this.config);
    }

    /** Changes a setting, or removes it if the value is undefined; returns a function that restores it. */
    async set(path: readonly string[], value: unknown): Promise<() => Promise<void>> {
        const before = this.config;
        await this.configure(withSetting(before, path, value));
        return () => this.configure(before);
    }

    /** Replaces the stack's configuration. */
    async configure(config: StackConfig): Promise<void> {
        this.config = config;
        await this.args.stack.configure(withRealValues(config));
    }

    /**
     * Runs `up`, which must succeed.
     * @throws {ScenarioStopped} if it fails.
     */
    async up(title: string): Promise<Step> {
        return this.mustSucceed(await this.run("up", title));
    }

    /**
     * Runs `refresh`, which must succeed.
     * @throws {ScenarioStopped} if it fails.
     */
    async refresh(title: string): Promise<Step> {
        return this.mustSucceed(await this.run("refresh", title));
    }

    /**
     * Runs `destroy`, which must succeed.
     * @throws {ScenarioStopped} if it fails.
     */
    async destroy(title: string): Promise<Step> {
        return this.mustSucceed(await this.run("destroy", title));
    }

    /**
     * Runs the engine, which must fail with an error that matches `words`. A preview must leave the clouds unchanged: it
     * precedes each interactive `up` and `destroy`, so its rejection comes before any change.
     */
    async expectRejection(verb: Step["verb"], title: string, words: RegExp): Promise<Step> {
        const before = this.cloud.store.all();
        const step = await this.run(verb, title);
        const after = this.cloud.store.all();
        const isUnchanged =
            before.length === after.length && before.every((resource, index) => resource === after[index]);
        this.expect(isUnchanged || !verb.startsWith("preview"), `"${title}" was rejected after a change`);
        this.expect(!step.succeeded, `"${title}" succeeded, want a rejection`);
        this.expect(
            step.rejections.some((rejection) => words.test(rejection)),
            `"${title}": got ${step.rejections[0] ?? "no rejection"}, want ${String(words)}`,
        );
        return step;
    }

    /** Runs the engine once and records what it did, whether it succeeds or fails. */
    async run(verb: Step["verb"], title: string, callHooks: CallHooks = {}): Promise<Step> {
        const started = performance.now();
        // Each of them may forget a resource that it retains.
        if (verb === "destroy" || verb === "up") await this.rememberRetained();
        this.args.progress.say(`  ${verb}: ${title}`);
        const log = this.args.beginLog();
        const watch = new OutageWatch(this.cloud);
        const order = new DeletionOrder(this.cloud, verb === "destroy");
        this.cloud.callHooks = {
            before: (call) => {
                order.look(call);
                callHooks.before?.(call);
            },
            after: (call) => {
                watch.look(call.type);
                callHooks.after?.(call);
            },
        };
        const result: OfflineResult = await this.args.stack[verb]();
        this.cloud.callHooks = {};
        const step: Step = {
            title,
            verb,
            succeeded: result.succeeded,
            operations: log.operations,
            replaced: log.replaced,
            rejections: [
                ...(log.errors.length > 0 || result.succeeded ? log.errors : [firstLine(result.error)]),
                ...this.cloud.rates.overcome(),
            ],
            outages: verb === "up" ? [...watch.outages(), ...(await watch.failedRequests())] : [],
            seconds: (performance.now() - started) / 1000,
        };
        if (verb === "up") this.notes.push(...watch.knownGaps().map((gap) => `"${title}": ${gap}`));
        this.problems.push(...order.problems().map((problem) => `"${title}": ${problem}`));
        this.steps.push(step);
        return step;
    }

    private async rememberRetained(): Promise<void> {
        for (const { type, id = "", retainOnDelete, external } of await this.stack.storedResources()) {
            if (retainOnDelete === true || external === true) this.retained.add(`${type} ${id}`);
        }
    }

    /** Records a problem for each difference between the clouds and the stack's state. */
    async checkInventory(): Promise<void> {
        const { cloud, stack, retained } = this;
        const inventory = { inCloud: cloud.store.all(), inState: await stack.storedResources(), retained };
        this.problems.push(...discrepancies(inventory));
    }

    /** Records a problem if a condition does not hold. */
    expect(holds: boolean, problem: string): void {
        if (!holds) this.problems.push(problem);
    }

    private mustSucceed(step: Step): Step {
        for (const outage of step.outages) this.problems.push(`"${step.title}": ${outage}`);
        if (step.succeeded) return step;
        throw new ScenarioStopped(`${step.verb} "${step.title}" failed: ${step.rejections.slice(0, 3).join("; ")}`);
    }
}

// The Automation API appends all output of the engine to the first lines.
function firstLine(error = "failed"): string {
    return (
        error
            .split("\n")
            .find((line) => /\w+ was killed|error/i.test(line))
            ?.split(":")[1]
            ?.trim() ?? error.slice(0, 200)
    );
}
