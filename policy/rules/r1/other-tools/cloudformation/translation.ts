import { type Plain, type Props, UNKNOWN } from "../../../../reading/resource";
import { read } from "../../../../reading/value";

/** Translation of a CloudFormation type to a type of the aws provider, as which it is checked. */
export interface CheckedType {
    readonly type: string;
    readonly expected: string;
    translate(own: Plain): Props;
}

/** Property of a resource in CloudFormation's terms: null if absent, UNKNOWN if unreadable. */
export function at(own: Plain, ...path: readonly string[]): Plain {
    const reading = read(own, ...path);
    if (reading.state === "known") return reading.value;
    return reading.state === "absent" ? null : UNKNOWN;
}

/** Copies properties that have the same name in the aws provider. */
export const same =
    (...names: readonly string[]) =>
    (own: Plain): Props =>
        Object.fromEntries(names.map((name) => [name, at(own, name)]));
