import assert from "node:assert/strict";
import { compareBodies } from "../../openapi/compare-bodies";

const operation = { responses: { "200": { $ref: "#/components/responses/Items" } }, security: [{ api_key: [] }] };
const base = {
    openapi: "3.0.1",
    info: { title: "shop", version: "1" },
    paths: { "/items": { get: operation, post: { responses: {} } }, "/stock": { get: operation } },
    components: {
        responses: {
            Items: { content: { "application/json": { schema: { $ref: "#/components/schemas/Item" } } } },
        },
        schemas: { Item: { type: "object", properties: { next: { $ref: "#/components/schemas/Item" } } } },
        securitySchemes: { api_key: { type: "apiKey", name: "x-api-key", in: "header" } },
    },
};
const withOperation = (change: object) => ({
    ...base,
    paths: { ...base.paths, "/items": { ...base.paths["/items"], get: { ...operation, ...change } } },
});
const withComponents = (components: object) => ({ ...base, components: { ...base.components, ...components } });
const compare = (after: object) => compareBodies(JSON.stringify(base), JSON.stringify(after));

describe("compareBodies", () => {
    it("finds nothing in equal bodies, and in another order of operations", () => {
        assert.deepEqual(compare(base), { operations: [], general: [] });
        const { "/items": items, "/stock": stock } = base.paths;
        assert.deepEqual(compare({ ...base, paths: { "/stock": stock, "/items": items } }).operations, []);
    });

    it("names added and removed operations by path, then method", () => {
        const paths = { "/items": { get: operation, delete: operation }, "/stock": { get: operation } };
        assert.deepEqual(compare({ ...base, paths }).operations, [
            { operation: "DELETE /items", change: "added", parts: [] },
            { operation: "POST /items", change: "removed", parts: [] },
        ]);
    });

    const changes: readonly [part: string, change: object][] = [
        ["parameters", { parameters: [{ name: "page", in: "query" }] }],
        ["request body", { requestBody: { required: true } }],
        ["responses", { responses: {} }],
        ["security", { security: [{ api_key: [], users: [] }] }],
        ["integration", { "x-amazon-apigateway-integration": { type: "mock" } }],
        ["validation", { "x-amazon-apigateway-request-validator": "all" }],
        ["documentation", { summary: "Lists items." }],
    ];
    for (const [part, change] of changes)
        it(`finds a change of the ${part} of one operation`, () => {
            assert.deepEqual(compare(withOperation(change)).operations, [
                { operation: "GET /items", change: "changed", parts: [part] },
            ]);
        });

    it("finds a change of a model or a security scheme at each operation that refers to it", () => {
        const both = (part: string) =>
            ["GET /items", "GET /stock"].map((name) => ({ operation: name, change: "changed", parts: [part] }));
        const schemas = { Item: { type: "object", properties: { id: { type: "string" } } } };
        assert.deepEqual(compare(withComponents({ schemas })).operations, both("responses"));
        const securitySchemes = { api_key: { type: "apiKey", name: "x-other", in: "header" } };
        assert.deepEqual(compare(withComponents({ securitySchemes })).operations, both("security"));
    });

    it("names what differs for the API as a whole, and takes text that is not JSON as an empty document", () => {
        const general = compare({ ...base, "x-amazon-apigateway-binary-media-types": ["image/png"] }).general;
        assert.deepEqual(general, ["x-amazon-apigateway-binary-media-types"]);
        assert.equal(compareBodies("openapi: 3.0.1", JSON.stringify(base)).operations.length, 3);
    });
});
