import { compile, JSONPathError, type JSONPathQuery } from "json-p3";
import { LRUCache } from "lru-cache";
import { isMap } from "./java-values";
import { TemplateError } from "./template-error";

type Json = Parameters<JSONPathQuery["query"]>[0];
type Key = string | number;

const steps = /\.?\[\s*(?:'(?<single>[^']*)'|"(?<double>[^"]*)"|(?<index>-?\d+))\s*\]|\.(?<name>[^.[\]()*?:,'"\s]+)/y;

// Most paths of an API are in its templates and mappings, but a template may take one from a request.
const compiled = new LRUCache<string, readonly Key[] | JSONPathQuery>({ max: 1000 });

/**
 * Evaluates a JSONPath expression as Jayway's library does: a path to one place has the value there, or undefined, any
 * other a list of all values. The leading `$.` may be absent (json-path/JsonPath, README, "What is Returned When?").
 * @throws {TemplateError} if the expression is invalid.
 */
export function atJsonPath(value: unknown, path: string): unknown {
    const query = compiled.get(path) ?? read(path);
    compiled.set(path, query);
    // A value of JSON, or one that a template changed.
    return "query" in query ? query.query(value as Json).values() : query.reduce(member, value);
}

function read(path: string): readonly Key[] | JSONPathQuery {
    const full = path.startsWith("$") ? path : `$.${path}`;
    const keys = definiteKeys(full);
    if (keys !== undefined) return keys;
    try {
        return compile(full);
    } catch (error) {
        if (!(error instanceof JSONPathError)) throw error;
        throw new TemplateError(`"${path}" is not a JSONPath expression`);
    }
}

// The keys of a path to one place; it may have names, such as `@type`, that RFC 9535 wants in brackets.
function definiteKeys(path: string): Key[] | undefined {
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
    if (typeof key === "number") return Array.isArray(value) ? value.at(key) : undefined;
    return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
