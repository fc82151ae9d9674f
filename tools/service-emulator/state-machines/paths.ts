import { compile, JSONPathError, type JSONPathQuery } from "json-p3";
import { DefinitionError, runtimeError, StatesError } from "./states-error";

type Json = Parameters<JSONPathQuery["query"]>[0];
type Key = string | number;

/** The data that paths and templates of a state refer to. */
export interface Scope {
    /** `$`. */
    readonly data: unknown;
    /** `$$`. */
    readonly context: unknown;
    /** A number from 0 to 1, for States.MathRandom. */
    readonly random: () => number;
    /** A new UUID, for States.UUID. */
    readonly newId: () => string;
}

/** Evaluates a path or a template. */
export type Evaluate = (scope: Scope) => unknown;

const steps = /\[\s*(?:'(?<single>[^']*)'|"(?<double>[^"]*)"|(?<index>\d+))\s*\]|\.(?<name>[^.[\]()*?:,'"\s@]+)/y;

/**
 * Reads a path: `$…` is in the state's input, `$$…` in the context object. A path to one place has the value there, any other
 * a list (Amazon States Language, "Paths").
 * @throws {DefinitionError} if it is not a JSONPath expression.
 */
export function readPath(text: string): Evaluate {
    const isContext = text.startsWith("$$");
    const path = isContext ? text.slice(1) : text;
    if (!path.startsWith("$")) throw new DefinitionError(`"${text}" is not a path`);
    const find = finder(path);
    return ({ data, context }) => {
        const found = find(isContext ? context : data);
        if (found === undefined) throw runtimeError(`Invalid path '${text}' : No results for path`);
        return found;
    };
}

/** As `readPath`, but a path to a place that does not exist has the value undefined. */
export function readOptionalPath(text: string): Evaluate {
    const isContext = text.startsWith("$$");
    const find = finder(isContext ? text.slice(1) : text);
    return ({ data, context }) => find(isContext ? context : data);
}

/**
 * Reads a reference path, which names one place (Amazon States Language, "Reference Paths").
 * @returns keys from the root.
 */
export function readReferencePath(text: string): readonly Key[] {
    const keys = text.startsWith("$$") ? undefined : definiteKeys(text);
    if (keys === undefined) throw new DefinitionError(`"${text}" is not a reference path`);
    return keys;
}

/**
 * A value with another one at a place; objects on the way are created.
 * @throws {StatesError} States.ResultPathMatchFailure if something else is on the way.
 */
export function withValueAt(target: unknown, keys: readonly Key[], value: unknown): unknown {
    const [key, ...rest] = keys;
    if (key === undefined) return value;
    if (typeof key === "number") {
        if (!Array.isArray(target) || key >= target.length) throw mismatch(key);
        return target.with(key, withValueAt(target[key], rest, value));
    }
    if (target !== undefined && !isObject(target)) throw mismatch(key);
    return { ...target, [key]: withValueAt(target?.[key], rest, value) };
}

function mismatch(key: Key): StatesError {
    return new StatesError(
        "States.ResultPathMatchFailure",
        `Unable to apply ReferencePath: "${key}" of something that is not an object`,
    );
}

function finder(path: string): (value: unknown) => unknown {
    const keys = definiteKeys(path);
    if (keys !== undefined) return (value) => keys.reduce(member, value);
    const query = compiled(path);
    // A value of JSON.
    return (value) => query.query(value as Json).values();
}

function compiled(path: string): JSONPathQuery {
    try {
        return compile(path);
    } catch (error) {
        if (!(error instanceof JSONPathError)) throw error;
        throw new DefinitionError(`"${path}" is not a JSONPath expression: ${error.message}`);
    }
}

// The keys of a path to one place; it may have names, such as `foo-bar`, that RFC 9535 wants in brackets.
function definiteKeys(path: string): readonly Key[] | undefined {
    if (!path.startsWith("$")) return undefined;
    const keys: Key[] = [];
    let end = 1;
    while (end < path.length) {
        steps.lastIndex = end;
        const { single, double, index, name } = steps.exec(path)?.groups ?? {};
        const key = single ?? double ?? name;
        if (key === undefined && index === undefined) return undefined;
        keys.push(key ?? Number(index));
        end = steps.lastIndex;
    }
    return keys;
}

function member(value: unknown, key: Key): unknown {
    if (typeof key === "number") return Array.isArray(value) ? value[key] : undefined;
    return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Whether a value is an object of JSON. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
