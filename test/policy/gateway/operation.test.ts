import assert from "node:assert/strict";
import { type ApiBody, isReadable, parseBody } from "../../../policy/gateway/body";
import type { Operation } from "../../../policy/gateway/operation";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const apiKey = { type: "apiKey", in: "header", name: "x-api-key" } as const;
const integration = "x-amazon-apigateway-integration";

function bodyOf(document: { readonly [key: string]: Json }): ApiBody {
    const body = parseBody(JSON.stringify({ openapi: "3.0.1", ...document }));
    assert.ok(isReadable(body));
    return body;
}

/** Reads one GET operation of a document with the given schemes. */
function read(
    operation: Json,
    schemes: Json = { key: apiKey },
    item: { readonly [key: string]: Json } = {},
): Operation {
    const [only, ...others] = bodyOf({
        paths: { "/a": { ...item, get: operation } },
        components: { securitySchemes: schemes, parameters: { "a/b~c": { name: "q", in: "query" }, list: [] } },
    }).operations;
    assert.ok(only);
    assert.deepEqual(others, []);
    return only;
}

const because = (operation: Json, schemes?: Json): string => {
    const { key } = read(operation, schemes);
    return key.required ? "a key" : key.because;
};

describe("an operation's key", () => {
    const asks = 'the alternative "key" of its security requires no key in the header x-api-key';
    const cases: readonly (readonly [string, Json, Json | undefined, string])[] = [
        ["the key in every alternative", { security: [{ key: [] }, { key: [], user: [] }] }, undefined, "a key"],
        [
            "the header's name in another case",
            { security: [{ key: [] }] },
            { key: { ...apiKey, name: "X-API-KEY" } },
            "a key",
        ],
        ["no security", {}, undefined, "it has no security requirement"],
        ["an empty list", { security: [] }, undefined, "its security is empty"],
        ["no list", { security: { key: [] } }, undefined, "its security is empty"],
        [
            "an empty alternative",
            { security: [{ key: [] }, {}] },
            undefined,
            "an empty alternative of its security requires no key in the header x-api-key",
        ],
        [
            "an alternative that is no object",
            { security: ["key"] },
            undefined,
            "an empty alternative of its security requires no key in the header x-api-key",
        ],
        [
            "two other schemes",
            { security: [{ a: [], b: [] }] },
            undefined,
            'the alternative "a" + "b" of its security requires no key in the header x-api-key',
        ],
        ["another type", { security: [{ key: [] }] }, { key: { ...apiKey, type: "http" } }, asks],
        ["another place", { security: [{ key: [] }] }, { key: { ...apiKey, in: "query" } }, asks],
        ["a name that is no text", { security: [{ key: [] }] }, { key: { ...apiKey, name: 1 } }, asks],
        [
            "a custom authorization",
            { security: [{ key: [] }] },
            { key: { ...apiKey, "x-amazon-apigateway-authtype": "custom" } },
            asks,
        ],
        [
            "an authorizer",
            { security: [{ key: [] }] },
            { key: { ...apiKey, "x-amazon-apigateway-authorizer": {} } },
            asks,
        ],
        ["a scheme that is no object", { security: [{ key: [] }] }, { key: "x-api-key" }, asks],
        ["schemes that are no object", { security: [{ key: [] }] }, "none", asks],
        [
            "authorization NONE",
            { security: [{ key: [] }], "x-amazon-apigateway-auth": { type: "none" } },
            undefined,
            'its x-amazon-apigateway-auth is "NONE"',
        ],
        [
            "authorization by IAM",
            { security: [{ key: [] }], "x-amazon-apigateway-auth": { type: "AWS_IAM" } },
            undefined,
            "a key",
        ],
        [
            "an authorization that is no object",
            { security: [{ key: [] }], "x-amazon-apigateway-auth": "NONE" },
            undefined,
            "a key",
        ],
    ];
    for (const [about, operation, schemes, expected] of cases) {
        it(`depends on ${about}`, () => assert.equal(because(operation, schemes), expected));
    }

    it("is resolved in the schemes of OpenAPI and Swagger", () => {
        const paths = { "/a": { get: { security: [{ key: [] }] } } };
        const required = (document: { readonly [key: string]: Json }) => {
            const body = parseBody(JSON.stringify({ paths, ...document }));
            return isReadable(body) && body.operations[0]?.key.required;
        };
        assert.equal(required({ openapi: "3.0.3", components: { securitySchemes: { key: apiKey } } }), true);
        assert.equal(required({ openapi: "3.0.3", securityDefinitions: { key: apiKey } }), false);
        assert.equal(required({ swagger: "2.0", securityDefinitions: { key: apiKey } }), true);
        assert.equal(required({ swagger: "2.0", components: { securitySchemes: { key: apiKey } } }), false);
    });
});

describe("the parameters of an operation's response", () => {
    it("are those of the operation and its path, including references", () => {
        const { parameters } = read(
            { parameters: [{ $ref: "#/components/parameters/a~1b~0c" }, { name: "h", in: "header" }] },
            {},
            { parameters: [{ name: "id", in: "path" }] },
        );
        assert.deepEqual(parameters, [
            { name: "id", location: "path" },
            { name: "q", location: "query" },
            { name: "h", location: "header" },
        ]);
    });

    for (const [about, parameter] of [
        ["no name", { in: "query" }],
        ["a name that is no text", { name: 1, in: "query" }],
        ["no place", { name: "q" }],
    ] as const) {
        it(`omit ${about}`, () => assert.deepEqual(read({ parameters: [parameter] }).parameters, []));
    }

    it("include the header of every scheme other than the key", () => {
        const schemes = {
            key: apiKey,
            user: { type: "oauth2" },
            token: { type: "apiKey", in: "header", name: "X-Token" },
            cookie: { type: "apiKey", in: "cookie", name: "session" },
            odd: { type: "apiKey", in: "header", name: 1 },
            none: "x",
        };
        const headers = (...names: string[]) =>
            read({ security: [Object.fromEntries(names.map((name) => [name, []]))] }, schemes).credentials;
        assert.deepEqual(headers("key"), []);
        assert.deepEqual(headers("key", "user", "token"), [
            "method.request.header.Authorization",
            "method.request.header.X-Token",
        ]);
        assert.deepEqual(headers("cookie", "odd", "none", "missing"), []);
        assert.deepEqual(read({ security: [{ user: [] }, { user: [] }, "x"] }, schemes).credentials, [
            "method.request.header.Authorization",
        ]);
        assert.deepEqual(read({ security: { user: [] } }, schemes).credentials, []);
    });
});

describe("an operation's integration", () => {
    it("is read with its cache key", () => {
        assert.deepEqual(
            read({
                [integration]: {
                    type: "HTTP_PROXY",
                    connectionType: "VPC_LINK",
                    connectionId: "${stageVariables.link}",
                    cacheKeyParameters: ["method.request.path.id", 1],
                },
            }).integration,
            {
                type: "http_proxy",
                connectionType: "VPC_LINK",
                connectionId: "${stageVariables.link}",
                cacheKeyParameters: ["method.request.path.id"],
            },
        );
        assert.deepEqual(read({ [integration]: { type: "mock", cacheKeyParameters: "id" } }).integration, {
            type: "mock",
            cacheKeyParameters: [],
        });
    });

    it("is empty if the operation has no integration", () =>
        assert.deepEqual(read({}).integration, { cacheKeyParameters: [] }));
});
