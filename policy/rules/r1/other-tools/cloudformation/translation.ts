import { type Plain, type Props, UNKNOWN } from "../../../../reading/resource";
import { read } from "../../../../reading/value";

/** How a type of CloudFormation is judged: as the aws provider's resource, whose properties `translate` makes of its own. */
export interface CheckedType {
    readonly type: string;
    readonly expected: string;
    translate(own: Plain): Props;
}

/** A property of a described resource: null if it is absent, unknown if it cannot be read. */
export function at(own: Plain, ...path: readonly string[]): Plain {
    const reading = read(own, ...path);
    if (reading.state === "known") return reading.value;
    return reading.state === "absent" ? null : UNKNOWN;
}

/** Takes over properties that the aws provider has under the same name. */
export const same =
    (...names: readonly string[]) =>
    (own: Plain): Props =>
        Object.fromEntries(names.map((name) => [name, at(own, name)]));
