import type { Change, Definition, Operation, ParameterName } from "../facts/report-schema";
import { compareSchemas, type SchemaPair } from "./compare-schema";

/** The change of one operation. */
export interface OperationChange {
    /** Method and path, such as `GET /pictures`. */
    readonly operation: string;
    readonly change: "added" | "removed" | "changed";
    readonly changes: Change[];
    /** Headers and query parameters that the cache key of a cached GET loses; absent if it loses none. */
    readonly lostKeys?: ParameterName[];
}

type Schemas = Omit<SchemaPair, "before" | "after">;

/** Compares the operations of an API as their callers see them. */
export function compareDefinitions(before: Definition, after: Definition): OperationChange[] {
    const was = new Map(before.operations.map((operation) => [identity(operation), operation]));
    const is = new Map(after.operations.map((operation) => [identity(operation), operation]));
    const schemas = { schemasBefore: before.schemas, schemasAfter: after.schemas };
    return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((id): OperationChange[] => {
        const [from, to] = [was.get(id), is.get(id)];
        if (!to) return from ? [{ operation: nameOf(from), change: "removed", changes: [] }] : [];
        if (!from) return [{ operation: nameOf(to), change: "added", changes: [] }];
        const lostKeys = lostCacheKeys(from, to);
        const changes = compareOperations(from, to, schemas);
        if (lostKeys.length === 0 && changes.length === 0) return [];
        return [{ operation: nameOf(to), change: "changed", changes, ...(lostKeys.length > 0 && { lostKeys }) }];
    });
}

/** Whether callers of the operation have to change. */
export function breaksCallers({ change, changes }: Pick<OperationChange, "change" | "changes">): boolean {
    return change === "removed" || changes.some(({ breaking }) => breaking);
}

function compareOperations(before: Operation, after: Operation, schemas: Schemas): Change[] {
    const key =
        before.key === after.key
            ? []
            : [{ breaking: after.key, text: after.key ? "now needs an API key" : "no longer needs an API key" }];
    return [
        ...key,
        ...compareParameters(before, after, schemas),
        ...compareRequests(before.request, after.request, schemas),
        ...compareResponses(before, after, schemas),
    ];
}

function compareParameters(before: Operation, after: Operation, schemas: Schemas): Change[] {
    const was = new Map(before.parameters.map((parameter) => [parameterId(parameter, before), parameter]));
    const is = new Map(after.parameters.map((parameter) => [parameterId(parameter, after), parameter]));
    const lost = new Set(lostCacheKeys(before, after).map((parameter) => parameterId(parameter, before)));
    return [...new Set([...was.keys(), ...is.keys()])].flatMap((id): Change[] => {
        const [from, to] = [was.get(id), is.get(id)];
        // The gateway passes on every header, and declares those of a cache key itself, so that no caller has to change.
        if (from?.in === "header" && !from.required && !to && lost.has(id)) return [];
        if (!to) return [{ breaking: true, text: `${id}: removed` }];
        if (!from) return [{ breaking: to.required, text: `${id}: added${to.required ? ", required" : ""}` }];
        const turned = from.required !== to.required;
        return [
            ...(turned ? [{ breaking: to.required, text: `${id}: now ${to.required ? "required" : "optional"}` }] : []),
            ...compareSchemas({ ...schemas, before: from.schema, after: to.schema }, "request", id),
        ];
    });
}

// The spellings of a header are one key. Nothing is shared where the GET is not cached any more, or was not before.
function lostCacheKeys(before: Operation, after: Operation): ParameterName[] {
    if (!before.cacheKey || !after.cacheKey) return [];
    const is = new Set(after.cacheKey.map((parameter) => parameterId(parameter, after)));
    const was = before.cacheKey.filter((parameter) => parameter.in !== "path");
    const byId = new Map(was.map((parameter) => [parameterId(parameter, before), parameter]));
    return [...byId].flatMap(([id, parameter]) => {
        if (is.has(id)) return [];
        return parameter.in === "header" ? { ...parameter, name: parameter.name.toLowerCase() } : parameter;
    });
}

function compareRequests(before: Operation["request"], after: Operation["request"], schemas: Schemas): Change[] {
    if (!before && !after) return [];
    if (!after) return [{ breaking: true, text: "request body: removed" }];
    if (!before)
        return [{ breaking: after.required, text: `request body: added${after.required ? ", required" : ""}` }];
    const turned = before.required !== after.required;
    return [
        ...(turned
            ? [{ breaking: after.required, text: `request body: now ${after.required ? "required" : "optional"}` }]
            : []),
        ...compareContent(before.content, after.content, "request", "request body", schemas),
    ];
}

function compareResponses(
    { responses: before }: Operation,
    { responses: after }: Operation,
    schemas: Schemas,
): Change[] {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort().flatMap((status): Change[] => {
        const [from, to] = [before[status], after[status]];
        const at = `response ${status}`;
        // Callers must handle undocumented errors anyway, but they rely on documented successes.
        if (!to) return [{ breaking: /^(2|default)/.test(status), text: `${at}: removed` }];
        if (!from) return [{ breaking: false, text: `${at}: added` }];
        return compareContent(from, to, "response", at, schemas);
    });
}

function compareContent(
    before: Readonly<Record<string, unknown>>,
    after: Readonly<Record<string, unknown>>,
    direction: "request" | "response",
    at: string,
    schemas: Schemas,
): Change[] {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((type): Change[] => {
        if (!(type in after)) return [{ breaking: true, text: `${at}: ${type} removed` }];
        if (!(type in before)) return [{ breaking: false, text: `${at}: ${type} added` }];
        return compareSchemas({ ...schemas, before: before[type], after: after[type] }, direction, at);
    });
}

function nameOf({ method, path }: Operation): string {
    return `${method} ${path}`;
}

// Callers see the position of a path parameter, not its name.
function identity({ method, path }: Operation): string {
    return `${path.replaceAll(/\{[^}]*?(\+?)\}/g, "{$1}")} ${method}`;
}

function parameterId({ name, in: place }: ParameterName, { path }: Operation): string {
    if (place === "header") return `header ${name.toLowerCase()}`;
    if (place !== "path") return `${place} ${name}`;
    const names = [...path.matchAll(/\{([^}]*?)\+?\}/g)].map(([, parameter]) => parameter);
    return `path parameter ${names.indexOf(name) + 1}`;
}
