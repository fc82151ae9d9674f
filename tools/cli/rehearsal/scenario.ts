import type { Settings } from "../../../stacks/settings/schema";
import type { Rehearsal } from "./rehearsal";

/** A part of a stack's life cycle, run on the real engine. */
export interface Scenario {
    /** Kebab-case name, as `--scenario` accepts it. */
    readonly name: string;
    /** One sentence that says what the scenario proves. */
    readonly statement: string;
    /** The only stack that it runs on unless another is given; default: every stack. */
    readonly stack?: string;
    /** Why it says nothing about a stack with these settings; undefined if it does. Default: it applies to every stack. */
    doesNotApply?(settings: Settings): string | undefined;
    /** Whether it creates every resource, so that the stack cannot start from a state. */
    readonly createsEverything?: boolean;
    /** Whether `destroy` continues with resources that do not depend on a failed one. */
    readonly continueOnError?: boolean;
    /** Whether the engine saves the state after each step, not only at the end, because the scenario kills it midway. */
    readonly savesEachStep?: boolean;
    /** Whether it measures time, so that no other scenario may run at the same time. */
    readonly alone?: boolean;
    /** Runs the scenario, after which the stack is destroyed. */
    run(rehearsal: Rehearsal, options: ScenarioOptions): Promise<void>;
}

/** How thoroughly a scenario runs. */
export interface ScenarioOptions {
    /** Whether failures are injected one at a time, instead of several independent ones in a run. */
    readonly exhaustive: boolean;
    /** Number of edits of the settings that one `up` brings, as far as they change different ones. */
    readonly editsPerUpdate: number;
}
