import { z } from "zod";
import type { Parameter } from "../document";
import type { Place } from "../problem";
import { anything, boolean, closedObject, nonEmptyString, string } from "./forms";
import { readSchema } from "./schema";
import type { DocumentSource } from "./source";

const parameterForm = closedObject({
    name: nonEmptyString,
    in: z.enum(["path", "query", "header", "cookie"], { error: '"path", "query", "header" or "cookie"' }),
    required: boolean.default(false),
    description: string.exactOptional(),
    schema: anything,
    content: anything,
    style: anything,
    explode: anything,
    // OpenAPI allows these too; the gateway has no use for them.
    deprecated: anything,
    allowEmptyValue: anything,
    allowReserved: anything,
    example: anything,
    examples: anything,
});
// API Gateway rejects other names in method.request.querystring.<name> and the like.
const nameForm = /^[A-Za-z0-9._$-]+$/;

/** A parameter with the place that declares it. */
export interface ReadParameter {
    readonly name: unknown;
    readonly in: unknown;
    readonly at: Place;
    /** Undefined if the parameter has problems. */
    readonly parameter: Parameter | undefined;
}

/**
 * Reads the parameters of an operation: the path item's, overridden by its own, sorted by `in` and name.
 * Cookies are left out, as API Gateway does not support them. With `cached`, parameters that a cache key cannot hold
 * are problems, because a client would get the response meant for another.
 */
export function readParameters(source: DocumentSource, lists: readonly Place[], cached: boolean): ReadParameter[] {
    const byKey = new Map<string, ReadParameter>();
    for (const list of lists) {
        const inList = new Set<string>();
        for (const item of source.childrenOf(list)) {
            const read = readParameter(source, item, cached);
            if (read === undefined) continue;
            const key = `${read.in} ${read.name}`;
            if (inList.has(key)) source.report(read.at, "each parameter once", `the parameter "${read.name}" twice`);
            inList.add(key);
            byKey.set(key, read);
        }
    }
    return [...byKey.keys()].sort().flatMap((key) => byKey.get(key) ?? []);
}

function readParameter(source: DocumentSource, item: Place, cached: boolean): ReadParameter | undefined {
    const at = source.follow(item);
    if (at === undefined) return undefined;
    const read = source.parse(parameterForm, at);
    const rawValue = (key: string) => source.valueAt([...at, key]);
    const [name, place, schemaAt] = [rawValue("name"), rawValue("in"), [...at, "schema"]];
    if (place === "cookie") {
        const want = `a header or "x-content-freshness: volatile"`;
        if (cached) source.report(at, want, "a cookie, which no cache key can hold");
        return undefined;
    }
    if (typeof name === "string" && name !== "" && !nameForm.test(name)) {
        source.report([...at, "name"], 'letters, digits and ".", "_", "$", "-", the only ones that API Gateway allows');
    }
    if (place === "path" && (rawValue("required") ?? false) === false) {
        source.report([...at, "required"], "true, as it is part of the path");
    }
    const schema = rawValue("schema") === undefined ? {} : readSchema(source, schemaAt);
    if (cached && place === "query") checkCacheable(source, at);
    if (read === undefined || read.in === "cookie") return { name, in: place, at, parameter: undefined };
    const { description, required } = read;
    const parameter = {
        name: read.name,
        in: read.in,
        required,
        ...(description !== undefined && { description }),
        schema,
    };
    return { name, in: place, at, parameter };
}

// API Gateway's querystring.<name> is the last value of a repeated name (measured in floci-io/floci#3548), while an
// http_proxy backend gets all of them: two different lists would share one cache entry.
function checkCacheable(source: DocumentSource, at: Place): void {
    if (source.valueAt([...at, "explode"]) === false) return;
    const schema = source.follow([...at, "schema"]);
    const type = schema && source.valueAt([...schema, "type"]);
    if (type === "object") {
        const got = "an object, whose names no cache key can hold";
        source.report(at, 'one value, or "x-content-freshness: volatile"', got);
    }
    if (type === "array") {
        const got = "a repeated name, of which a cache key holds only one";
        source.report(at, '"explode: false", or "x-content-freshness: volatile"', got);
    }
}
