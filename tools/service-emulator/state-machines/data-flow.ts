import { type Evaluate, type Scope, withValueAt } from "./paths";
import { StatesError } from "./states-error";

/** Maximum size of a state's input or output in bytes (step-functions/latest/dg/service-quotas). */
export const maxData = 262_144;

/** The fields of a state that choose and join data. */
export interface DataFields {
    readonly InputPath?: Evaluate | null | undefined;
    readonly OutputPath?: Evaluate | null | undefined;
    readonly Parameters?: Evaluate | undefined;
    readonly ResultSelector?: Evaluate | undefined;
    /** Keys of a reference path; null drops the result. */
    readonly ResultPath?: readonly (string | number)[] | null;
}

/** The input of a state after its InputPath, which is in the scope that its other fields see. */
export function selectedInput({ InputPath }: DataFields, scope: Scope): Scope {
    return { ...scope, data: selected(InputPath, scope) };
}

/** The output of a state: its input with its result at the ResultPath, then the OutputPath. */
export function outputOf(
    { ResultPath = [], OutputPath }: DataFields,
    { input, result, scope }: { readonly input: unknown; readonly result: unknown; readonly scope: Scope },
): unknown {
    const joined = ResultPath === null ? input : withValueAt(input, ResultPath, result);
    return selected(OutputPath, { ...scope, data: joined });
}

/**
 * Checks the size of a result or an output.
 * @throws {StatesError} States.DataLimitExceeded.
 */
export function checkSize(name: string, value: unknown): void {
    if (Buffer.byteLength(JSON.stringify(value) ?? "") > maxData)
        throw new StatesError(
            "States.DataLimitExceeded",
            `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
        );
}

/** The data that a path selects: everything without a path, an empty object for null. */
export function selected(path: Evaluate | null | undefined, scope: Scope): unknown {
    if (path === null) return {};
    return path === undefined ? scope.data : path(scope);
}
