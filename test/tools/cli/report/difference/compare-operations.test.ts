import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectFolder } from "../../../../../tools/cli/project/project";
import { compare } from "../../../../../tools/cli/report/difference/compare";
import { breaksCallers, compareDefinitions } from "../../../../../tools/cli/report/difference/compare-operations";
import type { Definition } from "../../../../../tools/cli/report/facts/report-schema";
import { asMarkdown } from "../../../../../tools/cli/report/render/markdown";
import { checkedAndEnded, resource } from "../events";
import { hostile, reportOf } from "../sample";

type Document = Record<string, unknown>;

function reportOn(document: unknown) {
    const body = typeof document === "string" ? document : JSON.stringify(document);
    return reportOf([resource("aws:apigateway/restApi:RestApi", "rest", { inputs: { body } }), ...checkedAndEnded]);
}

function definition(document: unknown): Definition {
    const [found] = reportOn(document).definitions;
    assert.ok(found?.known);
    return found;
}

const pet = {
    type: "object",
    properties: {
        name: { type: "string", maxLength: 20 },
        kind: { type: "string", enum: ["cat", "dog"] },
        parent: { $ref: "#/components/schemas/Pet" },
        age: { type: "integer", minimum: 0 },
    },
    required: ["name"],
};

/** An API of two operations; `change` alters a copy of it. */
function api(change: (at: { get: Document; post: Document; pet: typeof pet; document: Document }) => void = () => {}) {
    const get = {
        parameters: [{ name: "limit", in: "query", required: false, schema: { type: "integer", maximum: 100 } }],
        responses: {
            200: { content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } } },
            404: { content: {} },
        },
        security: [{ api_key: [] }],
    };
    const post = {
        requestBody: {
            required: true,
            content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } },
        },
        responses: { 201: {} },
        security: [{ api_key: [] }],
    };
    const document = {
        openapi: "3.0.1",
        paths: { "/pets/{id}": { get, parameters: [{ name: "id", in: "path", required: true }] }, "/pets": { post } },
        components: {
            schemas: { Pet: structuredClone(pet) },
            securitySchemes: { api_key: { type: "apiKey", name: "x-api-key", in: "header" } },
        },
    };
    const copy = structuredClone(document);
    change({
        get: copy.paths["/pets/{id}"].get as Document,
        post: copy.paths["/pets"].post as Document,
        pet: copy.components.schemas.Pet,
        document: copy,
    });
    return copy;
}

/** The changes that the report lists, with `!` before breaking ones. */
function changesOf(change: Parameters<typeof api>[0]): string[] {
    return compareDefinitions(definition(api()), definition(api(change))).flatMap((one) =>
        one.change === "changed"
            ? one.changes.map(({ breaking, text }) => `${breaking ? "!" : ""}${one.operation}: ${text}`)
            : [`${breaksCallers(one) ? "!" : ""}${one.operation} ${one.change}`],
    );
}

type Case = readonly [change: NonNullable<Parameters<typeof api>[0]>, ...changes: string[]];

const cases: Readonly<Record<string, Case>> = {
    "a removed operation": [({ document }) => delete (document.paths as Document)["/pets"], "!POST /pets removed"],
    "an added operation": [
        ({ document, post }) => Object.assign((document.paths as Document)["/pets/{id}"] as Document, { put: post }),
        "PUT /pets/{id} added",
    ],
    "a renamed path parameter": [
        ({ document }) => {
            const { "/pets/{id}": item, ...others } = document.paths as Record<string, Document>;
            document.paths = {
                ...others,
                "/pets/{pet}": { ...item, parameters: [{ name: "pet", in: "path", required: true }] },
            };
        },
    ],
    "a key that is no longer needed": [
        ({ get }) => Object.assign(get, { security: [] }),
        "GET /pets/{id}: no longer needs an API key",
    ],
    "a new required parameter": [
        ({ get }) => (get.parameters as Document[]).push({ name: "X-Tenant", in: "header", required: true }),
        "!GET /pets/{id}: header x-tenant: added, required",
    ],
    "a new optional parameter": [
        ({ get }) => (get.parameters as Document[]).push({ name: "sort", in: "query" }),
        "GET /pets/{id}: query sort: added",
    ],
    "a removed parameter": [
        ({ get }) => Object.assign(get, { parameters: [] }),
        "!GET /pets/{id}: query limit: removed",
    ],
    "a parameter that becomes required and stricter": [
        ({ get }) =>
            Object.assign(get, {
                parameters: [{ name: "limit", in: "query", required: true, schema: { type: "integer", maximum: 50 } }],
            }),
        "!GET /pets/{id}: query limit: now required",
        "!GET /pets/{id}: query limit: maximum changes from 100 to 50",
    ],
    "a parameter that accepts more": [
        ({ get }) =>
            Object.assign(get, {
                parameters: [{ name: "limit", in: "query", schema: { type: "number", maximum: 500 } }],
            }),
        "GET /pets/{id}: query limit: type changes from integer to number",
        "GET /pets/{id}: query limit: maximum changes from 100 to 500",
    ],
    "a body that becomes optional": [
        ({ post }) => Object.assign(post.requestBody as Document, { required: false }),
        "POST /pets: request body: now optional",
    ],
    "a removed response": [
        ({ get }) => delete (get.responses as Document)["200"],
        "!GET /pets/{id}: response 200: removed",
    ],
    "a removed error response": [
        ({ get }) => delete (get.responses as Document)["404"],
        "GET /pets/{id}: response 404: removed",
    ],
    "a removed property, for senders and readers": [
        ({ pet }) => delete (pet.properties as Document).age,
        "!POST /pets: request body.age: removed",
        "!GET /pets/{id}: response 200.age: removed",
    ],
    "a property that becomes required, which breaks only senders": [
        ({ pet }) => pet.required.push("age"),
        "!POST /pets: request body.age: now required",
        "GET /pets/{id}: response 200.age: now required",
    ],
    "a property that becomes optional, which breaks only readers": [
        ({ pet }) => pet.required.pop(),
        "POST /pets: request body.name: now optional",
        "!GET /pets/{id}: response 200.name: now optional",
    ],
    "an added value, which breaks only readers": [
        ({ pet }) => pet.properties.kind.enum.push("fish"),
        "POST /pets: request body.kind: value fish added",
        "!GET /pets/{id}: response 200.kind: value fish added",
    ],
    "a removed value, which breaks only senders": [
        ({ pet }) => pet.properties.kind.enum.pop(),
        "!POST /pets: request body.kind: value dog removed",
        "GET /pets/{id}: response 200.kind: value dog removed",
    ],
    "a stricter bound, which breaks only senders": [
        ({ pet }) => Object.assign(pet.properties.age, { minimum: 1 }),
        "!POST /pets: request body.age: minimum changes from 0 to 1",
        "GET /pets/{id}: response 200.age: minimum changes from 0 to 1",
    ],
    "a property that becomes nullable, which breaks only readers": [
        ({ pet }) => Object.assign(pet.properties.age, { nullable: true }),
        "POST /pets: request body.age: may now be null",
        "!GET /pets/{id}: response 200.age: may now be null",
    ],
    "a changed type": [
        ({ pet }) => Object.assign(pet.properties.age, { type: "string" }),
        "!POST /pets: request body.age: type changes from integer to string",
        "!GET /pets/{id}: response 200.age: type changes from integer to string",
    ],
    "additional properties that become forbidden": [
        ({ pet }) => Object.assign(pet, { additionalProperties: false }),
        "!POST /pets: request body: allowed additional properties change",
        "GET /pets/{id}: response 200: allowed additional properties change",
    ],
    "a description": [({ pet }) => Object.assign(pet.properties.age, { description: "In years.", example: 3 })],
    "the same schema in another notation": [
        ({ document }) => {
            const { name, ...others } = pet.properties;
            const allOf = [
                { type: "object", properties: { name }, required: ["name"] },
                { type: "object", properties: others },
            ];
            Object.assign(document.components as object, { schemas: { Pet: { allOf } } });
        },
    ],
};

describe("Callers of an API", () => {
    for (const [title, [change, ...lines]] of Object.entries(cases)) {
        it(`are told of ${title}: ${lines.length === 0 ? "nothing" : lines.join("; ")}`, () => {
            assert.deepEqual(changesOf(change).sort(), [...lines].sort());
        });
    }

    it("are told of an open operation that becomes protected by a key", () => {
        const open = definition(api(({ get }) => Object.assign(get, { security: [] })));
        const [changed] = compareDefinitions(open, definition(api()));
        assert.deepEqual(changed?.changes, [{ breaking: true, text: "now needs an API key" }]);
    });

    it("are told of no changes between identical documents of app/", () => {
        for (const name of ["pictures", "books"]) {
            const document = parse(readFileSync(join(projectFolder, "app", name, "openapi.yaml"), "utf8"));
            const found = definition(document);
            assert.ok(found.operations.length >= 5, name);
            assert.deepEqual(compareDefinitions(found, structuredClone(found)), []);
        }
    });

    it("are told in the report, breaking changes first, with hostile names escaped", () => {
        const after = reportOn(
            api(({ document, get }) => {
                Object.assign(document.paths as Document, { [`/${hostile}`]: { get } });
                delete (document.paths as Document)["/pets"];
            }),
        );
        const text = asMarkdown({ ...after, difference: compare(after, { commit: "c", report: reportOn(api()) }) });
        assert.match(text, /operations: 1 added, 1 removed, 0 changed, 1 breaking/);
        assert.match(text, /API operations: 2<\/summary>\n\n- breaking: POST \/pets: removed\n- GET \//);
        assert.doesNotMatch(text, /<script|<img|@team/);
    });

    it("are told that a body cannot be read", () => {
        const difference = compare(reportOn("openapi: 3.0.1"), { commit: "c", report: reportOn(api()) });
        assert.ok("notCompared" in difference);
        assert.deepEqual([difference.notCompared, difference.operations], [["rest"], []]);
        const text = asMarkdown({ ...reportOn(api()), difference });
        assert.match(text, /the operations of rest cannot be read, so they are not compared/);
    });
});
