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

/** What the report says of a change, `!` before what breaks callers. */
function said(change: Parameters<typeof api>[0]): string[] {
    return compareDefinitions(definition(api()), definition(api(change))).flatMap((one) =>
        one.change === "changed"
            ? one.changes.map(({ breaking, text }) => `${breaking ? "!" : ""}${one.operation}: ${text}`)
            : [`${breaksCallers(one) ? "!" : ""}${one.operation} ${one.change}`],
    );
}

const cases: Readonly<Record<string, readonly [change: NonNullable<Parameters<typeof api>[0]>, ...said: string[]]>> = {
    "an operation that goes": [({ document }) => delete (document.paths as Document)["/pets"], "!POST /pets removed"],
    "an operation that comes": [
        ({ document, post }) => Object.assign((document.paths as Document)["/pets/{id}"] as Document, { put: post }),
        "PUT /pets/{id} added",
    ],
    "another name of a path's parameter": [
        ({ document }) => {
            const { "/pets/{id}": item, ...others } = document.paths as Record<string, Document>;
            document.paths = {
                ...others,
                "/pets/{pet}": { ...item, parameters: [{ name: "pet", in: "path", required: true }] },
            };
        },
    ],
    "a key that is asked for no more": [
        ({ get }) => Object.assign(get, { security: [] }),
        "GET /pets/{id}: needs no API key any more",
    ],
    "a new required parameter": [
        ({ get }) => (get.parameters as Document[]).push({ name: "X-Tenant", in: "header", required: true }),
        "!GET /pets/{id}: header x-tenant: comes, required",
    ],
    "a new optional parameter": [
        ({ get }) => (get.parameters as Document[]).push({ name: "sort", in: "query" }),
        "GET /pets/{id}: query sort: comes",
    ],
    "a parameter that goes": [
        ({ get }) => Object.assign(get, { parameters: [] }),
        "!GET /pets/{id}: query limit: goes",
    ],
    "a parameter that becomes required and narrower": [
        ({ get }) =>
            Object.assign(get, {
                parameters: [{ name: "limit", in: "query", required: true, schema: { type: "integer", maximum: 50 } }],
            }),
        "!GET /pets/{id}: query limit: required now",
        "!GET /pets/{id}: query limit: maximum 100 becomes 50",
    ],
    "a parameter that takes more": [
        ({ get }) =>
            Object.assign(get, {
                parameters: [{ name: "limit", in: "query", schema: { type: "number", maximum: 500 } }],
            }),
        "GET /pets/{id}: query limit: type integer becomes number",
        "GET /pets/{id}: query limit: maximum 100 becomes 500",
    ],
    "a body that is optional now": [
        ({ post }) => Object.assign(post.requestBody as Document, { required: false }),
        "POST /pets: request body: optional now",
    ],
    "an answer that goes": [
        ({ get }) => delete (get.responses as Document)["200"],
        "!GET /pets/{id}: response 200: goes",
    ],
    "an error that goes": [
        ({ get }) => delete (get.responses as Document)["404"],
        "GET /pets/{id}: response 404: goes",
    ],
    "a property that goes, for those who send it and those who read it": [
        ({ pet }) => delete (pet.properties as Document).age,
        "!POST /pets: request body.age: goes",
        "!GET /pets/{id}: response 200.age: goes",
    ],
    "a property that is required now, which only breaks who sends it": [
        ({ pet }) => pet.required.push("age"),
        "!POST /pets: request body.age: required now",
        "GET /pets/{id}: response 200.age: required now",
    ],
    "a property that is optional now, which only breaks who reads it": [
        ({ pet }) => pet.required.pop(),
        "POST /pets: request body.name: optional now",
        "!GET /pets/{id}: response 200.name: optional now",
    ],
    "a value that comes, which only breaks who reads it": [
        ({ pet }) => pet.properties.kind.enum.push("fish"),
        "POST /pets: request body.kind: value fish comes",
        "!GET /pets/{id}: response 200.kind: value fish comes",
    ],
    "a value that goes, which only breaks who sends it": [
        ({ pet }) => pet.properties.kind.enum.pop(),
        "!POST /pets: request body.kind: value dog goes",
        "GET /pets/{id}: response 200.kind: value dog goes",
    ],
    "a bound that is narrower, which only breaks who sends it": [
        ({ pet }) => Object.assign(pet.properties.age, { minimum: 1 }),
        "!POST /pets: request body.age: minimum 0 becomes 1",
        "GET /pets/{id}: response 200.age: minimum 0 becomes 1",
    ],
    "null that may come, which only breaks who reads it": [
        ({ pet }) => Object.assign(pet.properties.age, { nullable: true }),
        "POST /pets: request body.age: may be null now",
        "!GET /pets/{id}: response 200.age: may be null now",
    ],
    "another type": [
        ({ pet }) => Object.assign(pet.properties.age, { type: "string" }),
        "!POST /pets: request body.age: type integer becomes string",
        "!GET /pets/{id}: response 200.age: type integer becomes string",
    ],
    "further properties that are refused": [
        ({ pet }) => Object.assign(pet, { additionalProperties: false }),
        "!POST /pets: request body: what further properties may be has changed",
        "GET /pets/{id}: response 200: what further properties may be has changed",
    ],
    "a description": [({ pet }) => Object.assign(pet.properties.age, { description: "In years.", example: 3 })],
    "the same in another form": [
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
    for (const [what, [change, ...lines]] of Object.entries(cases)) {
        it(`are told of ${what}: ${lines.length === 0 ? "nothing" : lines.join("; ")}`, () => {
            assert.deepEqual(said(change).sort(), [...lines].sort());
        });
    }

    it("are told of a key that an open operation asks for now", () => {
        const open = definition(api(({ get }) => Object.assign(get, { security: [] })));
        const [changed] = compareDefinitions(open, definition(api()));
        assert.deepEqual(changed?.changes, [{ breaking: true, text: "needs an API key now" }]);
    });

    it("are told of nothing in the documents of app/ against themselves", () => {
        for (const name of ["pictures", "books"]) {
            const document = parse(readFileSync(join(projectFolder, "app", name, "openapi.yaml"), "utf8"));
            const found = definition(document);
            assert.ok(found.operations.length >= 5, name);
            assert.deepEqual(compareDefinitions(found, structuredClone(found)), []);
        }
    });

    it("are told in the report, what breaks them first, and with hostile names as text", () => {
        const after = reportOn(
            api(({ document, get }) => {
                Object.assign(document.paths as Document, { [`/${hostile}`]: { get } });
                delete (document.paths as Document)["/pets"];
            }),
        );
        const text = asMarkdown({ ...after, difference: compare(after, { commit: "c", report: reportOn(api()) }) });
        assert.match(text, /operations: 1 added, 1 removed, 0 changed, 1 breaking callers/);
        assert.match(text, /Operations of the APIs: 2<\/summary>\n\n- breaking: POST \/pets is removed\n- GET \//);
        assert.doesNotMatch(text, /<script|<img|@team/);
    });

    it("are not told that nothing changed where a body cannot be read", () => {
        const difference = compare(reportOn("openapi: 3.0.1"), { commit: "c", report: reportOn(api()) });
        assert.ok("notCompared" in difference);
        assert.deepEqual([difference.notCompared, difference.operations], [["rest"], []]);
        const text = asMarkdown({ ...reportOn(api()), difference });
        assert.match(text, /the operations of rest could not be read and are not compared/);
    });
});
