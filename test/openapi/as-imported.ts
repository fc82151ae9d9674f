import type { Json, JsonObject } from "../../openapi/document";

const composed = ["allOf", "anyOf", "oneOf"];

/**
 * A model as API Gateway's importer reads it: swagger-parser (OpenAPIDeserializer.getSchema) takes a schema with `items`
 * for an array and drops its composition, one with `additionalProperties` for an object, and gives an enum without a type
 * that of its first value.
 */
export function asImported(model: JsonObject): JsonObject {
    if (model.$ref !== undefined) return { $ref: model.$ref };
    const entries = Object.entries(model).map(([key, value]): [string, Json] => {
        if (key === "properties") return [key, mapValues(value as JsonObject, asImported)];
        if (composed.includes(key)) return [key, (value as JsonObject[]).map(asImported)];
        const isSchema =
            key === "items" || key === "not" || (key === "additionalProperties" && typeof value === "object");
        return [key, isSchema ? asImported(value as JsonObject) : value];
    });
    const read: Record<string, Json> = Object.fromEntries(entries);
    const isComposed = composed.some((key) => read[key] !== undefined);
    if (read.items !== undefined) {
        for (const key of composed) delete read[key];
        read.type = "array";
    } else if (read.additionalProperties !== undefined && !isComposed) read.type = "object";
    else if (read.type === undefined && Array.isArray(read.enum)) {
        const type = typeof read.enum[0];
        read.type = type === "boolean" || type === "number" ? type : "string";
    }
    return read;
}

function mapValues(object: JsonObject, map: (value: JsonObject) => JsonObject): JsonObject {
    return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value as JsonObject)]));
}
