import assert from "node:assert/strict";
import { gatewayResponsesBody } from "../../../openapi/derive/gateway-responses";
import { readBody } from "../../../tools/gateway-emulator/state/read-body";
import { bench, header, ok, operation, sampleApi, stage, wire } from "./sample-api";

const withoutKey = {};
const withKey = { "x-api-key": "key-of-web" };

describe("gateway responses", () => {
    it("rejects a path that does not begin with a stage, without the headers of the API", async () => {
        const cors = { "gatewayresponse.header.Access-Control-Allow-Origin": "'*'" };
        const gatewayResponses = { DEFAULT_4XX: { responseParameters: cors, responseTemplates: {} } };
        const { send } = bench(sampleApi({ gatewayResponses }));
        for (const url of ["/", "/nowhere/pictures", "/constructor/pictures", "/test/pictures"]) {
            const served = await send("GET", url);
            assert.equal(wire(served), '403 {"message":"Forbidden"}', url);
            assert.equal(header(served, "x-amzn-ErrorType"), "ForbiddenException");
            assert.equal(header(served, "Access-Control-Allow-Origin"), undefined);
        }
        assert.equal(header(await send("GET", "/Test/none"), "Access-Control-Allow-Origin"), "*");
    });

    it("returns 403 for an unknown path or method, not 404 or 405", async () => {
        const { send } = bench(sampleApi());
        for (const [method, url] of [
            ["GET", "/Test/none"],
            ["DELETE", "/Test/pictures"],
            ["GET", "/Test"],
        ] as const) {
            const served = await send(method, url);
            assert.equal(wire(served), '403 {"message":"Missing Authentication Token"}');
            assert.equal(header(served, "x-amzn-ErrorType"), "MissingAuthenticationTokenException");
        }
    });

    it("adds the request ids to every response", async () => {
        const { send } = bench(sampleApi());
        for (const served of [await send("GET", "/Test/pictures"), await send("GET", "/none")]) {
            assert.match(header(served, "x-amzn-RequestId") ?? "", /^[0-9a-f-]{36}$/);
            assert.match(header(served, "x-amz-apigw-id") ?? "", /^[\w-]{15}=$/);
        }
    });

    const keys: readonly [string, Parameters<typeof sampleApi>[0], Readonly<Record<string, string>>][] = [
        ["no key", {}, withoutKey],
        ["an unknown key", {}, { "x-api-key": "key-of-we" }],
        [
            "a disabled key",
            { keys: [{ id: "k1", name: "web", value: "key-of-web", enabled: false, planIds: ["p1"] }] },
            withKey,
        ],
        [
            "a key in no plan",
            { keys: [{ id: "k1", name: "web", value: "key-of-web", enabled: true, planIds: [] }] },
            withKey,
        ],
        [
            "a plan of another stage",
            { plans: [{ id: "p1", name: "p", stages: [{ stage: "live", throttles: {} }] }] },
            withKey,
        ],
    ];
    for (const [name, api, headers] of keys) {
        it(`rejects ${name} with 403 and does not call the backend`, async () => {
            const { send, calls } = bench(sampleApi(api));
            const served = await send("GET", "/Test/pictures", headers);
            assert.equal(wire(served), '403 {"message":"Forbidden"}');
            assert.equal(header(served, "x-amzn-ErrorType"), "ForbiddenException");
            assert.equal(calls.length, 0);
        });
    }

    it("reads the key from a case-insensitive header, and only where a key is required", async () => {
        const api = sampleApi({
            operations: [operation("GET", "/a"), operation("GET", "/b", { apiKeyRequired: false })],
        });
        const { send } = bench(api);
        assert.equal((await send("GET", "/Test/a", { "X-API-Key": "key-of-web" })).response.status, 200);
        assert.equal((await send("GET", "/Test/b", withoutKey)).response.status, 200);
    });

    it("reads the method from X-HTTP-Method-Override", async () => {
        const { send } = bench(sampleApi({ operations: [operation("PUT", "/a")] }));
        assert.equal(
            (await send("POST", "/Test/a", { ...withKey, "x-http-method-override": "PUT" })).response.status,
            200,
        );
    });

    it("returns 413 in plain text for a body over 10 MB, 414 and 431 over the other limits", async () => {
        const { send } = bench(sampleApi());
        const served = await send("GET", "/Test/pictures", withKey, "x".repeat(10_485_761));
        assert.equal(wire(served), "413 HTTP content length exceeded 10485760 bytes.");
        assert.equal(header(served, "Content-Type"), "text/plain");
        assert.equal((await send("GET", "/Test/pictures", withKey, "x".repeat(10_485_760))).response.status, 200);
        assert.equal((await send("GET", `/Test/pictures?${"x".repeat(10_240)}`)).response.status, 414);
        assert.equal((await send("GET", "/Test/pictures", { ...withKey, a: "x".repeat(10_240) })).response.status, 431);
    });

    it("reads status, headers and body of a gateway response from the document", async () => {
        const gatewayResponses = {
            INVALID_API_KEY: {
                statusCode: "401",
                responseParameters: {
                    "gatewayresponse.header.x-path": "context.path",
                    "gatewayresponse.header.x-no": "context.no",
                },
                responseTemplates: {
                    "application/json": '{"m":$context.error.messageString,"t":"$context.error.responseType"}',
                },
            },
        };
        const { send } = bench(sampleApi({ gatewayResponses }));
        const served = await send("GET", "/Test/pictures", withoutKey);
        assert.equal(wire(served), '401 {"m":"Forbidden","t":"INVALID_API_KEY"}');
        assert.equal(header(served, "x-path"), "/Test/pictures");
        assert.equal(header(served, "x-no"), undefined);
    });
});

describe("the errors of a stack's settings", () => {
    const problem =
        '{"title":$context.error.messageString,"type":"urn:$context.error.responseType","instance":"$context.requestId"}';
    const body = gatewayResponsesBody(
        { allowOrigin: "https://example.com", allowHeaders: ["x-api-key"] },
        {
            DEFAULT_4XX: {
                headers: { "Content-Type": "application/problem+json" },
                templates: { "application/json": problem },
            },
            THROTTLED: { headers: { "Retry-After": "1", "X-Stage": "context.stage" } },
            QUOTA_EXCEEDED: { headers: { "Retry-After": "3600" } },
            INTEGRATION_TIMEOUT: { status: 503, headers: { "X-Q": "method.request.querystring.q" } },
        },
    );
    const { gatewayResponses } = readBody(
        JSON.stringify({ openapi: "3.0.1", paths: {}, "x-amazon-apigateway-gateway-responses": body }),
    );
    const plan = { id: "p1", name: "p", stages: [{ stage: "Test", throttles: {} }] };

    it("have the company's format, one Content-Type, and the headers of CORS", async () => {
        const served = await bench(sampleApi({ gatewayResponses })).send("GET", "/Test/pictures", withoutKey);
        const id = header(served, "x-amzn-RequestId");
        assert.equal(wire(served), `403 {"title":"Forbidden","type":"urn:INVALID_API_KEY","instance":"${id}"}`);
        const types = served.response.headers.filter(([name]) => name.toLowerCase() === "content-type");
        assert.deepEqual(types, [["Content-Type", "application/problem+json"]]);
        assert.equal(header(served, "Access-Control-Allow-Origin"), "https://example.com");
        assert.equal(header(served, "x-amzn-ErrorType"), "ForbiddenException");
    });

    for (const [what, changes, retryAfter, type] of [
        ["throttled", { throttle: { rate: 1, burst: 1 } }, "1", "THROTTLED"],
        ["over its quota", { quota: { limit: 1, offset: 0, period: "DAY" } }, "3600", "QUOTA_EXCEEDED"],
    ] as const) {
        it(`tell a client that is ${what} when to try again`, async () => {
            const { send } = bench(sampleApi({ gatewayResponses, plans: [{ ...plan, ...changes }] }));
            await send("GET", "/Test/pictures");
            const served = await send("GET", "/Test/pictures");
            assert.deepEqual([served.response.status, header(served, "Retry-After")], [429, retryAfter]);
            assert.equal(JSON.parse(served.response.body.toString()).type, `urn:${type}`);
            assert.equal(header(served, "X-Stage"), type === "THROTTLED" ? "Test" : undefined);
        });
    }

    it("map a query parameter to a header, with another status", async () => {
        const made = bench(sampleApi({ gatewayResponses }), { responses: async () => ({ kind: "timeout" }) });
        const served = await made.send("GET", "/Test/pictures?q=1");
        assert.deepEqual([served.response.status, header(served, "X-Q")], [503, "1"]);
        assert.equal(served.response.body.toString(), '{"message": "Endpoint request timed out"}');
    });
});

describe("failures of the backend", () => {
    const failures = [
        ["timeout", '504 {"message": "Endpoint request timed out"}'],
        ["refused", '500 {"message": "Internal server error"}'],
        ["broken", '504 {"message": "Network error communicating with endpoint"}'],
    ] as const;
    for (const [kind, response] of failures) {
        it(`return ${response} if the kind is ${kind}, and are not cached`, async () => {
            const made = bench(sampleApi(), { responses: async () => ({ kind }) });
            assert.equal(wire(await made.send("GET", "/Test/pictures")), response);
            const again = await made.send("GET", "/Test/pictures");
            assert.equal(header(again, "x-amzn-ErrorType"), "InternalServerErrorException");
            assert.equal(made.calls.length, 2);
        });
    }

    it("return 500 if the link or the host of the integration is missing", async () => {
        for (const variables of [{ host: "h", link: "other" }, { host: "h" }, { link: "link1" }]) {
            const made = bench(sampleApi({ stages: { Test: { ...stage, variables } } }), {
                responses: async () => ok(""),
            });
            assert.equal(wire(await made.send("GET", "/Test/pictures")), '500 {"message": "Internal server error"}');
            assert.equal(made.calls.length, 0);
        }
    });
});
