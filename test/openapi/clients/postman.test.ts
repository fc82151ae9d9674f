import assert from "node:assert/strict";
import { Collection, type Item, Property, Variable, VariableList } from "postman-collection";
import { clientDocument } from "../../../openapi/clients/client-document";
import { exampleValue } from "../../../openapi/clients/example-value";
import { postmanCollection } from "../../../openapi/clients/postman";
import { sampleBody } from "./sample-body";

const servers = [{ url: "http://127.0.0.1:8080/{basePath}", variables: { basePath: { default: "Test" } } }];
const document = clientDocument({ body: JSON.stringify(sampleBody), servers });

// Read as Postman itself reads it.
const collection = new Collection(postmanCollection(document));
const requests = new Map<string, Item>();
collection.forEachItem((item) => requests.set(item.name, item));
const itemOf = (name: string): Item => requests.get(name) ?? assert.fail(name);

describe("the Postman collection for clients", () => {
    it("has a folder for each API with its requests", () => {
        const folders = collection.items.map((folder) => [folder.name, "items" in folder ? folder.items.count() : 0]);
        assert.deepEqual(folders, [
            ["books", 4],
            ["bookshops", 1],
        ]);
    });

    it("has the URL of the first server and a credential for each scheme as variables", () => {
        const variables = collection.variables.map(({ key, value }) => [key, value]);
        assert.deepEqual(variables, [
            ["baseUrl", "http://127.0.0.1:8080/Test"],
            ["api_key", ""],
            ["signed", ""],
            ["signed_t", ""],
            ["users", ""],
        ]);
    });

    it("has requests that name every parameter, and send what they must", () => {
        const { request } = itemOf("Does booksList.");
        const values = new VariableList(collection, [
            new Variable({ key: "baseUrl", value: "http://host/Test" }),
            new Variable({ key: "api_key", value: "k" }),
        ]);
        const filled = (text: string) => Property.replaceSubstitutions(text, values);
        assert.equal(filled(request.url.toString()), "http://host/Test/books");
        assert.deepEqual(
            request.url.query.map(({ key, disabled }) => [key, disabled]),
            [["limit", true]],
        );
        const { "x-api-key": key, ...rest } = request.getHeaders({ enabled: true });
        assert.deepEqual([filled(String(key)), rest], ["k", { "x-trace": "" }]);
    });

    it("has a variable of the path, and every credential of a requirement", () => {
        const { request } = itemOf("Does booksDelete.");
        assert.equal(request.method, "DELETE");
        assert.deepEqual(
            request.url.variables.map(({ key }) => key),
            ["isbn"],
        );
        assert.equal(request.url.toString(), "{{baseUrl}}/books/:isbn?t={{signed_t}}");
        assert.deepEqual(request.getHeaders(), {
            "x-api-key": "{{api_key}}",
            Authorization: "Bearer {{users}}",
            "X-Tenant": "{{signed}}",
        });
    });

    it("lets Postman sign where AWS requires a signature", () => {
        const { request } = itemOf("Does bookshopsList.");
        assert.equal(request.auth?.type, "awsv4");
        assert.equal(request.auth?.parameters().get("service"), "execute-api");
        assert.deepEqual(request.getHeaders(), { "x-api-key": "{{api_key}}" });
    });

    it("has an example as body", () => {
        const { request } = itemOf("Does booksCreate.");
        assert.deepEqual(JSON.parse(request.body?.raw ?? ""), { "x-shelf": "a" });
        assert.equal(request.getHeaders()["Content-Type"], "application/json");
    });

    it("is the same for the same document", () => {
        assert.deepEqual(postmanCollection(document), postmanCollection(document));
    });
});

describe("an example of a schema", () => {
    const schemas = {
        Tree: {
            type: "object",
            properties: {
                name: { type: "string" },
                children: { type: "array", items: { $ref: "#/components/schemas/Tree" } },
            },
        },
    };
    for (const [what, schema, expected] of [
        ["a format", { type: "string", format: "uuid" }, "00000000-0000-4000-8000-000000000000"],
        ["a minimum", { type: "integer", minimum: 3 }, 3],
        ["values", { type: "string", enum: ["b", "a"] }, "b"],
        ["a default", { type: "boolean", default: false }, false],
        ["alternatives", { oneOf: [{ type: "number" }, { type: "string" }] }, 0],
        [
            "parts",
            { allOf: [{ properties: { a: { type: "string" } } }, { properties: { b: { type: "boolean" } } }] },
            { a: "string", b: true },
        ],
        ["a property that only responses have", { properties: { id: { type: "string", readOnly: true } } }, {}],
        ["a model inside itself", { $ref: "#/components/schemas/Tree" }, { name: "string", children: [] }],
        ["no schema", undefined, {}],
    ] as const) {
        it(`shows ${what}`, () => assert.deepEqual(exampleValue(schema, schemas), expected));
    }
});
