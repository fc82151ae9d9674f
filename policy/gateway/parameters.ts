import type { Plain, Props } from "../reading/resource";
import { isList, isObject, read } from "../reading/value";

/** A parameter that an operation or its path declares. */
export interface Parameter {
    readonly name: string;
    readonly location: string;
}

/** Reads the parameters of an operation and of its path; undefined if one cannot be read. */
export function parametersOf(document: Props, owners: readonly Props[]): Parameter[] | undefined {
    const parameters: Parameter[] = [];
    for (const { parameters: declared } of owners) {
        if (!isList(declared ?? [])) return undefined;
        for (const parameter of isList(declared) ? declared : []) {
            const resolved = dereference(document, parameter, maxChain);
            if (!isObject(resolved)) return undefined;
            const { name, in: location } = resolved;
            if (typeof name === "string" && typeof location === "string") parameters.push({ name, location });
        }
    }
    return parameters;
}

// Limits chains of references, which may be endless.
const maxChain = 10;

function dereference(document: Props, value: Plain | undefined, steps: number): Plain | undefined {
    if (!isObject(value) || !("$ref" in value)) return value;
    const [root, ...path] = typeof value.$ref === "string" ? value.$ref.split("/") : [];
    if (root !== "#" || steps === 0) return undefined;
    const target = read(document, ...path.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~")));
    return target.state === "known" ? dereference(document, target.value, steps - 1) : undefined;
}
