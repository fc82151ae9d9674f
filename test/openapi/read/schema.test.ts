import assert from "node:assert/strict";
import { stringify } from "yaml";
import type { JsonObject } from "../../../openapi/document";
import { DocumentError } from "../../../openapi/problem";
import { parseDocument } from "../../../openapi/read/parse";

function read(schemas: object, openapi = "3.0.3", requestSchema?: object) {
    const request = requestSchema && { requestBody: { content: { "application/json": { schema: requestSchema } } } };
    const document = {
        openapi,
        info: { title: "T", version: "1" },
        paths: { "/a": { post: { ...request, responses: { "200": { description: "Fine." } } } } },
        components: { schemas },
    };
    return parseDocument("t.yaml", stringify(document));
}

function problemsOf(schemas: object, openapi?: string): string[] {
    try {
        read(schemas, openapi);
    } catch (error) {
        if (error instanceof DocumentError) return error.messages.map(({ message }) => message);
        throw error;
    }
    return [];
}

const adjustmentsOf = (schemas: object, openapi?: string, requestSchema?: object) =>
    read(schemas, openapi, requestSchema).adjustments.map(({ message }) => message);

const onlyNull: JsonObject = {
    not: {
        anyOf: [...["string", "number", "boolean", "object"].map((type) => ({ type })), { type: "array", items: {} }],
    },
};

describe("The model of a schema", () => {
    const unchanged: Record<string, JsonObject> = {
        "an object": { type: "object", required: ["a"], properties: { a: { type: "string", maxLength: 3 } } },
        "a map": { type: "object", additionalProperties: { type: "integer", minimum: 0 } },
        "a list": { type: "array", minItems: 1, maxItems: 2, uniqueItems: true, items: { type: "number" } },
        "a composed schema": { oneOf: [{ type: "string" }, { not: { type: "boolean" } }] },
        "formats and patterns that API Gateway reads": {
            type: "string",
            format: "date-time",
            pattern: "^\\S+\\@\\S+$",
        },
        "a property named like a keyword": { type: "object", properties: { $ref: { type: "string" }, enum: {} } },
        "a decimal multiple": { type: "number", multipleOf: 0.01, maximum: 1e21 },
    };
    for (const [title, schema] of Object.entries(unchanged)) {
        it(`keeps ${title}`, () => {
            const document = read({ S: schema });
            assert.deepEqual(document.schemas.S, schema);
            assert.deepEqual(document.adjustments, []);
        });
    }

    const silent: Record<string, [object, JsonObject]> = {
        "annotations and formats that it does not read": [
            { type: "string", format: "ip", default: "a", example: "a", deprecated: true, xml: {}, "x-a": 1 },
            { type: "string" },
        ],
        "int32 and int64": [{ type: "integer", format: "int64" }, { type: "integer" }],
        "an empty list of required names": [{ type: "object", required: [] }, { type: "object" }],
        "what does not concern the type": [
            { type: "string", items: {}, additionalProperties: false },
            { type: "string" },
        ],
        "the end of a comment": [{ description: "image/*/a" }, { description: "image/* /a" }],
        "the format of an enum that the import would parse": [
            { type: "string", format: "date", enum: ["today"] },
            { type: "string", enum: ["today"] },
        ],
    };
    for (const [title, [schema, model]] of Object.entries(silent)) {
        it(`leaves out ${title}, without an adjustment`, () => {
            const document = read({ S: schema });
            assert.deepEqual(document.schemas.S, model);
            assert.deepEqual(document.adjustments, []);
        });
    }

    it("has the items that the import requires", () => {
        assert.deepEqual(read({ S: { type: "array" } }).schemas.S, { type: "array", items: {} });
    });

    const adjusted: Record<string, [object, JsonObject, string]> = {
        "a nullable scalar": [
            { type: "string", nullable: true, maxLength: 2 },
            { maxLength: 2 },
            "S: a nullable type: published without the type",
        ],
        "a value listed twice": [
            { type: "string", enum: ["A", "A", "B"] },
            { type: "string", enum: ["A", "B"] },
            'S.enum: "A" twice: published once',
        ],
        "an enum of another type": [
            { type: "string", enum: ["a", 1] },
            { type: "string" },
            "S.enum: values of another type: published without them",
        ],
        "an enum of objects": [{ enum: [{ a: 1 }] }, {}, "S.enum: values of another type: published without them"],
        "a pattern with a flag": [
            { type: "string", pattern: "(?i)^a" },
            { type: "string" },
            'S.pattern: "(?i)^a": published without it, as API Gateway validates with ECMAScript 5, where it is not a regular expression',
        ],
        "a pattern of Java": [{ pattern: "^[\\p{L}]+$" }, {}, 'where "\\p" is a plain letter'],
        "a pattern with a look-behind": [{ pattern: "(?<!a)b" }, {}, 'where "(?<" does not exist'],
        "an exclusive bound of 3.0": [
            { type: "number", minimum: 1, exclusiveMinimum: true },
            { type: "number", minimum: 1 },
            'S.exclusiveMinimum: "exclusiveMinimum": published as "minimum" only',
        ],
        "a size that is no 32-bit number": [
            { type: "string", maxLength: 3_000_000_000 },
            { type: "string" },
            "S.maxLength: 3000000000: published without it",
        ],
        "a number that JSON cannot hold": [
            { type: "number", minimum: Number.POSITIVE_INFINITY },
            { type: "number" },
            "S.minimum: Infinity: published without it, as API Gateway takes only numbers",
        ],
        "an unknown type": [{ type: "any" }, {}, 'S.type: "any": published without a type'],
        "required as draft 3 has it": [
            { type: "object", properties: { a: { type: "string", required: true } } },
            { type: "object", properties: { a: { type: "string" } } },
            "S.properties.a.required",
        ],
        "oneOf with a discriminator": [
            { oneOf: [{ type: "object" }, { type: "string" }], discriminator: { propertyName: "kind" } },
            { anyOf: [{ type: "object" }, { type: "string" }] },
            'S.oneOf: "oneOf" with a discriminator: published as "anyOf"',
        ],
        "oneOf of schemas that lose a constraint": [
            {
                oneOf: [
                    { type: "string", pattern: "(?i)a" },
                    { type: "string", maxLength: 2 },
                ],
            },
            { anyOf: [{ type: "string" }, { type: "string", maxLength: 2 }] },
            'S.oneOf: "oneOf" of schemas with other adjustments: published as "anyOf"',
        ],
        "not of a schema that loses a constraint": [
            { type: "string", not: { pattern: "(?i)a" } },
            { type: "string" },
            'S.not: "not" of a schema with other adjustments: published without it',
        ],
    };
    it("takes a value that several alternatives allow if all of them inherit a discriminator", () => {
        const base = { $ref: "#/components/schemas/Base" };
        const derived = { allOf: [base, { type: "object" }] };
        const alternatives = ["A", "B"].map((name) => ({ $ref: `#/components/schemas/${name}` }));
        const Base = { type: "object", discriminator: { propertyName: "kind" } };
        const S = { oneOf: alternatives };
        assert.deepEqual(read({ A: derived, B: derived, Base, S }).schemas.S, { anyOf: alternatives });
        assert.deepEqual(read({ A: derived, B: { type: "object" }, Base, S }).schemas.S, { oneOf: alternatives });
    });

    for (const [title, [schema, model, adjustment]] of Object.entries(adjusted)) {
        it(`is adjusted for ${title}`, () => {
            const document = read({ S: schema });
            assert.deepEqual(document.schemas.S, model);
            const messages = document.adjustments.map(({ message }) => message);
            assert.ok(
                messages.some((message) => message.includes(adjustment)),
                messages.join("\n"),
            );
            assert.ok(document.adjustments.every(({ line }) => (line ?? 0) > 1));
        });
    }

    it("accepts null beside a reference, allOf, items or an enum (case 05)", () => {
        const Owner = { type: "object", properties: { name: { type: "string" } } };
        const owner = { allOf: [{ $ref: "#/components/schemas/Owner" }] };
        const kind = { type: "string", enum: ["a", "b"] };
        const list = { type: "array", items: { type: "string" } };
        const Item = {
            type: "object",
            properties: {
                owner: { nullable: true, ...owner },
                direct: { nullable: true, $ref: "#/components/schemas/Owner" },
                kind: { ...kind, nullable: true },
                listed: { type: "string", enum: ["a", "b", null] },
                list: { ...list, nullable: true },
            },
        };
        const { schemas, adjustments } = read({ Owner, Item });
        assert.deepEqual(schemas.Item?.properties, {
            owner: { anyOf: [owner, onlyNull] },
            direct: { anyOf: [{ $ref: "#/components/schemas/Owner" }, onlyNull] },
            kind: { anyOf: [kind, onlyNull] },
            listed: { anyOf: [kind, onlyNull] },
            list: { anyOf: [list, onlyNull] },
        });
        assert.deepEqual(adjustments, []);
    });

    it("tells the places of a repeated adjustment once, with their number", () => {
        const nullable = { type: "string", nullable: true };
        const messages = adjustmentsOf({
            S: { type: "object", properties: { a: nullable, b: nullable, c: nullable } },
        });
        assert.deepEqual(messages, [
            "components.schemas.S.properties.a: a nullable type, here and at 2 other places: published without the type, which would reject null, as API Gateway imports no nullable types",
        ]);
    });

    const later: Record<string, [object, JsonObject]> = {
        "a list of types": [
            { type: ["string", "integer"], maxLength: 2, minimum: 1 },
            {
                anyOf: [
                    { type: "string", maxLength: 2 },
                    { type: "integer", minimum: 1 },
                ],
            },
        ],
        "a list of types with null": [
            { type: ["array", "null"], items: { type: "string" } },
            { anyOf: [{ type: "array", items: { type: "string" } }, onlyNull] },
        ],
        "an alternative that is null": [
            { anyOf: [{ type: "string" }, { type: "null" }] },
            { anyOf: [{ type: "string" }, onlyNull] },
        ],
        "a constant": [{ const: "a" }, { enum: ["a"] }],
        "exclusive bounds of integers": [
            { type: "integer", exclusiveMinimum: 1, exclusiveMaximum: 9.5 },
            { type: "integer", minimum: 2, maximum: 9 },
        ],
        "keywords beside a reference": [
            { $ref: "#/components/schemas/Other", maxLength: 2, description: "Short." },
            { allOf: [{ $ref: "#/components/schemas/Other" }], maxLength: 2, description: "Short." },
        ],
        "booleans as schemas": [
            { type: "object", properties: { a: true, b: false } },
            { type: "object", properties: { a: {}, b: { not: {} } } },
        ],
        "an enum of several types": [
            { enum: ["a", 1] },
            {
                anyOf: [
                    { type: "number", enum: [1] },
                    { type: "string", enum: ["a"] },
                ],
            },
        ],
    };
    for (const [title, [schema, model]] of Object.entries(later)) {
        it(`has the meaning of ${title} in OpenAPI 3.1`, () => {
            const document = read({ S: schema, Other: { type: "string" } }, "3.1.0");
            assert.deepEqual(document.schemas.S, model);
            assert.deepEqual(document.adjustments, []);
        });
    }

    it("drops keywords of later drafts, and those that depend on them", () => {
        const schema = {
            type: "object",
            patternProperties: { "^x": {} },
            additionalProperties: false,
            if: { required: ["a"] },
            properties: { list: { type: "array", prefixItems: [{ type: "string" }], items: { type: "number" } } },
        };
        const document = read({ S: schema }, "3.1.0");
        assert.deepEqual(document.schemas.S, { type: "object", properties: { list: { type: "array", items: {} } } });
        const dropped = document.adjustments.map(({ message }) => message.split(": ")[1]);
        assert.deepEqual(dropped, ['"patternProperties"', '"if"', '"prefixItems"']);
    });
});

describe("The models of read-only and write-only properties (case 04)", () => {
    const flagged = { id: { type: "integer", readOnly: true }, secret: { type: "string", writeOnly: true } };
    const Item = {
        type: "object",
        required: ["id", "secret", "name"],
        properties: { ...flagged, name: { type: "string" } },
    };
    const Pair = { type: "object", properties: { left: { $ref: "#/components/schemas/Item" } } };
    const reference = { $ref: "#/components/schemas/Pair" };

    it("differ for requests and responses, also through other schemas", () => {
        const document = read({ Item, Pair, Plain: { type: "string" } }, "3.0.3", reference);
        assert.deepEqual(document.schemas.Item?.required, ["id", "name"]);
        assert.deepEqual(document.schemas.ItemRequest?.required, ["secret", "name"]);
        assert.deepEqual(document.schemas.PairRequest?.properties, {
            left: { $ref: "#/components/schemas/ItemRequest" },
        });
        assert.deepEqual(Object.keys(document.schemas).sort(), ["Item", "ItemRequest", "Pair", "PairRequest", "Plain"]);
        assert.deepEqual(document.operations[0]?.requestBody?.content, {
            "application/json": { $ref: "#/components/schemas/PairRequest" },
        });
        assert.deepEqual(
            document.adjustments.map(({ message }) => message),
            [
                'components.schemas.Item.required: "id", read-only: not required in the model of requests, as only responses have them',
            ],
        );
    });

    it("follow the flag of a referenced property and of a part by allOf", () => {
        const schemas = {
            Id: { type: "integer", readOnly: true },
            Base: { type: "object", properties: { id: { $ref: "#/components/schemas/Id" } } },
            Whole: { allOf: [{ $ref: "#/components/schemas/Base" }, { type: "object", required: ["id", "name"] }] },
        };
        const document = read(schemas, "3.0.3", { $ref: "#/components/schemas/Whole" });
        assert.deepEqual(document.schemas.WholeRequest, {
            allOf: [{ $ref: "#/components/schemas/Base" }, { type: "object", required: ["name"] }],
        });
    });
});

describe("References between schemas", () => {
    it("may name any schema of the document, which then becomes a model", () => {
        const schemas = {
            "Page«Pet»": { type: "object", properties: { size: { type: "integer" } } },
            S: {
                type: "object",
                properties: {
                    size: { $ref: "#/components/schemas/Page%C2%ABPet%C2%BB/properties/size" },
                    own: { $ref: "#/$defs/Own" },
                    named: { $ref: "#own" },
                },
                $defs: { Own: { $anchor: "own", type: "string" } },
            },
        };
        const { schemas: models } = read(schemas, "3.1.0");
        assert.deepEqual(models, {
            PagePet: { type: "object", properties: { size: { type: "integer" } } },
            PagePetSize: { type: "integer" },
            S: {
                type: "object",
                properties: {
                    size: { $ref: "#/components/schemas/PagePetSize" },
                    own: { $ref: "#/components/schemas/SDefsOwn" },
                    named: { $ref: "#/components/schemas/SDefsOwn" },
                },
            },
            SDefsOwn: { type: "string" },
        });
    });

    it("keep models apart whose names have the same letters and digits, whatever their order", () => {
        const schemas = { "A-B": { type: "string" }, A_B: { type: "number" }, aB: { type: "boolean" } };
        const expected = { aB: { type: "boolean" }, AB2: { type: "string" }, AB3: { type: "number" } };
        assert.deepEqual(read(schemas).schemas, expected);
        assert.deepEqual(read(Object.fromEntries(Object.entries(schemas).reverse())).schemas, expected);
    });

    it("cut a schema that contains itself in place, whose validation would never end", () => {
        const schemas = {
            Base: { oneOf: [{ $ref: "#/components/schemas/Derived" }], discriminator: { propertyName: "kind" } },
            Derived: { allOf: [{ $ref: "#/components/schemas/Base" }, { type: "object" }] },
        };
        const document = read(schemas);
        assert.deepEqual(document.schemas, { Base: { anyOf: [{}] }, Derived: schemas.Derived });
        assert.match(adjustmentsOf(schemas).join("\n"), /Base: a schema that contains itself through "Derived"/);
    });

    it("accept schemas more than 100 levels deep unchecked, and chains of thousands", () => {
        let deep: object = { type: "string" };
        for (let level = 0; level < 150; level++) deep = { type: "array", items: deep };
        assert.match(adjustmentsOf({ S: deep }).join("\n"), /a schema more than 100 levels deep: accepted unchecked/);
        const chain = Object.fromEntries(
            Array.from({ length: 2000 }, (_, i) => [`S${i}`, { allOf: [{ $ref: `#/components/schemas/S${i + 1}` }] }]),
        );
        assert.equal(Object.keys(read({ ...chain, S2000: {} }).schemas).length, 2001);
    }).timeout(60_000);

    const broken: Record<string, [object, string]> = {
        "a missing schema": [{ items: { $ref: "#/components/schemas/No" } }, "S.items.$ref: got"],
        "another file": [
            { items: { $ref: "pet.yaml#/Pet" } },
            'S.items.$ref: got "pet.yaml#/Pet", want a reference into this document, such as "#/components/schemas/Picture"; bundle',
        ],
        "something else": [{ $ref: "#/info" }, 'S.$ref: got "#/info", want a schema such as'],
        "a component of another kind": [{ $ref: "#/components/responses/R" }, "S.$ref: got"],
        itself: [{ $ref: "#/components/schemas/S" }, "S.$ref: got the circular reference"],
    };
    for (const [title, [schema, problem]] of Object.entries(broken)) {
        it(`to ${title} are problems`, () => {
            const problems = problemsOf({ S: schema });
            assert.equal(problems.length, 1);
            assert.ok(problems[0]?.includes(problem), problems[0]);
        });
    }
});
