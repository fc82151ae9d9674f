import assert from "node:assert/strict";
import { HttpError } from "../../app/pictures/http-error";
import { RequestContract } from "../../app/pictures/request-contract";

const contract = new RequestContract({
    paths: {
        "/shelves/{shelf}": {
            parameters: [{ $ref: "#/components/parameters/Shelf" }],
            post: {
                parameters: [
                    { name: "limit", in: "query", schema: { type: "integer", minimum: 1 } },
                    { name: "deep", in: "query", required: true, schema: { type: "boolean" } },
                ],
                requestBody: { $ref: "#/components/requestBodies/Book" },
            },
            get: {},
        },
    },
    components: {
        parameters: {
            Shelf: { name: "shelf", in: "path", required: true, schema: { type: "string", format: "uuid" } },
        },
        requestBodies: {
            Book: { content: { "application/json": { schema: { $ref: "#/components/schemas/Book" } } } },
        },
        schemas: {
            Book: {
                type: "object",
                required: ["title", "author"],
                properties: { title: { type: "string" }, author: { $ref: "#/components/schemas/Author" } },
            },
            Author: { type: "object", required: ["name"], properties: { name: { type: "string", minLength: 1 } } },
        },
    },
});

const shelf = "0190a6c0-0000-7000-8000-000000000000";
const book = { title: "Emma", author: { name: "Jane Austen" } };
const read = (query: string, body: unknown = book, params: Record<string, string> = { shelf }) =>
    contract.operation("POST", "/shelves/{shelf}").read({ params, query: new URLSearchParams(query), body });

function rejected(query: string, body?: unknown, params?: Record<string, string>): string {
    try {
        read(query, body, params);
    } catch (error) {
        assert.ok(error instanceof HttpError);
        assert.equal(error.status, 400);
        return error.message;
    }
    return "";
}

describe("app: what the OpenAPI document says of requests", () => {
    it("gives parameters the types of the document, the last of a repeated one, and leaves a body as it is", () => {
        const { params, query, body } = read("limit=0&limit=7&deep=true&other=x");
        assert.deepEqual(query, { limit: 7, deep: true, other: "x" });
        assert.deepEqual([params, body], [{ shelf }, book]);
    });

    it("names every fault in path, query and body at once", () => {
        const message = rejected("limit=none", { title: 1, author: { name: "" } }, { shelf: "7" });
        for (const problem of [
            '"shelf" must match format "uuid".',
            '"limit" must be integer.',
            '"deep" is missing.',
            '"title" must be string.',
            '"author.name" must NOT have fewer than 1 characters.',
        ]) {
            assert.ok(message.includes(problem), `${problem} is not in: ${message}`);
        }
    });

    it("refuses a body of another kind, and one that lacks what is required, through references", () => {
        assert.equal(rejected("deep=true", null), "The body must be object.");
        assert.equal(rejected("deep=true", { title: "x", author: {} }), '"author.name" is missing.');
        assert.equal(rejected("deep=true", { title: "5", author: { name: 5 } }), '"author.name" must be string.');
    });

    it("knows which operations have a body, and no operation that the document lacks", () => {
        assert.equal(contract.operation("POST", "/shelves/{shelf}").takesBody, true);
        assert.equal(contract.operation("GET", "/shelves/{shelf}").takesBody, false);
        assert.throws(() => contract.operation("PUT", "/shelves/{shelf}"), /got no PUT "\/shelves\/\{shelf\}"/);
    });
});
