import { z } from "zod";
import type { Content, JsonObject } from "../document";
import type { Place } from "../problem";
import { anything, closedObject, list, object, string } from "./forms";
import type { DocumentSource } from "./source";

/** Keywords whose value is one schema. */
export const schemaKeywords = ["items", "not", "additionalProperties"] as const;
/** Keywords whose value is a list of schemas. */
export const schemaListKeywords = ["allOf", "anyOf", "oneOf"] as const;

const schemaForm = z.looseObject(
    {
        type: z.string({ error: "one type, as OpenAPI 3.0 has no lists of types" }).optional(),
        format: string
            .refine((format) => format !== "binary", {
                error: "text, as the gateway would decode binary content as UTF-8 and corrupt it",
            })
            .optional(),
        properties: object.optional(),
        allOf: list.optional(),
        anyOf: list.optional(),
        oneOf: list.optional(),
    },
    { error: "a schema" },
);

const mediaTypeForm = closedObject({ schema: anything, example: anything, examples: anything, encoding: anything });

/** Reads a schema as it is written; reports binary content and references that are not to schemas of the document. */
export function readSchema(source: DocumentSource, at: Place): JsonObject {
    checkSchema(source, at);
    checkJson(source, at);
    return source.valueAt(at) as JsonObject;
}

function checkSchema(source: DocumentSource, at: Place): void {
    const reference = source.valueAt([...at, "$ref"]);
    if (reference !== undefined) {
        const isElsewhere =
            typeof reference === "string" &&
            reference.startsWith("#/") &&
            !/^#\/components\/schemas\/[^/]+$/.test(reference);
        if (isElsewhere) source.report([...at, "$ref"], 'a schema such as "#/components/schemas/Picture"');
        else source.follow(at);
        return;
    }
    source.parse(schemaForm, at);
    for (const keyword of ["properties", ...schemaListKeywords]) {
        for (const child of source.childrenOf([...at, keyword])) checkSchema(source, child);
    }
    for (const keyword of schemaKeywords) {
        const child = source.valueAt([...at, keyword]);
        if (child === undefined || (keyword === "additionalProperties" && typeof child === "boolean")) continue;
        checkSchema(source, [...at, keyword]);
    }
}

// YAML has numbers that JSON has not.
function checkJson(source: DocumentSource, at: Place): void {
    const value = source.valueAt(at);
    if (typeof value === "number" && !Number.isFinite(value)) source.report(at, "a value that JSON can hold");
    for (const child of source.childrenOf(at)) checkJson(source, child);
}

/** Reads the schemas of a request body or a response by media type; a media type without a schema is left out. */
export function readContent(source: DocumentSource, at: Place): Content {
    const schemas = source.childrenOf(at).flatMap((mediaType) => {
        source.parse(mediaTypeForm, mediaType);
        const schema = [...mediaType, "schema"];
        return source.valueAt(schema) === undefined ? [] : [[mediaType.at(-1), readSchema(source, schema)]];
    });
    return Object.fromEntries(schemas);
}
