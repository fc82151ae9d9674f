import { isObject } from "../raw-value";
import type { RawObject } from "../rest-api-body";
import { referencedModel } from "./swagger-schema";

// Formats of strings with a value that is valid for each (OpenAPI 3.0.3, "Data Types"; JSON Schema, "Defined Formats").
const strings: Readonly<Record<string, string>> = {
    date: "2030-01-31",
    "date-time": "2030-01-31T12:00:00Z",
    email: "name@example.com",
    uri: "https://example.com",
    uuid: "00000000-0000-4000-8000-000000000000",
};

/**
 * A value that shows the form of a schema: its example, its default or its first value, and otherwise the same one for each type. It
 * may break constraints such as a pattern. A model inside itself is left out.
 * @param schemas the models of the document, by name.
 */
export function exampleValue(schema: unknown, schemas: RawObject, parents: readonly string[] = []): unknown {
    const model = referencedModel(schema);
    if (model !== undefined) {
        return parents.includes(model) ? undefined : exampleValue(schemas[model], schemas, [...parents, model]);
    }
    if (!isObject(schema)) return {};
    const { example, default: initial, enum: values, type, format, minimum, properties, items } = schema;
    const given = example ?? initial ?? (Array.isArray(values) ? values[0] : undefined);
    if (given !== undefined) return given;
    const [alternative] = [schema.oneOf, schema.anyOf].filter(Array.isArray);
    if (alternative !== undefined) return exampleValue(alternative[0], schemas, parents);
    if (Array.isArray(schema.allOf)) {
        const { allOf, ...rest } = schema;
        const parts = [...allOf, ...(properties === undefined ? [] : [rest])];
        return Object.assign({}, ...parts.map((part) => exampleValue(part, schemas, parents)));
    }
    if (type === "array" || items !== undefined) {
        const item = exampleValue(items, schemas, parents);
        return item === undefined ? [] : [item];
    }
    if (type === "string") return strings[String(format)] ?? "string";
    if (type === "integer" || type === "number") return typeof minimum === "number" ? minimum : 0;
    if (type === "boolean") return true;
    const written = Object.entries(isObject(properties) ? properties : {}).filter(
        ([, property]) => !(isObject(property) && property.readOnly === true),
    );
    return Object.fromEntries(written.map(([name, property]) => [name, exampleValue(property, schemas, parents)]));
}
