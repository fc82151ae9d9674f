import { readIntrinsic } from "./intrinsics/read-intrinsic";
import { type Evaluate, isObject, readOptionalPath } from "./paths";
import { DefinitionError, runtimeError } from "./states-error";

/**
 * Reads a payload template: a member whose name ends in `.$` is a path or an intrinsic function, everything else a constant
 * (Amazon States Language, "Payload Template").
 * @throws {DefinitionError} for an invalid path or an unknown function.
 */
export function readTemplate(template: unknown): Evaluate {
    if (Array.isArray(template)) {
        const elements = template.map(readTemplate);
        return (scope) => elements.map((element) => element(scope));
    }
    if (!isObject(template)) return () => template;
    const members = Object.entries(template).map(([name, value]) => readMember(name, value));
    return (scope) => Object.fromEntries(members.map(({ name, evaluate }) => [name, evaluate(scope)]));
}

function readMember(name: string, value: unknown): { readonly name: string; readonly evaluate: Evaluate } {
    if (!name.endsWith(".$")) return { name, evaluate: readTemplate(value) };
    if (typeof value !== "string")
        throw new DefinitionError(`the value of "${name}" must be a path or an intrinsic function`);
    const evaluate = value.startsWith("$") ? readExistingPath(value, name) : readIntrinsic(value);
    return { name: name.slice(0, -".$".length), evaluate };
}

function readExistingPath(path: string, field: string): Evaluate {
    const find = readOptionalPath(path);
    return (scope) => {
        const value = find(scope);
        if (value === undefined)
            throw runtimeError(
                `The JSONPath '${path}' specified for the field '${field}' could not be found in the input '${JSON.stringify(scope.data)}'`,
            );
        return value;
    };
}
