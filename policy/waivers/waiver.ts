import type { PolicyName } from "../contract/policy";
import type { RuleId } from "../contract/rules";
import { messageOf, type Reason } from "../reading/finding";

/** An exception from a rule, until a date or until its next review. */
export interface Waiver {
    readonly rule: RuleId;
    /** The one policy that is waived. Default: every policy of the rule. */
    readonly policy?: PolicyName;
    /** Pattern of the resources' URNs; `*` matches any characters. */
    readonly urn: string;
    readonly reason: string;
    readonly owner: string;
    /** Last day on which the waiver is valid, `YYYY-MM-DD` in UTC. */
    readonly expires: string;
    /** Day on which its owner reviewed it, from which it is valid for a year. */
    readonly reviewed?: string;
    /** Its position in the file, e.g. `"waivers.yaml" line 4`. */
    readonly place: string;
}

/** A problem with a waiver or with the file. */
export interface WaiverProblem {
    /** Rule that the waiver is for; absent if it cannot be determined. */
    readonly rule?: RuleId;
    /** Three lines, like the message of any finding. */
    readonly message: string;
}

/** Creates a problem at a position in the file. */
export const waiverProblem = (place: string, reason: Reason, rule?: RuleId): WaiverProblem => ({
    message: messageOf(`Waiver ${place}`, reason),
    ...(rule && { rule }),
});
