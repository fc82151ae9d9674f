/** An operation of the engine on one resource. */
export interface Operation {
    /** "create", "update", "delete", "create-replacement", "delete-replaced", … */
    readonly op: string;
    readonly urn: string;
    readonly type: string;
    readonly name: string;
}

/** A replaced resource, and the properties whose change required it. */
export interface Replacement {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    readonly because: readonly string[];
}

/** One run of the engine within a scenario. */
export interface Step {
    readonly title: string;
    readonly verb: "up" | "preview" | "refresh" | "destroy" | "previewDestroy";
    readonly succeeded: boolean;
    /** Operations in the order in which they finished; unchanged resources are left out. */
    readonly operations: readonly Operation[];
    readonly replaced: readonly Replacement[];
    /** Errors of the clouds or the engine, verbatim. */
    readonly rejections: readonly string[];
    /** Descriptions of resources that were unavailable for a while, although they served before and afterwards. */
    readonly outages: readonly string[];
    readonly seconds: number;
}

/** The result of a scenario on a stack. */
export interface ScenarioResult {
    readonly scenario: string;
    readonly stack: string;
    readonly steps: readonly Step[];
    /** Why the scenario does not apply to the stack, and so has no steps; absent if it does. */
    readonly doesNotApply?: string;
    /** Expectations of the scenario that were not met; empty if it passed. */
    readonly problems: readonly string[];
    /** Figures that the scenario reports, such as "94 resources × 4 failure points". */
    readonly notes: readonly string[];
    /** Resources that the stack's state still holds. */
    readonly leftInState: number;
    /** Resources left in the clouds that the program does not retain on purpose. */
    readonly leftInCloud: readonly string[];
    /** Resources that the program retains on purpose (`retainOnDelete`), or that a state has as external. */
    readonly retained: readonly string[];
    readonly seconds: number;
}

/** Sums over the steps of a scenario; the planned operations of previews do not count. */
export function totals({ steps }: Pick<ScenarioResult, "steps">): {
    readonly operations: number;
    readonly replaced: number;
    readonly rejections: number;
} {
    const done = steps.filter(({ verb }) => !verb.startsWith("preview"));
    const sum = (count: (step: Step) => number, of = done) => of.reduce((total, step) => total + count(step), 0);
    return {
        operations: sum(({ operations }) => operations.length),
        replaced: sum(({ replaced }) => replaced.length),
        rejections: sum(({ rejections }) => rejections.length, [...steps]),
    };
}
