import type { PolicyName } from "../../../policy/contract/policy";
import type { Declared } from "../engine";

/** A program, as data, that breaks a rule. */
export interface ViolationCase {
    /** One line: what is tried and why it breaks the rule. */
    readonly reason: string;
    /** The one policy that has to report it. */
    readonly policy: PolicyName;
    readonly resources: readonly Declared[];
    /** Name of the resource that has to be reported, where it is not the last one. */
    readonly at?: string;
}

/** A program, as data, that breaks no rule. */
export interface CleanCase {
    /** One line: why nothing may be reported. */
    readonly reason: string;
    readonly resources: readonly Declared[];
}
