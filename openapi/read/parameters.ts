import type { Parameter } from "../document";
import type { OpenApiNode } from "./node";
import { readSchema } from "./schema";

const parameterKeys = ["name", "in", "required", "description", "schema", "content", "style", "explode"];
// OpenAPI allows these too; the gateway has no use for them.
const ignoredKeys = ["deprecated", "allowEmptyValue", "allowReserved", "example", "examples"];
// API Gateway refuses other names in method.request.querystring.<name> and its like.
const nameForm = /^[A-Za-z0-9._$-]+$/;

/** A parameter with the node that declares it, for faults found later. */
export interface ReadParameter {
    readonly parameter: Parameter;
    readonly node: OpenApiNode;
}

/**
 * Reads the parameters of an operation: the path item's, overridden by its own, sorted by place and name.
 * Cookies are left out, as API Gateway has none. With `cached`, parameters that a cache key cannot hold are faults,
 * because a client would get the answer meant for another.
 */
export function readParameters(shared: OpenApiNode, own: OpenApiNode, cached: boolean): ReadParameter[] {
    const byKey = new Map<string, ReadParameter>();
    for (const list of [shared, own]) {
        const inList = new Set<string>();
        for (const item of list.items()) {
            const read = readParameter(item, cached);
            if (read === undefined) continue;
            const key = `${read.parameter.in} ${read.parameter.name}`;
            if (inList.has(key))
                read.node.problem("each parameter once", `the parameter "${read.parameter.name}" twice`);
            inList.add(key);
            byKey.set(key, read);
        }
    }
    return [...byKey.keys()].sort().flatMap((key) => byKey.get(key) ?? []);
}

function readParameter(item: OpenApiNode, cached: boolean): ReadParameter | undefined {
    const node = item.resolved();
    if (node === undefined) return undefined;
    node.onlyKeys([...parameterKeys, ...ignoredKeys]);
    const name = node.child("name").requiredText();
    const place = node.child("in").value;
    if (place === "cookie") {
        if (cached) node.problem(`a header or "x-content-freshness: volatile"`, "a cookie, which no cache key holds");
        return undefined;
    }
    if (place !== "path" && place !== "query" && place !== "header") {
        node.child("in").problem('"path", "query", "header" or "cookie"');
        return undefined;
    }
    if (name !== "" && !nameForm.test(name)) {
        node.child("name").problem('letters, digits and ".", "_", "$", "-", as API Gateway takes no other');
    }
    const required = node.child("required").flag();
    if (place === "path" && !required) node.child("required").problem("true, as it is part of the path");
    const schema = node.child("schema").present ? readSchema(node.child("schema")) : {};
    if (cached && place === "query") checkCacheable(node);
    const description = node.child("description").text();
    const parameter: Parameter = {
        name,
        in: place,
        required,
        ...(description === undefined ? {} : { description }),
        schema,
    };
    return { parameter, node };
}

// API Gateway's querystring.<name> is the last value of a repeated name (measured in floci-io/floci#3548), while an
// http_proxy backend gets all of them: two different lists would share one cache entry.
function checkCacheable(node: OpenApiNode): void {
    const type = node.child("schema").resolved()?.child("type").value;
    const exploded = node.child("explode").value !== false;
    if (type === "object" && exploded) {
        node.problem('one value, or "x-content-freshness: volatile"', "an object, whose names no cache key holds");
    }
    if (type === "array" && exploded) {
        node.problem(
            '"explode: false", or "x-content-freshness: volatile"',
            "a repeated name, of which a cache key holds one",
        );
    }
}
