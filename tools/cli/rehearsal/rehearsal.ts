import type { OfflineStack } from "../../cloud-simulator/engine/offline-stack";
import type { OfflineResult } from "../../cloud-simulator/engine/run-operation";
import type { StackConfig } from "../../cloud-simulator/engine/stack-config";
import type { CallHooks } from "../../cloud-simulator/state/call-hooks";
import type { SimulatedCloud } from "../../cloud-simulator/state/simulated-cloud";
import type { Progress } from "../terminal/progress";
import { OutageWatch } from "./outage-watch";
import type { ProjectCopy } from "./project-copy";
import type { Step } from "./rehearsal-result";
import { withSetting } from "./settings-edit";
import type { StepLog } from "./step-log";

/** What a rehearsal is made of. */
export interface RehearsalArgs {
    readonly stack: OfflineStack;
    /** The configuration that the stack begins with. */
    readonly config: StackConfig;
    readonly project: ProjectCopy;
    /** Begins a new log of the engine's events and returns it. */
    readonly beginLog: () => StepLog;
    readonly progress: Progress;
    /** Whether a failed `up` goes on: the engine then deletes what the program did not come to register. */
    readonly continueOnError: boolean;
}

/** A scenario ended early, because it cannot go on after what it found. */
export class ScenarioStopped extends Error {}

/** A stack on its stage: runs the engine step by step and keeps the record. */
export class Rehearsal {
    readonly steps: Step[] = [];
    readonly problems: string[] = [];
    /** What the program leaves behind on purpose, as "type id". */
    readonly retained = new Set<string>();
    /** Figures for the report. */
    readonly notes: string[] = [];
    readonly project: ProjectCopy;
    private config: StackConfig;

    constructor(private readonly args: RehearsalArgs) {
        this.config = args.config;
        this.project = args.project;
    }

    /** The clouds. */
    get cloud(): SimulatedCloud {
        return this.args.stack.cloud;
    }

    /** The stack on the engine. */
    get stack(): OfflineStack {
        return this.args.stack;
    }

    /** A setting of the stack as it is now, by its path. */
    setting(...path: string[]): unknown {
        return path.reduce<unknown>((value, key) => (value as StackConfig | undefined)?.[key], this.config);
    }

    /** Changes a setting, takes it out if the value is undefined, and returns what puts it back. */
    async set(path: readonly string[], value: unknown): Promise<() => Promise<void>> {
        const before = this.config;
        await this.configure(withSetting(before, path, value));
        return () => this.configure(before);
    }

    /** Puts another configuration in the place of the stack's. */
    async configure(config: StackConfig): Promise<void> {
        this.config = config;
        await this.args.stack.configure(config);
    }

    /** Runs `up`, which has to succeed. */
    async up(title: string): Promise<Step> {
        return this.mustSucceed(await this.run("up", title));
    }

    /** Runs `refresh`, which has to succeed. */
    async refresh(title: string): Promise<Step> {
        return this.mustSucceed(await this.run("refresh", title));
    }

    /** Runs `destroy`, which has to succeed. */
    async destroy(title: string): Promise<Step> {
        return this.mustSucceed(await this.run("destroy", title));
    }

    /**
     * Runs the engine, which has to refuse in the given words. A preview comes before each `up` and `destroy` of a
     * person, so what it refuses is refused before anything is touched.
     */
    async rejected(verb: Step["verb"], title: string, words: RegExp): Promise<Step> {
        const before = this.cloud.store.all();
        const step = await this.run(verb, title);
        const after = this.cloud.store.all();
        const isUntouched =
            before.length === after.length && before.every((resource, index) => resource === after[index]);
        this.expect(isUntouched || !verb.startsWith("preview"), `"${title}" was refused after something was touched`);
        this.expect(!step.succeeded, `"${title}" went through, want a refusal`);
        this.expect(
            step.rejections.some((rejection) => words.test(rejection)),
            `"${title}": got ${step.rejections[0] ?? "no refusal"}, want ${String(words)}`,
        );
        return step;
    }

    /** Runs the engine once and records what it did; whatever comes of it is for the caller to judge. */
    async run(verb: Step["verb"], title: string, callHooks: CallHooks = {}): Promise<Step> {
        const started = performance.now();
        if (verb === "destroy" || this.args.continueOnError) await this.rememberRetained();
        this.args.progress.say(`  ${verb}: ${title}`);
        const log = this.args.beginLog();
        const watch = new OutageWatch(this.cloud);
        this.cloud.callHooks = {
            before: (call) => callHooks.before?.(call),
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
            outages: verb === "up" ? watch.outages() : [],
            seconds: (performance.now() - started) / 1000,
        };
        this.steps.push(step);
        return step;
    }

    private async rememberRetained(): Promise<void> {
        for (const { type, id = "", retainOnDelete } of await this.stack.resources()) {
            if (retainOnDelete === true) this.retained.add(`${type} ${id}`);
        }
    }

    /** Notes a fault where something does not hold. */
    expect(holds: boolean, problem: string): void {
        if (!holds) this.problems.push(problem);
    }

    private mustSucceed(step: Step): Step {
        for (const outage of step.outages) this.problems.push(`"${step.title}": ${outage}`);
        if (step.succeeded) return step;
        throw new ScenarioStopped(`${step.verb} "${step.title}" failed: ${step.rejections.slice(0, 3).join("; ")}`);
    }
}

// The Automation API puts all of the engine's output behind the first lines.
function firstLine(error = "failed"): string {
    return (
        error
            .split("\n")
            .find((line) => /\w+ was killed|error/i.test(line))
            ?.split(":")[1]
            ?.trim() ?? error.slice(0, 200)
    );
}
