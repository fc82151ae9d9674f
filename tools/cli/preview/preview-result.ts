import type { RuleId } from "../../../policy/contract/rules";
import type { Preset } from "../../../policy/contract/tiers";
import type { WaivedFinding } from "../../../policy/pack/report";

/** A resource of a preview and what the engine would do with it. */
export interface PreviewedResource {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    /** "create", "update", "replace", "delete", "same", … */
    readonly op: string;
    /** URN of the parent; absent for the stack itself. */
    readonly parent?: string;
}

/** Why a rule does not hold, or may not. */
export interface RuleFinding {
    /** Name of the policy, such as "r3-rate-limits". */
    readonly policy: string;
    /** URN of the resource; empty where the whole stack is meant. */
    readonly urn: string;
    /** The actual value, the expected one and the change to make, in a few lines. */
    readonly message: string;
}

/** Result of one rule. */
export interface RuleVerdict {
    readonly id: RuleId;
    /** The checked parts, such as "9 GET operations cached, 1 volatile". */
    readonly checked: string;
    readonly findings: readonly RuleFinding[];
    /** What only a value decides that is not known yet: a warning in the preset `standard`. */
    readonly undecided: readonly RuleFinding[];
    /** Findings of advisory policies, which do not break the rule. */
    readonly warnings: readonly RuleFinding[];
    /** Findings that a waiver suspends. */
    readonly waived: readonly WaivedFinding[];
}

/** Result of a preview. */
export interface PreviewResult {
    readonly stack: string;
    /** Preset of the policy pack; absent if the preview does not show it. */
    readonly preset?: Preset;
    readonly exitCode: number;
    readonly resources: readonly PreviewedResource[];
    readonly rules: readonly RuleVerdict[];
    /** Why the preview failed; empty with exit codes 0 and 1. */
    readonly errors: readonly string[];
    readonly seconds: number;
}
