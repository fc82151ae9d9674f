import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { stringify } from "yaml";
import { httpAdjustments, httpBaseOf, httpRoutes } from "../../../openapi/derive/http-routes";
import type { PublishedApi } from "../../../openapi/document";
import { DocumentError } from "../../../openapi/problem";
import { parseDocument } from "../../../openapi/read/parse";
import { isThorough } from "../../test-size";
import { documents, seed } from "../documents";

function api(name: string, paths: Readonly<Record<string, object>>, server?: string): PublishedApi {
    const document = {
        openapi: "3.0.3",
        info: { title: name, version: "1.0.0" },
        ...(server !== undefined && { servers: [{ url: server }] }),
        paths,
    };
    return { name, basePath: `/${name}`, document: parseDocument(`${name}.yaml`, stringify(document)) };
}

function appAt(folder: string): PublishedApi {
    const fileName = `app/${folder}/openapi.yaml`;
    const text = readFileSync(join(__dirname, "../../..", fileName), "utf8");
    return { name: folder, basePath: `/${folder}`, document: parseDocument(fileName, text) };
}

function problemsOf(...apis: PublishedApi[]): readonly string[] {
    try {
        httpRoutes(apis);
    } catch (error) {
        assert.ok(error instanceof DocumentError);
        return error.problems;
    }
    return [];
}

const responses = { "200": { description: "Fine." } };
const get = { get: { responses } };
const keysOf = (...apis: PublishedApi[]) => httpRoutes(apis).map(({ routeKey }) => routeKey);

describe("httpRoutes", () => {
    it("publishes the operations of the seed's services at the paths of their servers, and nothing else", () => {
        const apis = [appAt("books-service"), appAt("authors")];
        assert.deepEqual(keysOf(...apis), [
            "GET /api/authors",
            "GET /api/authors/{p1}",
            "GET /api/books",
            "GET /api/books/{p1}",
        ]);
        assert.deepEqual(apis.map(httpBaseOf), [
            { path: "/api/books", isRemoved: false },
            { path: "/api/authors", isRemoved: false },
        ]);
        assert.deepEqual(httpRoutes(apis)[3], {
            api: "books-service",
            operationId: "getBook",
            routeKey: "GET /api/books/{p1}",
            method: "get",
            path: "/api/books/{id}",
            authorizer: "api_key",
            scopes: [],
            cached: true,
            needsOnlyKey: false,
            source: { fileName: "app/books-service/openapi.yaml", line: 29 },
        });
        assert.equal(httpRoutes(apis)[2]?.needsOnlyKey, true);
    });

    it("publishes an API without a path of its server below its name, which its server does not see", () => {
        const paths = { "/": get, "/{id}": get };
        for (const server of [undefined, "https://api.example.com", "https://example.com/{version}"]) {
            const one = api("quotes", paths, server);
            assert.deepEqual(httpBaseOf(one), { path: "/quotes", isRemoved: true });
            assert.deepEqual(keysOf(one), ["GET /quotes", "GET /quotes/{p1}"]);
        }
        assert.deepEqual(httpBaseOf(api("quotes", paths, "https://api.example.com/v1/")), {
            path: "/v1",
            isRemoved: false,
        });
    });

    it("keeps a slash at the end of a path, a greedy variable at its end, and every method", () => {
        const paths = {
            "/all/": get,
            "/files/{path+}": get,
            "/files/{path+}/size": get,
            "/{id}": { head: { responses }, options: { responses }, patch: { responses } },
        };
        assert.deepEqual(keysOf(api("files", paths, "/v1")), [
            "GET /v1/all/",
            "GET /v1/files/{p2+}",
            "GET /v1/files/{p2}/size",
            "HEAD /v1/{p1}",
            "OPTIONS /v1/{p1}",
            "PATCH /v1/{p1}",
        ]);
    });

    it("has the same keys whatever names the variables have, and the names of the document beside them", () => {
        const paths = (...own: string[]) => Object.fromEntries(own.map((path) => [path, get]));
        const before = httpRoutes([api("books", paths("/{id}", "/{id}/price", "/{id}/x/{x.y+}"), "/api/books")]);
        const after = httpRoutes([
            api("books", paths("/{bookId}/reviews", "/{isbn}", "/{isbn}/price", "/{i}/x/{z+}"), "/api/books"),
        ]);
        assert.deepEqual(
            before.map(({ routeKey }) => routeKey),
            ["GET /api/books/{p1}", "GET /api/books/{p1}/price", "GET /api/books/{p1}/x/{p3+}"],
        );
        assert.deepEqual(
            after.map(({ routeKey }) => routeKey).filter((key) => !key.endsWith("/reviews")),
            before.map(({ routeKey }) => routeKey),
        );
        assert.deepEqual(
            [before, after].map(([first]) => first?.path),
            ["/api/books/{id}", "/api/books/{bookId}"],
        );
    });

    it("takes operations whose paths differ in the names of variables for one, and says so", () => {
        const one = api("books", { "/a/{x}": get, "/a/{y}": get, "/{z}/{x}": get }, "/api/books");
        assert.deepEqual(keysOf(one), ["GET /api/books/a/{p2}", "GET /api/books/{p1}/{p2}"]);
        assert.deepEqual(
            httpAdjustments([one]).map(({ message }) => message.split(", ").slice(0, 2).join(", ")),
            [
                'paths./a/{y}.get: an operation at the same published path: merged with that of "/a/{x}", so that calls of both pass',
                'paths./a/{y}: "{y}": published as "{x}", as API Gateway has one variable at each place',
            ],
        );
    });

    it("rejects operations whose paths differ in their slashes, and takes those of one path for one", () => {
        assert.deepEqual(problemsOf(api("books", { "/all": get, "/all/": get }, "/api/books")), [
            '"books.yaml" line 9: paths./all.get: got "/api/books/all" and "/api/books/all/", want one of them, as an HTTP API has a route for each',
        ]);
        assert.deepEqual(keysOf(api("books", { "/{id}": get, "/{id}.json": get }, "/api/books")), [
            "GET /api/books/{p1}",
        ]);
    });

    it("has the adjustments that an HTTP API needs too", () => {
        const operation = {
            ...get.get,
            trace: "x",
            operationId: 5,
            parameters: [
                { name: "a[]", in: "query", schema: { type: "array" } },
                { name: "Request-Id", in: "header", required: true },
            ],
        };
        const adjusted = api("books", { "/{a}-{b}/": { get: operation, trace: get.get } }, "/api/books");
        const messages = httpAdjustments([adjusted]).map(({ message }) => message.split(": ").slice(0, 2).join(": "));
        assert.deepEqual(messages, [
            'paths./{a}-{b}/: "{a}-{b}"',
            "paths./{a}-{b}/.get.trace: an unknown key",
            "paths./{a}-{b}/.trace: a method",
        ]);
        assert.ok(adjusted.document.adjustments.length > messages.length + 4);
    });

    it("takes a merged path as greedy if one of its paths is", () => {
        for (const [one, other] of [
            ["/{a}", "/{b+}"],
            ["/{a+}", "/{b}"],
        ] as const)
            assert.deepEqual(keysOf(api("x", { [one]: get, [other]: get })), ["GET /x/{p1+}"]);
    });

    it("names the authorizer of each route: the API key's, one of the settings, or none", () => {
        const text = stringify({
            openapi: "3.0.3",
            info: { title: "x", version: "1" },
            components: {
                securitySchemes: {
                    key: { type: "apiKey", in: "header", name: "x-api-key" },
                    users: { type: "http", scheme: "bearer" },
                },
            },
            security: [{ key: [] }],
            paths: {
                "/closed": get,
                "/open": { get: { responses, security: [] } },
                "/optional": { get: { responses, security: [{ key: [] }, {}] } },
                "/scoped": { get: { responses, security: [{ users: ["read"] }, { users: ["write"] }] } },
            },
        });
        const authorizers = {
            users: { type: "cognito", identityHeader: "Authorization", userPools: ["own"] },
        } as const;
        const document = parseDocument("x.yaml", text, undefined, { authorizers, resourceServer: "shop" });
        const routes = httpRoutes([{ name: "x", basePath: "/x", document }]);
        const found = routes.map(({ path, authorizer, scopes, openToAll }) => [path, authorizer, scopes, openToAll]);
        assert.deepEqual(found, [
            ["/x/closed", "api_key", [], undefined],
            ["/x/open", undefined, [], true],
            ["/x/optional", undefined, [], true],
            ["/x/scoped", "users", ["shop/read", "shop/write"], undefined],
        ]);
    });

    it("rejects an operation that needs the API key and a token, as a route has one authorizer", () => {
        const secured = (security: readonly object[]) => ({ get: { responses, security } });
        const text = stringify({
            openapi: "3.0.3",
            info: { title: "x", version: "1" },
            components: {
                securitySchemes: {
                    key: { type: "apiKey", in: "header", name: "x-api-key" },
                    users: { type: "http", scheme: "bearer" },
                },
            },
            paths: {
                "/both": secured([{ key: [], users: ["read"] }]),
                "/both-or-more": secured([
                    { key: [], users: ["read"] },
                    { users: ["write"], api_key: [] },
                ]),
                "/merged/{a}": secured([{ users: [] }]),
                "/merged/{b}": secured([{ key: [], users: [] }]),
                "/optional": secured([{ key: [], users: ["read"] }, {}]),
                "/token": secured([{ users: [] }]),
                "/token-or-both": secured([{ key: [], users: ["read"] }, { users: ["read"] }]),
            },
        });
        const authorizers = {
            users: { type: "cognito", identityHeader: "Authorization", userPools: ["own"] },
        } as const;
        const document = parseDocument("x.yaml", text, undefined, { authorizers, resourceServer: "shop" });
        const lineOf = (path: string) => text.split("\n").findIndex((line) => line.includes(path)) + 2;
        const want = "one of them, as an HTTP API has one authorizer for a route";
        const problem = (path: string, line: number) =>
            `"x.yaml" line ${line}: paths.${path}.get.security: got the API key and the scheme "users", want ${want}`;
        assert.deepEqual(problemsOf({ name: "x", basePath: "/x", document }), [
            problem("/both", lineOf("/both:")),
            problem("/both-or-more", lineOf("/both-or-more:")),
            problem("/merged/{a}", lineOf("/merged/{a}:")),
            problem("/optional", lineOf("/optional:")),
        ]);
    });

    it("rejects paths of servers that contain each other, whatever the order", () => {
        const message = (one: string, path: string, other: string, base: string) =>
            `"${one}.yaml": servers: got "${path}" of API "${one}", want a path that is neither "${base}", that of API "${other}", nor above or below it`;
        const [all, books] = [api("all", { "/": get }, "/api"), api("books", { "/": get }, "/api/books")];
        assert.deepEqual(problemsOf(all, books), [message("books", "/api/books", "all", "/api")]);
        assert.deepEqual(problemsOf(books, all), [message("all", "/api", "books", "/api/books")]);
        assert.equal(problemsOf(api("a", { "/": get }, "/v1"), api("b", { "/": get }, "/v1")).length, 1);
        assert.deepEqual(problemsOf(books, api("shops", { "/": get }, "/api/booksellers")), []);
    });

    it("rejects paths that a load balancer cannot match", () => {
        assert.match(
            problemsOf(api("a", { "/": get }, "/v1/*"))[0] ?? "",
            /^"a\.yaml": servers: got "\/v1\/\*", want a path of letters/,
        );
        assert.deepEqual(problemsOf(api("a", { "/": get }, `/${"x".repeat(125)}`)), []);
        assert.match(
            problemsOf(api("a", { "/": get }, `/${"x".repeat(126)}`))[0] ?? "",
            /got a path of 127 characters, want at most 126/,
        );
    });

    it("rejects at their lines what an HTTP API cannot do, all of it at once", () => {
        const scopes = Array.from({ length: 11 }, (_, index) => ({ users: [`scope-${index}`] }));
        const text = stringify({
            openapi: "3.0.3",
            info: { title: "x", version: "1" },
            servers: [{ url: "/v1" }],
            components: { securitySchemes: { users: { type: "http", scheme: "bearer" } } },
            paths: {
                "/a": { get: { responses, servers: [{ url: "/v2" }] } },
                "/b": { post: { responses, "x-request-validation": "body" } },
                "/c": { get: { responses, "x-request-validation": "none" } },
                "/d": { get: { responses, security: scopes } },
                "/e//f": get,
            },
        });
        const authorizers = {
            users: { type: "cognito", identityHeader: "Authorization", userPools: ["own"] },
        } as const;
        const document = parseDocument("x.yaml", text, undefined, { authorizers, resourceServer: "shop" });
        const lineOf = (path: string) => text.split("\n").findIndex((line) => line.includes(path)) + 2;
        const integrations = {
            "get /c": {
                key: "GET /c",
                source: { fileName: "integrations.yaml", line: 7 },
                target: { kind: "mock", status: 200 },
                request: { parameters: {} },
                responses: {},
            },
        } as const;
        assert.deepEqual(problemsOf({ name: "x", basePath: "/x", document, integrations }), [
            `"x.yaml" line ${lineOf("/a:")}: paths./a.get.servers: got "/v2", want the path "/v1" of the API's other operations`,
            `"x.yaml" line ${lineOf("/b:")}: paths./b.post.x-request-validation: got "body", want "none", as an HTTP API validates no request`,
            '"integrations.yaml" line 7: GET /c: got "mock", want no integration, as an HTTP API passes every call to the server of the API',
            `"x.yaml" line ${lineOf("/d:")}: paths./d.get.security: got 11 scopes, want at most 10, the quota of a route`,
            `"x.yaml" line ${lineOf("/e//f:")}: paths./e/f.get: got an empty segment, want a path without one, as an HTTP API has none`,
        ]);
    });

    it("rejects more routes than an HTTP API has", () => {
        const many = (count: number) =>
            Object.fromEntries(Array.from({ length: count }, (_, index) => [`/${index}`, get]));
        // Unlike a REST API, it has no resources for the segments between.
        const nested = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`/${index}/of/it`, get]));
        assert.deepEqual(problemsOf(api("a", nested)), []);
        assert.deepEqual(problemsOf(api("a", many(200)), api("b", many(100))), []);
        assert.deepEqual(problemsOf(api("a", many(200)), api("b", many(101))), [
            '"app": got 301 routes (a 200, b 101), want at most 300, the quota of an HTTP API: publish some of the APIs in another stack',
        ]);
    });

    it("has one route for each operation of any documents, in any order, each matched by its own API's load balancer rule", () => {
        const servers = fc.constantFrom("https://example.com", "/one", "https://example.org/v1/shop");
        const property = fc.property(documents, documents, servers, (one, two, server) => {
            // Single operations have a server too.
            const text = JSON.stringify({ ...one, servers: [{ url: "https://example.com" }] });
            const first = text.replaceAll("https://example.com", server);
            const apis: PublishedApi[] = [
                { name: "first", basePath: "/first", document: parseDocument("first.yaml", first) },
                { name: "second-b", basePath: "/second", document: parseDocument("second.yaml", stringify(two)) },
            ];
            const routes = httpRoutes(apis);
            assert.deepEqual(httpRoutes([...apis].reverse()), routes);
            assert.equal(
                routes.length,
                apis.reduce((sum, { document }) => sum + document.operations.length, 0),
            );
            assert.equal(new Set(routes.map(({ routeKey }) => routeKey)).size, routes.length);
            for (const { api: name, method, path, routeKey, source } of routes) {
                const unnamed = (text: string) => text.replaceAll(/\{[^}]*?(\+?)\}/g, "{$1}");
                assert.equal(unnamed(routeKey), unnamed(`${method.toUpperCase()} ${path}`));
                const matching = apis.filter((each) => {
                    const { path: base } = httpBaseOf(each);
                    return path === base || path.startsWith(`${base}/`);
                });
                assert.deepEqual(
                    matching.map((each) => each.name),
                    [name],
                );
                assert.ok(source.line > 0 && source.fileName.endsWith(".yaml"));
            }
        });
        fc.assert(property, { seed, numRuns: isThorough ? 50 : 12 });
    });
});
