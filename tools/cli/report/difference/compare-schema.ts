import { isDeepStrictEqual } from "node:util";
import type { Change } from "../facts/report-schema";
import { flatSchema, type Schema, type Schemas } from "./flat-schema";

/** Direction of a value: a narrower schema breaks callers that send the value, a wider one breaks callers that read it. */
export type Direction = "request" | "response";

/** A schema before and after the change, each with the schemas it refers to. */
export interface SchemaPair {
    readonly before: unknown;
    readonly after: unknown;
    readonly schemasBefore: Schemas;
    readonly schemasAfter: Schemas;
}

/** Numeric bounds of OpenAPI 3.0, and whether a larger number is stricter. */
const bounds: Readonly<Record<string, boolean>> = {
    minimum: true,
    minLength: true,
    minItems: true,
    minProperties: true,
    maximum: false,
    maxLength: false,
    maxItems: false,
    maxProperties: false,
};

/** Keywords that are not compared in detail: any change counts as breaking. */
const opaque = ["oneOf", "anyOf", "not", "multipleOf", "uniqueItems", "exclusiveMinimum", "exclusiveMaximum", "format"];

/** Lists the differences of two schemas that matter to callers. */
export function compareSchemas(
    pair: SchemaPair,
    direction: Direction,
    at: string,
    within: readonly string[] = [],
): Change[] {
    const before = flatSchema(pair.before, pair.schemasBefore);
    const after = flatSchema(pair.after, pair.schemasAfter);
    // A schema may contain itself.
    const key = `${before.reference ?? ""} ${after.reference ?? ""}`;
    if (before.reference && after.reference && within.includes(key)) return [];
    const inner = [...within, key];
    const deeper = (name: string, from: unknown, to: unknown) =>
        compareSchemas({ ...pair, before: from, after: to }, direction, name, inner);
    return [
        ...compareTypes(before.schema, after.schema, direction, at),
        ...compareEnums(before.schema, after.schema, direction, at),
        ...compareBounds(before.schema, after.schema, direction, at),
        ...compareProperties(before, after, direction, at, deeper),
        ...(before.schema.items !== undefined || after.schema.items !== undefined
            ? deeper(`${at}[]`, before.schema.items ?? {}, after.schema.items ?? {})
            : []),
    ];
}

function compareTypes(before: Schema, after: Schema, direction: Direction, at: string): Change[] {
    const changes: Change[] = [];
    if (before.type !== after.type) {
        const [narrow, wide] = direction === "request" ? [before.type, after.type] : [after.type, before.type];
        const widens = wide === undefined || (narrow === "integer" && wide === "number");
        changes.push({
            breaking: !widens,
            text: `${at}: type changes from ${formatted(before.type)} to ${formatted(after.type)}`,
        });
    }
    const [was, is] = [before.nullable === true, after.nullable === true];
    if (was !== is)
        changes.push({
            breaking: is === (direction === "response"),
            text: `${at}: may ${is ? "now" : "no longer"} be null`,
        });
    return changes;
}

function compareEnums(before: Schema, after: Schema, direction: Direction, at: string): Change[] {
    const [was, is] = [before.enum, after.enum];
    if (!Array.isArray(was) && !Array.isArray(is)) return [];
    if (!Array.isArray(was))
        return [{ breaking: direction === "request", text: `${at}: now restricted to certain values` }];
    if (!Array.isArray(is))
        return [{ breaking: direction === "response", text: `${at}: no longer restricted to certain values` }];
    const has = (values: readonly unknown[], value: unknown) => values.some((other) => isDeepStrictEqual(other, value));
    return [
        ...was
            .filter((value) => !has(is, value))
            .map((value) => ({ breaking: direction === "request", text: `${at}: value ${formatted(value)} removed` })),
        ...is
            .filter((value) => !has(was, value))
            .map((value) => ({ breaking: direction === "response", text: `${at}: value ${formatted(value)} added` })),
    ];
}

function compareBounds(before: Schema, after: Schema, direction: Direction, at: string): Change[] {
    const changed = [...Object.keys(bounds), "pattern", ...opaque].filter(
        (key) => !isDeepStrictEqual(before[key], after[key]),
    );
    return changed.map((key) => {
        const text = `${at}: ${key} changes from ${formatted(before[key])} to ${formatted(after[key])}`;
        return { breaking: breaksBound(key, before[key], after[key], direction), text };
    });
}

function breaksBound(key: string, was: unknown, is: unknown, direction: Direction): boolean {
    const isBound = key in bounds;
    // Readers of a response rarely rely on its bounds; senders of a request are rejected by them.
    if (direction === "response") return !isBound && key !== "pattern";
    if (is === undefined) return false;
    if (isBound && typeof was === "number" && typeof is === "number") return bounds[key] === is > was;
    return true;
}

function compareProperties(
    { schema: before }: { schema: Schema },
    { schema: after }: { schema: Schema },
    direction: Direction,
    at: string,
    deeper: (name: string, from: unknown, to: unknown) => Change[],
): Change[] {
    const [was, is] = [before.properties ?? {}, after.properties ?? {}];
    const needs = (schema: Schema, name: string) => schema.required?.includes(name) === true;
    const changes = [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((name): Change[] => {
        const path = `${at}.${name}`;
        if (!(name in is)) return [{ breaking: true, text: `${path}: removed` }];
        const [needed, isNeeded] = [needs(before, name), needs(after, name)];
        if (!(name in was)) {
            return [
                {
                    breaking: direction === "request" && isNeeded,
                    text: `${path}: added${isNeeded ? ", required" : ""}`,
                },
            ];
        }
        const turned = needed !== isNeeded;
        return [
            ...(turned
                ? [
                      {
                          breaking: isNeeded === (direction === "request"),
                          text: `${path}: now ${isNeeded ? "required" : "optional"}`,
                      },
                  ]
                : []),
            ...deeper(path, was[name], is[name]),
        ];
    });
    const [open, isOpen] = [before.additionalProperties ?? true, after.additionalProperties ?? true];
    if (isDeepStrictEqual(open, isOpen)) return changes;
    const breaking = direction === "request" ? isOpen !== true : false;
    return [...changes, { breaking, text: `${at}: allowed additional properties change` }];
}

function formatted(value: unknown): string {
    return value === undefined ? "none" : typeof value === "string" ? value : JSON.stringify(value);
}
