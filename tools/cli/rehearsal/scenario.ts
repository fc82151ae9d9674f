import type { Rehearsal } from "./rehearsal";

/** A piece of a stack's life, played on the real engine. */
export interface Scenario {
    /** Kebab-case name, as `--scenario` takes it. */
    readonly name: string;
    /** What is to be seen, in one sentence. */
    readonly statement: string;
    /** The stack it is made for, where it does not suit every one. */
    readonly stack?: string;
    /** At `destroy`, go on with what does not depend on a resource that failed. */
    readonly continueOnError?: boolean;
    /** Whether the engine saves the state after each step, not only at the end, because the scenario kills it midway. */
    readonly savesEachStep?: boolean;
    /** Whether it measures time, so that nothing may be played beside it. */
    readonly alone?: boolean;
    /** Plays it. The stack is destroyed afterwards. */
    play(rehearsal: Rehearsal, options: ScenarioOptions): Promise<void>;
}

/** How thoroughly a scenario is played. */
export interface ScenarioOptions {
    /** One thing at a time, where several that do not touch each other would do. */
    readonly exhaustive: boolean;
}
