import fc from "fast-check";
import type { JsonObject } from "../../openapi/document";

/** Seed of the property tests, so that a failure can be reproduced. */
export const seed = 20261121;

const schemaNames = ["Thing", "Other_Thing", "default"];
// Some of these property names are keywords too: only their place distinguishes them.
const propertyNames = ["name", "default", "example", "type", "nullable", "properties", "$count"];

const unsupported = fc.record(
    {
        default: fc.constant(null),
        example: fc.constant({ type: "x" }),
        readOnly: fc.boolean(),
        deprecated: fc.boolean(),
        nullable: fc.boolean(),
        exclusiveMinimum: fc.boolean(),
        discriminator: fc.constant({ propertyName: "kind" }),
        externalDocs: fc.constant({ url: "https://example.com" }),
        xml: fc.constant({ name: "x" }),
        "x-note": fc.constant("note"),
    },
    { requiredKeys: [] },
);
const merged = (supported: fc.Arbitrary<object>) => fc.tuple(unsupported, supported).map(([a, b]) => ({ ...a, ...b }));

const { schema } = fc.letrec<{ schema: object }>((tie) => ({
    schema: fc.oneof(
        { maxDepth: 2, withCrossShrink: true },
        merged(
            fc.record({ type: fc.constant("string"), format: fc.constantFrom("date", "uuid"), maxLength: fc.nat() }),
        ),
        merged(
            fc.record({
                type: fc.constant("integer"),
                format: fc.constantFrom("int32", "int64"),
                minimum: fc.integer(),
            }),
        ),
        fc.constantFrom(...schemaNames).map((name) => ({ $ref: `#/components/schemas/${name}` })),
        merged(fc.record({ type: fc.constant("array"), items: tie("schema") })),
        merged(fc.record({ oneOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }) })),
        merged(
            fc.record({
                type: fc.constant("object"),
                properties: fc.dictionary(fc.constantFrom(...propertyNames), tie("schema"), { maxKeys: 3 }),
                additionalProperties: fc.oneof(fc.boolean(), tie("schema")),
            }),
        ),
    ),
}));

const parameter = fc.record({
    name: fc.constantFrom("q", "limit", "tag", "X-Region"),
    in: fc.constantFrom("query", "header"),
    required: fc.boolean(),
    deprecated: fc.boolean(),
    schema: fc.constantFrom(
        { type: "string" },
        { type: "integer", default: 1 },
        { $ref: "#/components/schemas/Plain" },
    ),
});
const response = schema.map((found) => ({ description: "Fine.", content: { "application/json": { schema: found } } }));
const operation = fc.record(
    {
        summary: fc.string(),
        parameters: fc.uniqueArray(parameter, { selector: (found) => `${found.in} ${found.name}`, maxLength: 3 }),
        requestBody: schema.map((found) => ({ content: { "application/json": { schema: found, example: 1 } } })),
        responses: fc.dictionary(fc.constantFrom("200", "404", "4XX", "default"), response, { minKeys: 1 }),
        security: fc.constantFrom([], [{ api_key: [] }], [{ api_key: [] }, {}]),
        "x-content-freshness": fc.constant("volatile"),
        deprecated: fc.boolean(),
        servers: fc.constant([{ url: "https://example.com" }]),
    },
    { requiredKeys: ["responses"] },
);

// A variable is named after its depth, as different names at the same place are rejected.
const path = fc
    .array(fc.constantFrom("all", "a.b", "a-b", "{}"), { maxLength: 3 })
    .map((parts) => `/${parts.map((part, i) => (part === "{}" ? `{v${i}}` : part)).join("/")}`);
const methodNames = ["get", "post", "put", "delete", "patch", "head", "options"];
const item = fc.dictionary(fc.constantFrom(...methodNames), operation, { minKeys: 1, maxKeys: 2 });

/** Valid OpenAPI documents with much that API Gateway does not support. */
export const documents: fc.Arbitrary<JsonObject> = fc
    .record({
        paths: fc.dictionary(path, item, { minKeys: 1, maxKeys: 3 }),
        schemas: fc.tuple(...schemaNames.map(() => merged(fc.record({ type: fc.constant("object"), not: schema })))),
        security: fc.constantFrom([], [{ api_key: [] }]),
    })
    .map(({ paths, schemas, security }) => ({
        openapi: "3.0.3",
        info: { title: "Generated", version: "1.0.0" },
        security,
        paths: Object.fromEntries(Object.entries(paths).map(([name, found]) => [name, declareVariables(name, found)])),
        components: {
            schemas: {
                Plain: { type: "string" },
                ...Object.fromEntries(schemaNames.map((name, i) => [name, schemas[i]])),
            },
        },
    }))
    // JSON does not distinguish absent from undefined.
    .map((document) => JSON.parse(JSON.stringify(document)));

function declareVariables(name: string, found: object): object {
    const variables = [...name.matchAll(/\{(.+?)\}/g)].map(([, variable]) => variable);
    return { ...found, parameters: variables.map((variable) => ({ name: variable, in: "path", required: true })) };
}
