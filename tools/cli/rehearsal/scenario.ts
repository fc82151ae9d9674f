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
    /**
     * Save the state at the end of a run only. Else the file backend writes all of it at each step, which hides how the
     * program itself grows; Pulumi Cloud and other backends do not pay that.
     */
    readonly withoutCheckpoints?: boolean;
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
