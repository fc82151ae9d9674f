import type { JsonObject } from "../document";
import type { Place } from "../problem";
import { isObject } from "../raw-value";
import { modelsOf } from "./models/models";
import { outermostOf } from "./models/references";
import type { DocumentSource } from "./source";

/**
 * Reads the schema of a parameter as it is written; reports one that is no schema, and a reference to none. API Gateway
 * uses only its type.
 */
export function readSchema(source: DocumentSource, at: Place): JsonObject {
    const value = source.valueAt(at);
    if (typeof value === "boolean") return {};
    if (!isObject(value)) {
        source.report(at, "a schema");
        return {};
    }
    if (value.$ref !== undefined) modelsOf(source).references.read(at, outermostOf(at));
    return value as JsonObject;
}

/** Returns whether the values of a schema are bytes: by `format: binary`, or by a content type that is not text. */
export function isBinarySchema(source: DocumentSource, at: Place): boolean {
    const references = modelsOf(source).references;
    const seen = new Set<string>();
    for (let next: Place | undefined = at; next !== undefined; next = references.find(next, outermostOf(next))) {
        const key = JSON.stringify(next);
        if (seen.has(key)) return false;
        seen.add(key);
        const schema = source.valueAt(next);
        if (!isObject(schema)) return false;
        if (schema.format === "binary" || schema.type === "file") return true;
        const isText = /^(text\/|.*json|.*xml)/.test(String(schema.contentMediaType));
        if (schema.contentMediaType !== undefined && schema.contentEncoding === undefined && !isText) return true;
    }
    return false;
}
