import assert from "node:assert/strict";
import Ajv2020 from "ajv/dist/2020";
import AjvDraft04 from "ajv-draft-04";
import fc from "fast-check";
import type { JsonObject } from "../../../openapi/document";
import { parseDocument } from "../../../openapi/read/parse";
import { isThorough } from "../../test-size";
import { asImported } from "../as-imported";
import { seed } from "../documents";

const names = ["A", "B", "C"];
const keys = ["a", "b", "xc"];
const scalar = fc.constantFrom<unknown>("", "a", "ab", "xyz1", 0, 1, 2.5, 10, true, false, null);
const value = fc
    .letrec((tie) => ({
        value: fc.oneof(
            { maxDepth: 2 },
            scalar,
            fc.array(tie("value"), { maxLength: 3 }),
            fc.dictionary(fc.constantFrom(...keys), tie("value"), { maxKeys: 3 }),
        ),
    }))
    .value.map((each): unknown => JSON.parse(JSON.stringify(each)));

const types = ["string", "number", "integer", "boolean", "object", "array", "null"];
const some = (record: Record<string, fc.Arbitrary<unknown>>) =>
    fc
        .record(record, { requiredKeys: [] })
        .chain((full) =>
            fc
                .subarray(Object.keys(full), { maxLength: 4 })
                .map((kept) => Object.fromEntries(kept.map((key) => [key, full[key]]))),
        );

// Every keyword of JSON Schema 2020-12 that constrains, in any combination.
const schema = fc.letrec<{ schema: unknown }>((tie) => ({
    schema: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        fc.boolean(),
        fc.constantFrom(...names).map((name) => ({ $ref: `#/components/schemas/${name}` })),
        fc.constantFrom(...types).map((type) => ({ type })),
        some({
            type: fc.oneof(fc.constantFrom(...types), fc.uniqueArray(fc.constantFrom(...types), { minLength: 1 })),
            enum: fc.array(scalar, { minLength: 1, maxLength: 3 }).map((values) => [...new Set(values)]),
            const: value,
            pattern: fc.constantFrom("^a", "^\\p{L}+$", "(?<!b)a", "[0-9]$", "^\\S+$"),
            format: fc.constantFrom("date", "int32", "binary", "unknown"),
            minLength: fc.nat(2),
            maxLength: fc.nat(3),
            minimum: fc.integer({ min: -2, max: 3 }),
            maximum: fc.integer({ min: -2, max: 3 }),
            exclusiveMinimum: fc.constantFrom(0, 0.5, 1),
            exclusiveMaximum: fc.constantFrom(1, 2.5, 10),
            multipleOf: fc.constantFrom(1, 2, 0.5),
            uniqueItems: fc.boolean(),
            minItems: fc.nat(2),
            maxItems: fc.nat(2),
            required: fc.subarray(keys),
            minProperties: fc.nat(2),
            properties: fc.dictionary(fc.constantFrom(...keys), tie("schema"), { maxKeys: 2 }),
            patternProperties: fc.constant({ "^x": { type: "string" } }),
            additionalProperties: tie("schema"),
            propertyNames: fc.constant({ minLength: 2 }),
            dependentRequired: fc.constant({ a: ["b"] }),
            unevaluatedProperties: fc.constant(false),
            items: tie("schema"),
            prefixItems: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }),
            contains: tie("schema"),
            not: tie("schema"),
            allOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }),
            anyOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }),
            oneOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }),
            if: tie("schema"),
            else: tie("schema"),
            $ref: fc.constantFrom(...names).map((name) => `#/components/schemas/${name}`),
        }),
    ),
})).schema;

// A reference from one schema to a later one only, so that each ends.
const forward = (index: number, text: string) =>
    text.replaceAll(/#\/components\/schemas\/([ABC])/g, (whole, name: string) =>
        names.indexOf(name) > index ? whole : "#/components/schemas/D",
    );

function modelsOf(schemas: JsonObject): Readonly<Record<string, JsonObject>> {
    const document = {
        openapi: "3.1.0",
        info: { title: "Generated", version: "1" },
        paths: { "/a": { get: { responses: { "200": { description: "Fine." } } } } },
        components: { schemas },
    };
    return parseDocument("generated.json", JSON.stringify(document)).schemas;
}

describe("Models of generated schemas", () => {
    it("accept every value that the schema accepts, as API Gateway's importer reads them", () => {
        let valid = 0;
        let rejected = 0;
        const property = fc.property(
            fc.tuple(schema, schema, schema),
            fc.array(value, { maxLength: 12 }),
            (list, values) => {
                const schemas = Object.fromEntries(
                    list.map((each, index) => [names[index], JSON.parse(forward(index, JSON.stringify(each)))]),
                );
                schemas.D = { type: "string", maxLength: 2 };
                const models = modelsOf(schemas);
                const original = new Ajv2020({ strict: false, validateFormats: false, logger: false });
                original.addSchema({ components: { schemas } }, "document");
                const derived = new AjvDraft04({ strict: false, validateFormats: false, logger: false });
                const imported = Object.fromEntries(
                    Object.entries(models).map(([name, model]) => [name, asImported(model)]),
                );
                for (const name of names) {
                    const isValid = original.compile({ $ref: `document#/components/schemas/${name}` });
                    const passes = derived.compile({
                        components: { schemas: imported },
                        allOf: [{ $ref: `#/components/schemas/${name}` }],
                    });
                    for (const each of values) {
                        const passed = passes(each);
                        if (!passed) rejected++;
                        if (!isValid(each)) continue;
                        valid++;
                        assert.ok(
                            passed,
                            `${JSON.stringify(each)} is valid, and rejected by ${JSON.stringify(models[name])}`,
                        );
                    }
                }
            },
        );
        fc.assert(property, { seed, numRuns: isThorough ? 2000 : 150 });
        // The generator makes both.
        assert.ok(valid > 100 && rejected > 100, `${valid} valid, ${rejected} rejected`);
    }).timeout(120_000);
});
