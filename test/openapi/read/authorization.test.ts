import assert from "node:assert/strict";
import type { Authorizers } from "../../../openapi/authorizer";
import { DocumentError } from "../../../openapi/problem";
import { parseDocument } from "../../../openapi/read/parse";

const authorizers: Authorizers = {
    bearer: { type: "token", function: "shop_bearer", ttlSeconds: 300, identityHeader: "Authorization" },
    signed: {
        type: "request",
        function: "shop_signed",
        ttlSeconds: 0,
        identitySources: ["method.request.header.X-Tenant", "method.request.querystring.t", "stageVariables.userPool"],
    },
    nothing: { type: "request", function: "shop_nothing", ttlSeconds: 0, identitySources: [] },
    users: { type: "cognito", identityHeader: "Authorization", userPools: ["own"] },
    iam: { type: "iam" },
};
const schemes = {
    bearer: { type: "http", scheme: "bearer" },
    signed: { type: "apiKey", in: "header", name: "X-Tenant" },
    nothing: { type: "http", scheme: "bearer" },
    users: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "https://x", scopes: { read: "", write: "" } } } },
    iam: { type: "apiKey", in: "header", name: "Authorization" },
    legacy: { type: "apiKey", in: "header", name: "X-Legacy" },
};
const read = (security: unknown, changes: { root?: unknown; schemes?: object; document?: object } = {}) =>
    parseDocument(
        "openapi.yaml",
        JSON.stringify(
            {
                openapi: "3.0.3",
                info: { title: "t", version: "1" },
                ...(changes.root !== undefined && { security: changes.root }),
                paths: { "/a": { get: { ...(security !== undefined && { security }), responses: {} } } },
                components: { securitySchemes: changes.schemes ?? schemes },
                ...changes.document,
            },
            null,
            1,
        ),
        undefined,
        { authorizers, resourceServer: "accounts" },
    );
const securityOf = (...given: Parameters<typeof read>) => read(...given).operations[0]?.security;
const problemsOf = (...given: Parameters<typeof read>) => {
    try {
        read(...given);
        return [];
    } catch (error) {
        if (!(error instanceof DocumentError)) throw error;
        return error.messages;
    }
};

describe("the authorizer of an operation", () => {
    it("is required together with the key, in one requirement", () => {
        assert.deepEqual(securityOf([{ bearer: [] }]), [{ api_key: [], bearer: [] }]);
        assert.deepEqual(securityOf(undefined, { root: [{ bearer: [] }] }), [{ api_key: [], bearer: [] }]);
        assert.deepEqual(securityOf([{ bearer: [], legacy: [] }]), [{ api_key: [], bearer: [] }]);
    });

    it("is required once where each alternative has it", () => {
        const alternatives = [{ bearer: [] }, { bearer: [], legacy: [] }];
        assert.deepEqual(securityOf(alternatives), [{ api_key: [], bearer: [] }]);
    });

    it("is not required of an operation without security", () => {
        assert.equal(securityOf([], { root: [{ bearer: [] }] }), undefined);
        assert.equal(securityOf(undefined), undefined);
        assert.equal(securityOf([{ legacy: [] }]), undefined);
    });

    it("is required beside the key of a document that has a scheme for it", () => {
        const withKey = { schemes: { ...schemes, key: { type: "apiKey", in: "header", name: "x-api-key" } } };
        assert.deepEqual(securityOf([{ key: [], bearer: [] }], withKey), [{ api_key: [], bearer: [] }]);
        assert.deepEqual(securityOf([{ key: [] }], withKey), [{ api_key: [] }]);
    });

    it("demands the scopes of a user pool, under the names that the pool has for them", () => {
        const alternatives = [{ users: ["read"] }, { users: ["openid"] }, { users: ["other/write"] }];
        assert.deepEqual(securityOf(alternatives), [
            { api_key: [], users: ["accounts/read", "openid", "other/write"] },
        ]);
    });

    it("demands no scopes of any other authorizer, and says so", () => {
        const { operations, adjustments } = read([{ bearer: ["admin"] }]);
        assert.deepEqual(operations[0]?.security, [{ api_key: [], bearer: [] }]);
        assert.match(adjustments.map(({ message }) => message).join("\n"), /scopes of an authorizer: left out/);
    });

    it("is mentioned in no adjustment, unlike a scheme that the backend checks", () => {
        const messages = read([{ bearer: [] }]).adjustments.map(({ message }) => message);
        assert.deepEqual(messages.length, 1, messages.join("\n"));
        assert.match(messages.join(), /legacy.*checked by the backend/);
    });

    it("is required of every call where the document makes it optional, which its author has to decide", () => {
        const { operations, adjustments } = read([{ bearer: [] }, {}]);
        assert.deepEqual(operations[0]?.security, [{ api_key: [], bearer: [] }]);
        const { message, needsDecision } = adjustments.find(({ message }) => /optional/.test(message)) ?? {};
        assert.match(String(message), /requires the scheme "bearer" of every call/);
        assert.equal(needsDecision, true);
    });

    it("checks the schemes of a Swagger 2.0 document", () => {
        const document = parseDocument(
            "swagger.yaml",
            JSON.stringify({
                swagger: "2.0",
                info: { title: "t", version: "1" },
                paths: { "/a": { get: { security: [{ users: ["read"] }], responses: {} } } },
                securityDefinitions: {
                    users: { type: "oauth2", flow: "application", tokenUrl: "https://x", scopes: {} },
                },
            }),
            undefined,
            { authorizers, resourceServer: "accounts" },
        );
        assert.deepEqual(document.operations[0]?.security, [{ api_key: [], users: ["accounts/read"] }]);
    });
});

describe("the cache key of an operation with an authorizer", () => {
    const keysOf = (scheme: string) => {
        const [operation] = read([{ [scheme]: [] }]).operations;
        const names = operation?.parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
        return operation?.cached ? names : "not cached";
    };

    it("has the header with the token, in each spelling", () => {
        const spellings = ["header AUTHORIZATION", "header Authorization", "header authorization"];
        assert.deepEqual(keysOf("bearer"), spellings);
        assert.deepEqual(keysOf("users"), spellings);
    });

    it("has each identity source", () => {
        assert.deepEqual(keysOf("signed"), ["header X-TENANT", "header X-Tenant", "header x-tenant", "query t"]);
    });

    it("has the document's own header beside the identity sources", () => {
        const moved = { ...schemes, signed: { type: "http", scheme: "bearer" } };
        const names = read([{ signed: [] }], { schemes: moved }).operations[0]?.parameters.map(({ name }) => name);
        assert.ok(names?.includes("Authorization") && names.includes("X-Tenant"), names?.join());
    });

    it("cannot tell callers apart by a signature, or where nothing is an identity source", () => {
        assert.equal(keysOf("iam"), "not cached");
        const { nothing: _, ...rest } = schemes;
        const unnamed = { ...rest, nothing: { type: "mutualTLS" } };
        assert.equal(read([{ nothing: [] }], { schemes: unnamed }).operations[0]?.cached, false);
    });

    it("names the headers that browsers have to be allowed to send", () => {
        assert.deepEqual(read([{ signed: [] }]).credentialHeaders, ["X-Tenant"]);
    });
});

describe("a document whose security API Gateway cannot check", () => {
    const rejected: readonly [what: string, security: unknown, message: RegExp, schemes?: object][] = [
        [
            "two authorizers in one requirement",
            [{ bearer: [], users: [] }],
            /got the schemes "bearer" and "users", want one/,
        ],
        [
            "two authorizers as alternatives",
            [{ bearer: [] }, { users: [] }],
            /got the schemes "bearer" and "users", want one/,
        ],
        [
            "an alternative without the authorizer",
            [{ bearer: [] }, { legacy: [] }],
            /got the alternative "legacy", want "bearer" in each/,
        ],
        [
            "two scopes that a token needs together",
            [{ users: ["read", "write"] }],
            /got the scopes "read" and "write", want one scope/,
        ],
        [
            "a token in another header",
            [{ bearer: [] }],
            /credential in the header "X-Token", want a scheme with its credential in the header "Authorization"/,
            { ...schemes, bearer: { type: "apiKey", in: "header", name: "X-Token" } },
        ],
        [
            "a token in the query",
            [{ bearer: [] }],
            /credential in the query parameter "t", want/,
            { ...schemes, bearer: { type: "apiKey", in: "query", name: "t" } },
        ],
        [
            "an authorizer for the API key itself",
            [{ bearer: [] }],
            /got the gateway's API key, want another scheme/,
            { bearer: { type: "apiKey", in: "header", name: "X-Api-Key" } },
        ],
    ];
    for (const [what, security, message, changed] of rejected) {
        it(`has ${what}`, () => {
            const problems = problemsOf(security, changed ? { schemes: changed } : {});
            assert.equal(problems.length, 1, problems.map((each) => each.message).join("\n"));
            assert.match(String(problems[0]?.message), message);
            assert.ok(problems[0]?.line, "no line");
        });
    }

    it("has an authorizer on one of two operations that become one", () => {
        const get = (security: unknown[]) => ({ get: { security, responses: {} } });
        const paths = { "/a/{id}": get([{ bearer: [] }]), "/a/{id}.json": get([]) };
        const withId = Object.fromEntries(
            Object.entries(paths).map(([path, item]) => [
                path,
                { ...item, parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }] },
            ]),
        );
        const problems = problemsOf(undefined, { document: { paths: withId } });
        assert.match(problems.map(({ message }) => message).join(), /want the same security as that of/);
    });
});
