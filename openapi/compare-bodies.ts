import { methods } from "./document";
import { referenceKeys } from "./json-pointer";
import { isObject } from "./raw-value";

/** A part of an operation, or of the API as a whole, that differs between two bodies. */
export type ChangedPart =
    | "parameters"
    | "request body"
    | "responses"
    | "security"
    | "integration"
    | "validation"
    | "documentation";

/** How one operation of a REST API's body differs from another body's. */
export interface OperationDifference {
    /** Method and path, such as `GET /pictures/{id}`. */
    readonly operation: string;
    readonly change: "added" | "removed" | "changed";
    /** The parts that differ; empty for an operation that only one body has. */
    readonly parts: readonly ChangedPart[];
}

/** The differences between two bodies of a REST API. */
export interface BodyDifference {
    /** Sorted by path and method. */
    readonly operations: readonly OperationDifference[];
    /** Keys of the document outside its operations that differ, such as `x-amazon-apigateway-gateway-responses`. */
    readonly general: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

// The parts of an operation by its keys; `security` includes the schemes that it names.
const partOfKey: Readonly<Record<string, ChangedPart>> = {
    parameters: "parameters",
    requestBody: "request body",
    responses: "responses",
    security: "security",
    "x-amazon-apigateway-auth": "security",
    "x-amazon-apigateway-integration": "integration",
    "x-amazon-apigateway-request-validator": "validation",
};
const order: readonly ChangedPart[] = [
    "parameters",
    "request body",
    "responses",
    "security",
    "integration",
    "validation",
    "documentation",
];

// Compared at the operations, which refer to them.
const inOperations: readonly string[] = ["openapi", "info", "paths", "components"];

const methodKeys: readonly string[] = [...methods, "x-amazon-apigateway-any-method"];

/**
 * Compares two bodies, operation by operation, with the models and security schemes that an operation refers to.
 * @param before body that API Gateway imports, as JSON text; text of another form counts as an empty document.
 * @param after the other body.
 */
export function compareBodies(before: string, after: string): BodyDifference {
    const [was, is] = [parse(before), parse(after)];
    const [operationsBefore, operationsAfter] = [operationsOf(was), operationsOf(is)];
    const names = [...new Set([...operationsBefore.keys(), ...operationsAfter.keys()])];
    const operations = names.flatMap((operation): OperationDifference[] => {
        const [from, to] = [operationsBefore.get(operation), operationsAfter.get(operation)];
        if (from === undefined) return [{ operation, change: "added", parts: [] }];
        if (to === undefined) return [{ operation, change: "removed", parts: [] }];
        const parts = order.filter((part) => from[part] !== to[part]);
        return parts.length === 0 ? [] : [{ operation, change: "changed", parts }];
    });
    const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((key) => !inOperations.includes(key));
    return {
        operations: operations.sort((a, b) => comparePaths(a.operation, b.operation)),
        general: keys.filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key])).sort(),
    };
}

type Parts = Partial<Record<ChangedPart, string>>;

function operationsOf(document: Json): Map<string, Parts> {
    const paths = Object.entries(within(document, "paths"));
    return new Map(
        paths.flatMap(([path, item]) => {
            if (!isObject(item)) return [];
            return Object.entries(item).flatMap(([key, operation]) => {
                if (!methodKeys.includes(key) || !isObject(operation)) return [];
                const method = key.startsWith("x-") ? "ANY" : key.toUpperCase();
                return [[`${method} ${path}`, partsOf(document, operation, item.parameters)] as const];
            });
        }),
    );
}

function partsOf(document: Json, operation: Json, shared: unknown): Parts {
    const parts: Partial<Record<ChangedPart, unknown[]>> = { parameters: [shared] };
    for (const [key, value] of Object.entries(operation)) {
        const part = partOfKey[key] ?? "documentation";
        parts[part] = [...(parts[part] ?? []), [key, value]];
        if (key === "security") parts.security?.push(schemesOf(document, value));
    }
    return Object.fromEntries(
        Object.entries(parts).map(([part, value]) => [part, JSON.stringify([value, referred(document, value)])]),
    );
}

function schemesOf(document: Json, requirements: unknown): unknown {
    const schemes = within(within(document, "components"), "securitySchemes");
    const list: unknown[] = Array.isArray(requirements) ? requirements : [];
    return list.flatMap((each) => (isObject(each) ? Object.keys(each).map((name) => [name, schemes[name]]) : []));
}

// Everything that a value refers to, directly or not.
function referred(document: Json, value: unknown, found = new Map<string, unknown>()): [string, unknown][] {
    JSON.stringify(value, (key, child: unknown) => {
        const keys = key === "$ref" ? referenceKeys(child) : undefined;
        const reference = String(child);
        if (keys === undefined || found.has(reference)) return child;
        const target = keys.reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), document);
        found.set(reference, target);
        referred(document, target, found);
        return child;
    });
    return [...found];
}

function comparePaths(a: string, b: string): number {
    const [one, other] = [a, b].map((operation) => operation.split(" ").reverse().join(" "));
    return (one ?? "") < (other ?? "") ? -1 : 1;
}

function within(value: Json, key: string): Json {
    const inner = value[key];
    return isObject(inner) ? inner : {};
}

function parse(text: string): Json {
    try {
        const value: unknown = JSON.parse(text);
        return isObject(value) ? value : {};
    } catch {
        return {};
    }
}
