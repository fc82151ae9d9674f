import { isDeepStrictEqual } from "node:util";
import type { Operation, Parameter } from "../document";
import type { Place } from "../problem";
import type { DocumentSource } from "./source";

/** An operation with its place in the document. */
export interface PlacedOperation {
    readonly at: Place;
    readonly operation: Operation;
}

/**
 * Merges the operations that have the same method and published path, such as those of `/{id}` and `/{id}.json`: API
 * Gateway cannot tell their calls apart, and the backend can. The merged operation lets pass what any of them takes,
 * and is cached only if each of them is, by the keys of all.
 */
export function mergeOperations(source: DocumentSource, placed: readonly PlacedOperation[]): Operation[] {
    const groups = new Map<string, PlacedOperation[]>();
    for (const each of placed) {
        const key = `${each.operation.path} ${each.operation.method}`;
        const group = groups.get(key);
        if (group === undefined) groups.set(key, [each]);
        else group.push(each);
    }
    return [...groups.values()].flatMap(([first, ...others]) => {
        if (first === undefined) return [];
        let merged = withCommonBody(source, first, others);
        for (const { at, operation } of others) {
            const { path, method } = merged;
            const change = `merged with that of "${first.at.at(-2)}", so that calls of both pass, as API Gateway has one ${method.toUpperCase()} at "${path}"`;
            source.adjust(at, change, "an operation at the same published path");
            if (
                JSON.stringify(merged.security) !== JSON.stringify(operation.security) &&
                [merged, operation].some(isAuthorized)
            ) {
                const want = `the same security as that of "${first.at.at(-2)}", as API Gateway has one authorizer for both`;
                source.report([...at, "security"], want);
            }
            merged = mergedOperation(merged, operation);
        }
        return merged;
    });
}

// Without a body model each of their bodies passes, and the backend validates it. The models have no names yet, so that
// only the document tells them apart.
function withCommonBody(source: DocumentSource, first: PlacedOperation, others: readonly PlacedOperation[]): Operation {
    const bodyOf = ({ at }: PlacedOperation) => source.valueAt([...at, "requestBody"]);
    const { requestBody: _, ...bodiless } = first.operation;
    return others.every((other) => isDeepStrictEqual(bodyOf(other), bodyOf(first))) ? first.operation : bodiless;
}

function mergedOperation(a: Operation, b: Operation): Operation {
    const { security: _, validation: __, ...rest } = a;
    const others = [...(a.otherBackendPaths ?? []), b.backendPath].filter((path) => path !== a.backendPath);
    // An operation without `security` needs a key.
    const security = JSON.stringify(a.security) === JSON.stringify(b.security) ? a.security : undefined;
    return {
        ...rest,
        ...((a.isGreedy || b.isGreedy) && { isGreedy: true }),
        ...(others.length > 0 && { otherBackendPaths: others }),
        tags: [...new Set([...a.tags, ...b.tags])],
        parameters: mergedParameters(a.parameters, b.parameters),
        responses: { ...b.responses, ...a.responses },
        ...(security !== undefined && { security }),
        ...((a.needsKeyAndToken || b.needsKeyAndToken) && { needsKeyAndToken: true }),
        ...commonValidation(a, b),
        volatile: a.volatile || b.volatile,
        cached: a.cached && b.cached,
    };
}

// A part that one of them does not validate passes.
function commonValidation(a: Operation, b: Operation): Pick<Operation, "validation"> {
    if (a.validation === undefined) return b.validation === undefined ? {} : { validation: b.validation };
    return { validation: b.validation === undefined || b.validation === a.validation ? a.validation : "none" };
}

function isAuthorized({ security = [] }: Operation): boolean {
    return security.some((requirement) => Object.keys(requirement).length > 1);
}

function mergedParameters(a: readonly Parameter[], b: readonly Parameter[]): Parameter[] {
    const keyOf = (parameter: Parameter) => `${parameter.in} ${parameter.name}`;
    const inA = new Map(a.map((parameter) => [keyOf(parameter), parameter]));
    const inB = new Map(b.map((parameter) => [keyOf(parameter), parameter]));
    return [...new Set([...inA.keys(), ...inB.keys()])].sort().flatMap((key) => {
        const [own, other] = [inA.get(key), inB.get(key)];
        const parameter = own ?? other;
        if (parameter === undefined) return [];
        return [{ ...parameter, required: own?.required === true && other?.required === true }];
    });
}
