import type { Json, JsonObject } from "../document";
import { unescapeKey } from "../json-pointer";
import { schemaKeywords, schemaListKeywords } from "../read/schema";
import { camelCase } from "../stage-variables";

// The keywords of API Gateway's models (JSON Schema draft 4), without those that its import rejects or ignores:
// default, readOnly, discriminator, example, exclusiveMinimum, deprecated (developer guide, "Important notes", section
// on OpenAPI).
const supportedKeywords = [
    ..."title description type required enum format pattern minLength maxLength minimum maximum multipleOf".split(" "),
    ..."minItems maxItems uniqueItems minProperties maxProperties".split(" "),
];
const referenceStart = "#/components/schemas/";
// Numbers of these formats are not supported (the same notes).
const rejectedFormats = ["int32", "int64"];

/** The name of an API's schema in the body, for example `PicturesPicture`; model names are alphanumeric at AWS. */
export function modelName(api: string, schema: string): string {
    const alphanumeric = schema.replaceAll(/[^A-Za-z0-9]/g, "");
    return upperFirst(camelCase(api)) + upperFirst(alphanumeric);
}

/** Converts the first letter of a name to upper case. */
export function upperFirst(name: string): string {
    return name.charAt(0).toUpperCase() + name.slice(1);
}

/**
 * Derives a schema in the body from one of an API's document: with renamed references, without unsupported keywords.
 * A nullable schema loses its type, as the import supports neither `nullable` nor a list of types: a null must pass
 * the gateway's validation, and the backend validates again.
 */
export function schemaBody(api: string, schema: JsonObject): JsonObject {
    if (typeof schema.$ref === "string") {
        return { $ref: referenceStart + modelName(api, unescapeKey(schema.$ref.slice(referenceStart.length))) };
    }
    const body: Record<string, Json> = {};
    for (const keyword of supportedKeywords) {
        const value = schema[keyword];
        if (value !== undefined && isSupported(schema, keyword, value)) body[keyword] = value;
    }
    for (const keyword of schemaKeywords) {
        const value = schema[keyword];
        if (typeof value === "boolean") body[keyword] = value;
        else if (isObject(value)) body[keyword] = schemaBody(api, value);
    }
    for (const keyword of schemaListKeywords) {
        const value = schema[keyword];
        if (Array.isArray(value)) body[keyword] = value.filter(isObject).map((item) => schemaBody(api, item));
    }
    if (isObject(schema.properties)) body.properties = propertiesBody(api, schema.properties);
    return body;
}

function isSupported(schema: JsonObject, keyword: string, value: Json): boolean {
    if (keyword === "type") return schema.nullable !== true;
    return keyword !== "format" || !rejectedFormats.some((format) => format === value);
}

function propertiesBody(api: string, properties: JsonObject): JsonObject {
    const names = Object.keys(properties);
    return Object.fromEntries(names.map((name) => [name, schemaBody(api, objectAt(properties, name))]));
}

function objectAt(object: JsonObject, key: string): JsonObject {
    const value = object[key];
    return isObject(value) ? value : {};
}

function isObject(value: Json | undefined): value is JsonObject {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
