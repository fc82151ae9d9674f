import assert from "node:assert/strict";
import { type ClientDocument, clientDocument } from "../../../openapi/clients/client-document";
import { clientSchemes } from "../../../openapi/clients/client-security";
import { sampleBody, schemes } from "./sample-body";
import { openapiProblems } from "./validate";

const servers = [
    {
        url: "https://abc123.execute-api.eu-central-1.amazonaws.com/{basePath}",
        variables: { basePath: { default: "Test" } },
    },
    { url: "http://127.0.0.1:8080/Test", description: "npm run serve" },
];
const derive = (basePath?: string): ClientDocument =>
    clientDocument({ body: JSON.stringify(sampleBody), servers, basePath });

describe("the document for clients", () => {
    it("is valid OpenAPI 3.0, for every API and for one", async () => {
        assert.equal(await openapiProblems(derive(), "3.0"), "");
        assert.equal(await openapiProblems(derive("/books"), "3.0"), "");
    });

    it("has no extension, but every name of the API that looks like one", () => {
        const text = JSON.stringify(derive());
        assert.deepEqual([...new Set(text.match(/"x-[^"]*"/g))].sort(), [
            '"x-api-key"',
            '"x-shelf"',
            '"x-total"',
            '"x-trace"',
        ]);
        assert.doesNotMatch(text, /amazon-apigateway|internal/);
        assert.deepEqual(derive().info, { title: "shop", version: "1.0.0" });
    });

    it("has the operations of the documents, without the preflights of CORS", () => {
        const operations = Object.entries(derive().paths).map(([path, item]) => [path, Object.keys(item)]);
        assert.deepEqual(operations, [
            ["/books", ["get", "post"]],
            ["/books/{isbn}", ["delete", "options"]],
            ["/bookshops", ["get"]],
        ]);
    });

    it("has paths relative to one API, whose path is in the servers instead", () => {
        const { paths, servers: urls, components } = derive("/books");
        assert.deepEqual(Object.keys(paths), ["/", "/{isbn}"]);
        assert.deepEqual(
            urls.map(({ url }) => url),
            [
                "https://abc123.execute-api.eu-central-1.amazonaws.com/{basePath}/books",
                "http://127.0.0.1:8080/Test/books",
            ],
        );
        assert.deepEqual(urls[0]?.variables, { basePath: { default: "Test" } });
        assert.deepEqual(Object.keys(components.securitySchemes ?? {}), ["api_key", "signed", "signed_t", "users"]);
    });

    it("has only the models that are used, even by each other", () => {
        assert.deepEqual(Object.keys(derive().components.schemas ?? {}), ["BooksBook", "BooksAuthor"]);
    });

    it("requires the key and each credential of an authorizer together, without scopes", () => {
        assert.deepEqual(derive().paths["/books/{isbn}"]?.delete?.security, [
            { api_key: [], users: [], signed: [], signed_t: [] },
        ]);
        assert.deepEqual(derive().paths["/books/{isbn}"]?.options?.security, []);
    });

    it("has a header once, whose spellings are keys of the cache, and none for a credential", () => {
        const parameter = (name: string, required = false, place = "header") => ({ name, in: place, required });
        const spellings = (name: string) =>
            [name.toUpperCase(), name, name.toLowerCase()].map((each) => parameter(each));
        const get = {
            parameters: [
                ...[...spellings("Authorization"), ...spellings("X-Tenant"), parameter("t", false, "query")],
                ...[
                    ...spellings("X-Shelf"),
                    parameter("X-ROW"),
                    parameter("x-row", true),
                    parameter("id", false, "query"),
                ],
            ],
            security: [{ signed: [] }],
            responses: {},
        };
        const components = { securitySchemes: schemes };
        const body = JSON.stringify({ openapi: "3.0.1", info: sampleBody.info, paths: { "/a": { get } }, components });
        assert.deepEqual(clientDocument({ body, servers }).paths["/a"]?.get?.parameters, [
            parameter("X-Shelf"),
            parameter("x-row", true),
            parameter("id", false, "query"),
        ]);
    });

    it("has no components in place of empty ones, as an export by AWS", () => {
        const body = JSON.stringify({
            openapi: "3.0.1",
            info: sampleBody.info,
            paths: { "/a": { get: { responses: {} } } },
        });
        assert.deepEqual(clientDocument({ body, servers }).components, {});
    });
});

describe("a security scheme for clients", () => {
    const header = (name: string) => ({ type: "apiKey", in: "header", name });
    const expected: Readonly<Record<keyof typeof schemes, object>> = {
        api_key: { api_key: header("x-api-key") },
        bearer: { bearer: { type: "http", scheme: "bearer" } },
        opaque: { opaque: header("X-Token") },
        signed: { signed: header("X-Tenant"), signed_t: { type: "apiKey", in: "query", name: "t" } },
        place: {},
        users: { users: { type: "http", scheme: "bearer" } },
        iam: {
            iam: {
                ...header("Authorization"),
                description: "AWS Signature Version 4 of the request, for the service `execute-api`.",
            },
        },
    };
    for (const [name, scheme] of Object.entries(schemes)) {
        it(`says which credential a call carries: ${name}`, () => {
            assert.deepEqual(clientSchemes(name, scheme), expected[name as keyof typeof schemes]);
        });
    }
});
