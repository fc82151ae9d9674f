import type { Content, JsonObject } from "../document";
import type { OpenApiNode } from "./node";

const schemaReference = /^#\/components\/schemas\/[^/]+$/;

/** Keywords that hold one schema. */
export const schemaKeywords = ["items", "not", "additionalProperties"] as const;
/** Keywords that hold a list of schemas. */
export const schemaListKeywords = ["allOf", "anyOf", "oneOf"] as const;

/** Reads a schema as it is written; faults references that lead nowhere and binary content. */
export function readSchema(node: OpenApiNode): JsonObject {
    checkSchema(node);
    return node.jsonObject();
}

function checkSchema(node: OpenApiNode): void {
    const reference = node.child("$ref");
    if (reference.present) {
        if (
            typeof reference.value === "string" &&
            reference.value.startsWith("#/") &&
            !schemaReference.test(reference.value)
        ) {
            reference.problem('a schema such as "#/components/schemas/Picture"');
        } else {
            node.resolved();
        }
        return;
    }
    if (Array.isArray(node.child("type").value))
        node.child("type").problem("one type, as OpenAPI 3.0 knows no list of types");
    if (node.child("format").value === "binary") {
        node.child("format").problem("text, as the gateway would read binary content as UTF-8 and spoil it");
    }
    for (const [, property] of node.child("properties").entries()) checkSchema(property);
    for (const keyword of schemaListKeywords) node.child(keyword).items().forEach(checkSchema);
    for (const keyword of schemaKeywords) {
        const child = node.child(keyword);
        if (child.present && !(keyword === "additionalProperties" && typeof child.value === "boolean"))
            checkSchema(child);
    }
    if (typeof node.value !== "object" || node.value === null) node.problem("a schema");
}

/** Reads the schemas of a request body or an answer by media type; a media type without a schema is left out. */
export function readContent(content: OpenApiNode): Content {
    const schemas: [string, JsonObject][] = [];
    for (const [mediaType, node] of content.entries()) {
        node.onlyKeys(["schema", "example", "examples", "encoding"]);
        if (node.child("schema").present) schemas.push([mediaType, readSchema(node.child("schema"))]);
    }
    return Object.fromEntries(schemas);
}
