import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defineApis } from "../../../stacks/apis/define-apis";
import { routeThrottles } from "../../../stacks/apis/http-operations";
import { parseSettings } from "../../../stacks/settings/parse-settings";
import { TemporaryFolders } from "../../tools/cloud-simulator/engine/temporary-folder";
import { httpStack } from "../settings/http-api/http-stack";

const operation = (extra = "") => `get: { ${extra}responses: { "200": { description: Fine. } } }`;
const document = (server: string, paths: string, schemes: readonly string[] = ["users"]) => `openapi: 3.0.3
info: { title: A, version: 1.0.0 }
servers: [{ url: ${server} }]
paths: { ${paths} }
components: { securitySchemes: { ${schemes.map((scheme) => `${scheme}: { type: http, scheme: bearer }`).join(", ")} } }`;

const books = document("/api/books", `"/": { ${operation()} }, "/{id}": { ${operation()} }`);
const jwt = { type: "jwt", issuer: "https://id.example.com", audiences: ["shop"] };

const folders = new TemporaryFolders();

/** Defines the APIs of a stack whose API "books" the HTTP API publishes, beside others. */
function define(changes: object, documents: Readonly<Record<string, string>> = {}) {
    const folder = folders.make();
    for (const [api, text] of Object.entries({ books, ...documents })) {
        mkdirSync(join(folder, "app", api), { recursive: true });
        writeFileSync(join(folder, "app", api, "openapi.yaml"), text);
    }
    return defineApis("shop-dev", parseSettings({ ...httpStack, ...changes }), folder);
}

const secured = document("/api/books", `"/": { ${operation("security: [{ users: [read] }], ")} }`);
const rest = { runsOn: "fargate", image: "registry/pictures:1", port: 8080 };
const withRest = { apis: { ...httpStack.apis, pictures: rest }, stages: { Test: {} } };

describe("the APIs of a stack", () => {
    after(() => folders.removeAll());

    it("have no REST API if the HTTP API publishes all of them", () => {
        const { restApi, httpApi } = define({});
        assert.equal(restApi, undefined);
        assert.deepEqual(
            httpApi?.routes.map(({ routeKey }) => routeKey),
            ["GET /api/books", "GET /api/books/{p1}"],
        );
        assert.deepEqual(httpApi?.bases, { books: { path: "/api/books", isRemoved: false } });
    });

    it("are published by both, each by one of them", () => {
        const pictures = document("/", `"/all": { ${operation()} }`);
        const { restApi, httpApi } = define(withRest, { pictures });
        assert.deepEqual(
            restApi?.operations.map(({ path }) => path),
            ["/pictures/all"],
        );
        assert.deepEqual(
            httpApi?.routes.map(({ path }) => path),
            ["/api/books", "/api/books/{id}"],
        );
    });

    it("have limits of routes by the operations of the document", () => {
        const limits = { requestsPerSecond: 5, burst: 1 };
        const { httpApi } = define({});
        assert.ok(httpApi);
        const throttles = { "books GET /": limits, "books GET /{id}": limits };
        assert.deepEqual(Object.keys(routeThrottles(throttles, httpApi)), ["GET /api/books", "GET /api/books/{p1}"]);
        const unknown = { throttle: limits, keys: "required", throttles: { "books GET /{isbn}": limits } };
        assert.throws(() => define({ httpApi: unknown }), {
            message:
                'gatehouse:httpApi.throttles: got the name "books GET /{isbn}", want an operation of the API\'s document, such as "books GET /{id}"',
        });
    });

    it("have authorizers of the types that their publisher has", () => {
        const { httpApi } = define({ authorizers: { users: jwt } }, { books: secured });
        assert.deepEqual(
            httpApi?.routes.map(({ authorizer, scopes }) => [authorizer, scopes]),
            [["users", ["read"]]],
        );
        const iam = { users: { type: "iam" } };
        assert.throws(() => define({ authorizers: iam }, { books: secured }), {
            message:
                'gatehouse:authorizers.users.type: got "iam", want jwt, or cognito with `userPools: [own]`, as the HTTP API publishes "books"',
        });
        const pictures = document("/", `"/all": { ${operation("security: [{ users: [] }], ")} }`);
        assert.throws(() => define({ ...withRest, authorizers: { users: jwt } }, { pictures }), {
            message:
                'gatehouse:authorizers.users.type: got "jwt", want token, request, cognito or iam, as the REST API that publishes "pictures" checks no other tokens',
        });
    });

    it("have at most ten authorizers in each API, and that of the keys is one of the HTTP API", () => {
        const names = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => prefix + index);
        const securedBy = (server: string, schemes: readonly string[]) =>
            document(
                server,
                schemes.map((name) => `"/${name}": { ${operation(`security: [{ ${name}: [] }], `)} }`).join(", "),
                schemes,
            );
        const defineWith = (http: number, rest: number, keys: "required" | "none") => {
            const [tokens, functions] = [names("t", http), names("f", rest)];
            const bearer = { type: "token", function: "arn:aws:lambda:eu-central-1:123456789012:function:check" };
            const authorizers = {
                ...Object.fromEntries(tokens.map((name) => [name, jwt])),
                ...Object.fromEntries(functions.map((name) => [name, bearer])),
                aws: { type: "iam" },
            };
            const documents = {
                books: securedBy("/api/books", tokens),
                pictures: securedBy("/", [...functions, "aws"]),
            };
            define({ ...withRest, authorizers, httpApi: { ...httpStack.httpApi, keys } }, documents);
        };
        defineWith(9, 10, "required");
        defineWith(10, 10, "none");
        assert.throws(() => defineWith(10, 10, "required"), {
            message:
                "gatehouse:authorizers: got 10 authorizers of operations of the HTTP API, want at most 9 beside that of `gatehouse:httpApi.keys: required`",
        });
        assert.throws(() => defineWith(11, 11, "none"), {
            message: [
                "gatehouse:authorizers: got 11 authorizers of operations of the REST API, want at most 10 beside those of type iam",
                "gatehouse:authorizers: got 11 authorizers of operations of the HTTP API, want at most 10 with `gatehouse:httpApi.keys: none`",
            ].join("\n"),
        });
    });

    it("have only those authorizers in the body of the REST API that its operations require", () => {
        const users = { type: "cognito", userPools: ["own"] };
        const changes = {
            ...withRest,
            authorizers: { users },
            userPool: { appClients: { web: { grant: "signIn" } } },
        };
        const schemesOf = (pictures: string) => {
            const { restApi } = define(changes, { books: secured.replace("read", ""), pictures });
            const place = { partition: "aws", region: "eu-central-1", accountId: "123456789012" };
            return Object.keys(JSON.parse(restApi?.body(place) ?? "").components.securitySchemes);
        };
        assert.deepEqual(schemesOf(document("/", `"/all": { ${operation()} }`)), ["api_key"]);
        const both = document("/", `"/all": { ${operation("security: [{ users: [] }], ")} }`);
        assert.deepEqual(schemesOf(both), ["api_key", "users"]);
    });

    it("reject an authorizer that checks no operation of either", () => {
        assert.throws(
            () => define({ authorizers: { users: jwt } }),
            /gatehouse:authorizers\.users: got the name "users"/,
        );
    });

    it("report the problems of both publishers' documents at once", () => {
        const pictures = document("/", `"/all": { ${operation()} }`);
        const greedy = document("/api/books", `"/a//b": { ${operation()} }`);
        const apis = { ...httpStack.apis, pictures: { runsOn: "gateway" } };
        assert.throws(
            () => define({ ...withRest, apis }, { pictures, books: greedy }),
            ({ message }: Error) => /app\/pictures/.test(message) && /app\/books\/openapi\.yaml/.test(message),
        );
    });
});
