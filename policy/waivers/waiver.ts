import type { PolicyName, RuleId } from "../contract/catalogue";

/** An exception from a rule that people granted for a while. */
export interface Waiver {
    /** One policy, or every policy of a rule. */
    readonly covers: { readonly policy: PolicyName } | { readonly rule: RuleId };
    /** Pattern of the resources' URNs; `*` stands for any characters. */
    readonly urn: string;
    readonly reason: string;
    readonly owner: string;
    /** Last day on which it holds, `YYYY-MM-DD` in UTC. */
    readonly expires: string;
    /** Where it stands, e.g. `"waivers.yaml" line 4`. */
    readonly place: string;
}

/** A fault in a waiver, or in the file. */
export interface WaiverProblem {
    /** The rule that the waiver is for; absent where nobody can tell. */
    readonly rule?: RuleId;
    /** Three lines, as every finding has them. */
    readonly message: string;
}

/** Writes a fault at a place of the file. */
export function waiverProblem(
    place: string,
    reason: { readonly found: string; readonly expected: string; readonly change: string },
    rule?: RuleId,
): WaiverProblem {
    const message = `Waiver ${place}: ${reason.found}.\nWanted: ${reason.expected}.\nChange: ${reason.change}.`;
    return { message, ...(rule && { rule }) };
}
