import type { PolicyName } from "../../../policy/contract/catalogue";
import type { Declared } from "../engine";

/** A policy and the logical name of the resource that it reports. */
export interface Place {
    readonly policy: PolicyName;
    readonly at: string;
}

/** A program, as data, that violates a rule. */
export interface ViolationCase {
    /** One line: what the program does and why it violates the rule. */
    readonly reason: string;
    /** The policy that has to report it. */
    readonly policy: PolicyName;
    readonly resources: readonly Declared[];
    /** Name of the resource that has to be reported. Default: the last one. */
    readonly at?: string;
    /** Every other finding in the program; nothing else may be reported. Default: none. */
    readonly also?: readonly Place[];
    /**
     * Places, as `<resource name> <property path>`, where an unknown value makes the finding disappear: the value then
     * comes from a resource that this one depends on, as in every correct program at its first preview.
     */
    readonly unknownIsFine?: readonly string[];
}

/** A program, as data, that violates no rule. */
export interface CleanCase {
    /** One line: why nothing may be reported. */
    readonly reason: string;
    readonly resources: readonly Declared[];
}
