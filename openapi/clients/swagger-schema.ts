import { isObject } from "../raw-value";
import type { RawObject } from "../rest-api-body";

const prefix = "#/components/schemas/";

// Keywords of a schema in OpenAPI 3.0 that Swagger 2.0 does not know (swagger.io/specification/v2, "Schema Object").
const unknown = new Set(["anyOf", "deprecated", "nullable", "not", "oneOf", "writeOnly"]);

/**
 * A schema of OpenAPI 3.0 as one of Swagger 2.0. Keywords that Swagger 2.0 does not have are left out, so that a value
 * which is valid for the schema stays valid. `nullable` becomes `x-nullable`, which generators of clients know.
 */
export function swaggerSchema(schema: unknown): unknown {
    if (!isObject(schema)) return schema;
    const { $ref: reference, properties, items, allOf, additionalProperties, discriminator, ...rest } = schema;
    if (typeof reference === "string") return { $ref: reference.replace(prefix, "#/definitions/") };
    const known = Object.entries(rest).filter(([key]) => !unknown.has(key));
    return {
        ...Object.fromEntries(known),
        ...(isObject(properties) && { properties: mapped(properties) }),
        ...(items !== undefined && { items: swaggerSchema(items) }),
        ...(Array.isArray(allOf) && { allOf: allOf.map(swaggerSchema) }),
        ...(additionalProperties !== undefined && { additionalProperties: swaggerSchema(additionalProperties) }),
        ...(isObject(discriminator) && { discriminator: discriminator.propertyName }),
        ...(schema.nullable === true && { "x-nullable": true }),
    };
}

/** Schemas of Swagger 2.0 by the names of those of OpenAPI 3.0. */
export function mapped(schemas: RawObject): RawObject {
    return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, swaggerSchema(schema)]));
}

/** The name of the model to which a schema refers; undefined for any other schema. */
export function referencedModel(schema: unknown): string | undefined {
    const reference = isObject(schema) ? schema.$ref : undefined;
    return typeof reference === "string" && reference.startsWith(prefix) ? reference.slice(prefix.length) : undefined;
}
