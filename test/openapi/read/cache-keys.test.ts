import assert from "node:assert/strict";
import { variesPerCall } from "../../../policy/rules/r2/cache-key";
import { adjustmentsOf, documentOf, operationAt, parametersOf } from "./adjusted";

const remedy =
    'rule R2 reports the operation until the document or an overlay marks it "x-content-freshness: volatile" or changes this';
const schemes = `components:
  securitySchemes:
    bearer: { type: http, scheme: bearer }
    oidc: { type: openIdConnect, openIdConnectUrl: https://example.com }
    session: { type: apiKey, in: cookie, name: sid }
    custom: { type: apiKey, in: header, name: X-Token }
    query: { type: apiKey, in: query, name: token }
    tls: { type: mutualTLS }
`;

describe("The cached responses of a GET", () => {
    const get = (operation: string, sections = "") => {
        const document = documentOf(`/b: { get: { ${operation} OK } }`, sections);
        return { operation: operationAt(document, "get", "/b"), adjustments: adjustmentsOf(document) };
    };
    const authorization = ["header AUTHORIZATION", "header Authorization", "header authorization"];

    const keyed: Record<string, [string, readonly string[]]> = {
        bearer: ["bearer", authorization],
        "OpenID Connect": ["oidc", authorization],
        "a cookie": ["session", ["header COOKIE", "header Cookie", "header cookie"]],
        "a header": ["custom", ["header X-TOKEN", "header X-Token", "header x-token"]],
        "a query parameter": ["query", ["query token"]],
    };
    for (const [title, [scheme, keys]] of Object.entries(keyed)) {
        it(`are keyed by the credential of the scheme: ${title}`, () => {
            for (const [own, root] of [
                [`security: [{ ${scheme}: [] }],`, ""],
                ["", `security: [{ ${scheme}: [] }]\n`],
                [`security: [{}, { ${scheme}: [] }],`, ""],
            ]) {
                const { operation } = get(own ?? "", root + schemes);
                assert.deepEqual(parametersOf(operation), keys);
                assert.equal(operation.cached, true);
                assert.equal(operation.security, undefined);
            }
        });
    }

    it("are not kept where no key can hold the credential", () => {
        for (const scheme of ["tls", "undeclared"]) {
            const { operation, adjustments } = get(`security: [{ ${scheme}: [] }],`, schemes);
            assert.equal(operation.cached, false);
            const fact = `${scheme === "tls" ? "" : "components.securitySchemes does not declare it, so that "}no cache key can hold its credential`;
            const message = `4 paths./b.get.security: the security scheme "${scheme}": not cached, as ${fact}; ${remedy}`;
            assert.ok(adjustments.includes(message), adjustments.join("\n"));
        }
    });

    it("belong to every caller where the operation switches the schemes of the root off, which an adjustment says", () => {
        const { operation, adjustments } = get("security: [],", `security: [{ bearer: [] }]\n${schemes}`);
        assert.deepEqual(parametersOf(operation), []);
        assert.equal(operation.security, undefined);
        assert.ok(
            adjustments.includes(
                "4 paths./b.get.security: no scheme: cached for all callers alike, with the gateway's API key only",
            ),
            adjustments.join("\n"),
        );
    });

    it("are keyed by the whole Cookie header where a cookie is declared", () => {
        const { operation } = get("parameters: [{ name: sid, in: cookie }],");
        assert.deepEqual(parametersOf(operation), ["header COOKIE", "header Cookie", "header cookie"]);
    });

    it("are keyed by Accept where the client chooses the media type", () => {
        const document = documentOf(
            "/b: { get: { responses: { 200: { description: A, content: { application/json: {}, text/csv: {} } } } } }",
        );
        const accept = ["header ACCEPT", "header Accept", "header accept"];
        assert.deepEqual(parametersOf(operationAt(document, "get", "/b")), accept);
    });

    const choices: Record<string, string> = {
        "in the default response": "default: { description: A, content: { application/json: {}, text/csv: {} } }",
        "in a range of statuses": "2XX: { description: A, content: { application/json: {}, text/csv: {} } }",
        "in two responses":
            "200: { description: A, content: { application/json: {} } }, 203: { description: A, content: { text/csv: {} } }",
        "in a range of types": '200: { description: A, content: { "*/*": {} } }',
    };
    for (const [title, responses] of Object.entries(choices)) {
        it(`are keyed by Accept where the choice is ${title}`, () => {
            const document = documentOf(`/b: { get: { responses: { ${responses} } } }`);
            const keys = ["header ACCEPT", "header Accept", "header accept"];
            assert.deepEqual(parametersOf(operationAt(document, "get", "/b")), keys);
        });
    }

    it("are not keyed by Accept where only an error has another type", () => {
        const error = "default: { description: E, content: { application/problem+json: {} } }";
        const document = documentOf(
            `/b: { get: { responses: { 200: { description: A, content: { application/json: {} } }, ${error} } } }`,
        );
        assert.deepEqual(parametersOf(operationAt(document, "get", "/b")), []);
    });

    it("are keyed by the parameters of a merge key", () => {
        const document = documentOf(`
/a: { put: &common { parameters: [{ name: tenant, in: query }], OK } }
/b: { get: { <<: *common, summary: A } }`);
        assert.deepEqual(parametersOf(operationAt(document, "get", "/b")), ["query tenant"]);
    });

    it("are not kept where the name of a credential, or of the query in the path, cannot be a key", () => {
        const text = `
security: [{ q: [] }]
components: { securitySchemes: { q: { type: apiKey, in: query, name: "api[key]" } } }`;
        for (const document of [
            documentOf("/b: { get: { OK } }", text),
            documentOf('? "/b?filter[x]=1"\n: get: { OK }'),
        ]) {
            assert.equal(operationAt(document, "get", "/b").cached, false);
            assert.match(adjustmentsOf(document).join("\n"), /: not cached, as no cache key can hold /);
        }
    });

    it("are keyed by each spelling of a header, and require only a name in lower case", () => {
        const { operation } = get(
            "parameters: [{ name: X-TenantID, in: header, required: true }, { name: h1, in: header, required: true }],",
        );
        assert.deepEqual(parametersOf(operation), [
            "header H1",
            "header X-TENANTID",
            "header X-TenantID",
            "header X-Tenantid",
            "header h1!",
            "header x-tenantid",
        ]);
    });

    it("are keyed by the query that is written into the path", () => {
        const document = documentOf('? "/b?kind={kind}&all"\n: get: { OK }');
        assert.deepEqual(parametersOf(operationAt(document, "get", "/b")), ["query all", "query kind"]);
    });

    const list =
        'a cache key has only the last value of a repeated parameter (as one value with commas, "explode: false" or "collectionFormat: csv", it can be cached)';
    const object = "an object becomes parameters of other names, which no cache key can list";
    const uncacheable: Record<string, [string, string]> = {
        "a list": ["schema: { type: array, items: { type: string } }", list],
        "a list by reference": ['schema: { $ref: "#/components/schemas/L" }', list],
        "a list or nothing": ['schema: { anyOf: [{ type: array }, { type: "null" }] }', list],
        "a list by an anchor": ['schema: { $ref: "#List" }', list],
        "an object": ["schema: { type: object }", object],
        "a deep object": ["style: deepObject, explode: false, schema: { type: object }", object],
    };
    const schemas = "components: { schemas: { L: { $anchor: List, type: array, items: {} } } }";
    for (const [title, [parameter, fact]] of Object.entries(uncacheable)) {
        it(`are not kept where a query parameter is ${title}, unless the operation is volatile`, () => {
            const parameters = `parameters: [{ name: a, in: query, ${parameter} }],`;
            const { operation, adjustments } = get(parameters, schemas);
            assert.deepEqual([operation.cached, operation.volatile], [false, false]);
            assert.deepEqual(adjustments, [
                `4 paths./b.get.parameters.0: the query parameter "a": not cached, as ${fact}; ${remedy}`,
            ]);
            const marked = get(`x-content-freshness: volatile, ${parameters}`, schemas);
            assert.deepEqual(
                [marked.operation.cached, marked.operation.volatile, marked.adjustments],
                [false, true, []],
            );
        });
    }

    it("are not kept where a parameter has another value in each call, by the same list as rule R2", () => {
        for (const name of [
            ..."X-Request-Id Correlation_ID Date X-Amz-Date If-None-Match If-Modified-Since traceparent Pragma".split(
                " ",
            ),
            ..."X-Tenant Accept-Language Range nonce Idempotency-Key X-B3-TraceId Cache-Control Host".split(" "),
        ]) {
            const { operation } = get(`parameters: [{ name: ${name}, in: header }],`);
            assert.equal(operation.cached, !variesPerCall(`method.request.header.${name}`), name);
        }
        for (const name of ["_", "requestId", "cacheBuster", "date", "page"]) {
            const { operation } = get(`parameters: [{ name: ${name}, in: query }],`);
            assert.equal(operation.cached, !variesPerCall(`method.request.querystring.${name}`), name);
        }
    });

    it("are kept, in short time, where the schema of a parameter contains itself many times", () => {
        const itself = '{ $ref: "#/components/schemas/S" }';
        const { operation } = get(
            `parameters: [{ name: a, in: query, schema: ${itself} }],`,
            `components: { schemas: { S: { allOf: [${Array(9).fill(itself).join(", ")}] } } }`,
        );
        assert.deepEqual(parametersOf(operation), ["query a"]);
    });

    it("are kept where a list is one value", () => {
        const parameters = "parameters: [{ name: a, in: query, explode: false, schema: { type: array, items: {} } }],";
        assert.deepEqual(parametersOf(get(parameters).operation), ["query a"]);
    });
});

describe("The security of an operation", () => {
    const securityOf = (operation: string, sections: string) =>
        operationAt(documentOf(`/b: { get: { ${operation} OK } }`, sections), "get", "/b").security;

    it("is the gateway's key where a scheme belongs to the backend", () => {
        const { adjustments } = documentOf("/b: { get: { OK } }", schemes);
        assert.deepEqual(
            adjustments.slice(0, 2).map(({ line, message }) => `${line} ${message}`),
            [
                '7 components.securitySchemes.bearer: a scheme other than the gateway\'s API key: checked by the backend; the gateway requires its own API key as well, passes the header "Authorization" on, and keys cached responses by it',
                '8 components.securitySchemes.oidc: a scheme other than the gateway\'s API key: checked by the backend; the gateway requires its own API key as well, passes the header "Authorization" on, and keys cached responses by it',
            ],
        );
        for (const security of ["[]", "[{}]", "[{ bearer: [] }]", "[{ bearer: [] }, {}]"]) {
            assert.equal(securityOf(`security: ${security},`, schemes), undefined, security);
        }
    });

    it("is as written where the document knows the gateway's key", () => {
        const both =
            "components: { securitySchemes: { k: { type: apiKey, in: header, name: X-API-KEY }, b: { type: http } } }";
        assert.deepEqual(securityOf("security: [],", both), []);
        assert.deepEqual(securityOf("security: [{ k: [] }, {}],", both), [{ api_key: [] }, {}]);
        assert.deepEqual(securityOf("security: [{ b: [] }],", both), [{ api_key: [] }]);
        assert.deepEqual(securityOf("security: [],", ""), []);
    });
});
