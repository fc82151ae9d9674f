// Developer guide, "Important notes": `maxItems` and `minItems` are not validated in a model that was imported, and
// `exclusiveMinimum` is not supported. The import drops `nullable` without a warning (stackoverflow.com/q/71649459, with
// the model that it made), and Ajv would apply it. Other keywords that JSON Schema draft 4 does not define, such as
// `readOnly`, have no effect anyway. An `id` would change the meaning of references.
const ignored = new Set(["maxItems", "minItems", "exclusiveMinimum", "nullable", "id"]);
const mapsOfSchemas = new Set(["properties", "patternProperties", "definitions", "dependencies"]);
const schemas = new Set(["items", "additionalItems", "additionalProperties", "not", "allOf", "anyOf", "oneOf"]);

/**
 * A model as API Gateway validates with it after an import: without the keywords that it ignores. Beside a `$ref`,
 * every other keyword is ignored (JSON Reference, section 3).
 */
export function importedModel(model: unknown): unknown {
    if (Array.isArray(model)) return model.map(importedModel);
    if (typeof model !== "object" || model === null) return model;
    if ("$ref" in model && typeof model.$ref === "string") return { $ref: model.$ref };
    const kept = Object.entries(model).filter(([keyword]) => !ignored.has(keyword));
    return Object.fromEntries(kept.map(([keyword, value]) => [keyword, importedValue(keyword, value)]));
}

function importedValue(keyword: string, value: unknown): unknown {
    if (schemas.has(keyword)) return importedModel(value);
    if (!mapsOfSchemas.has(keyword) || typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, importedModel(schema)]));
}
