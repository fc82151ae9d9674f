/** What an engine did to one resource. */
export interface Operation {
    /** "create", "update", "delete", "create-replacement", "delete-replaced", … */
    readonly op: string;
    readonly urn: string;
    readonly type: string;
    readonly name: string;
}

/** A resource that was replaced, and the properties whose change did it. */
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
    /** What was done, in the order in which it was finished; resources that stayed as they were are left out. */
    readonly operations: readonly Operation[];
    readonly replaced: readonly Replacement[];
    /** What the clouds or the engine refused, in their words. */
    readonly rejections: readonly string[];
    /** What did not serve for a while, although it did before and afterwards. */
    readonly outages: readonly string[];
    readonly seconds: number;
}

/** What came of a scenario on a stack. */
export interface ScenarioResult {
    readonly scenario: string;
    readonly stack: string;
    readonly steps: readonly Step[];
    /** What the scenario wanted and did not find; none if it is green. */
    readonly problems: readonly string[];
    /** Figures that the scenario reports, such as "94 resources × 4 positions". */
    readonly notes: readonly string[];
    /** Resources that the stack's state still holds. */
    readonly leftInState: number;
    /** Resources that the clouds still hold although nothing says that they stay. */
    readonly leftInCloud: readonly string[];
    /** Resources that the program leaves behind on purpose (`retainOnDelete`). */
    readonly retained: readonly string[];
    readonly seconds: number;
}

/** Sums over the steps of a scenario; what a preview would do is not done. */
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
