import assert from "node:assert/strict";
import { defaultBehavior } from "../../../tools/gateway-emulator/http/unverified-behavior";
import { bench, header, ok, operation, sampleApi, settings, stage, wire } from "./sample-api";

const withoutKey = {};
const withKey = { "x-api-key": "key-of-web" };

describe("gateway responses", () => {
    it("rejects a path that begins with no stage, without the headers of the API", async () => {
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

    it("takes the method from X-HTTP-Method-Override", async () => {
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

    it("takes status, headers and body of a gateway response from the document", async () => {
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

describe("throttling and quotas", () => {
    const plan = { id: "p1", name: "standard", stages: [{ stage: "Test", throttles: {} }] };

    const levels: readonly [string, Parameters<typeof sampleApi>[0], string][] = [
        [
            "a method in the client's plan",
            {
                plans: [
                    { ...plan, stages: [{ stage: "Test", throttles: { "/pictures/GET": { rate: 1, burst: 1 } } }] },
                ],
            },
            "web at Test /pictures/GET",
        ],
        ["the client's plan", { plans: [{ ...plan, throttle: { rate: 1, burst: 1 } }] }, "web in plan standard"],
        [
            "the method of the stage",
            {
                stages: {
                    Test: { ...stage, methodSettings: { "*/*": { ...settings, throttle: { rate: 1, burst: 1 } } } },
                },
            },
            "stage Test /pictures/GET",
        ],
        ["the account", { accountThrottle: { rate: 1, burst: 1 } }, "account"],
    ];
    for (const [name, api, bucket] of levels) {
        it(`returns 429 over the limit of ${name}, and 200 again after a second`, async () => {
            const made = bench(sampleApi(api), { explains: true });
            assert.equal((await made.send("GET", "/Test/pictures")).response.status, 200);
            const served = await made.send("GET", "/Test/pictures");
            assert.equal(wire(served), '429 {"message":"Too Many Requests"}');
            assert.equal(header(served, "x-amzn-ErrorType"), "TooManyRequestsException");
            assert.equal(header(served, "Retry-After"), undefined);
            assert.equal(header(served, "x-local-reason"), bucket);
            made.now += 1000;
            assert.equal((await made.send("GET", "/Test/pictures")).response.status, 200);
        });
    }

    it("returns 429 Limit Exceeded over the quota; throttled requests do not count", async () => {
        const quota = { limit: 2, offset: 0, period: "DAY" } as const;
        const made = bench(sampleApi({ plans: [{ ...plan, quota, throttle: { rate: 1, burst: 1 } }] }));
        assert.equal((await made.send("GET", "/Test/pictures")).response.status, 200);
        assert.equal((await made.send("GET", "/Test/pictures")).errorType, "THROTTLED");
        made.now += 1000;
        assert.equal((await made.send("GET", "/Test/pictures")).response.status, 200);
        made.now += 1000;
        const served = await made.send("GET", "/Test/pictures");
        assert.equal(wire(served), '429 {"message":"Limit Exceeded"}');
        assert.equal(header(served, "x-amzn-ErrorType"), "LimitExceededException");
        made.now += 86_400_000;
        assert.equal((await made.send("GET", "/Test/pictures")).response.status, 200);
    });

    it("throttles before it reads the cache, and counts each client separately", async () => {
        const keys = ["web", "mobile"].map((name) => ({
            id: name,
            name,
            value: `key-of-${name}`,
            enabled: true,
            planIds: ["p1"],
        }));
        const { send } = bench(sampleApi({ keys, plans: [{ ...plan, throttle: { rate: 0, burst: 1 } }] }));
        assert.equal((await send("GET", "/Test/pictures")).response.status, 200);
        assert.equal((await send("GET", "/Test/pictures")).response.status, 429);
        assert.equal((await send("GET", "/Test/pictures", { "x-api-key": "key-of-mobile" })).cache, "hit");
    });
});

describe("request validation", () => {
    const parameters = [
        { name: "b", in: "query", required: true },
        { name: "a", in: "query", required: true },
        { name: "x-one", in: "header", required: true },
        { name: "free", in: "query", required: false },
    ] as const;
    const body = { required: true, schemas: { "application/json": { $ref: "#/components/schemas/Picture" } } };
    const models = {
        Picture: {
            type: "object",
            required: ["title"],
            properties: { title: { type: "string" }, next: { $ref: "#/components/schemas/Picture" } },
        },
    };
    const api = sampleApi({
        operations: [operation("GET", "/p", { parameters }), operation("POST", "/p", { body })],
        models,
    });

    it("lists the missing parameters: headers, path, query, each sorted", async () => {
        const served = await bench(api).send("GET", "/Test/p?free=1");
        assert.equal(wire(served), '400 {"message": "Missing required request parameters: [x-one, a, b]"}');
        assert.equal(header(served, "x-amzn-ErrorType"), "BadRequestException");
        assert.equal(
            (await bench(api).send("GET", "/Test/p?a=&b=2", { ...withKey, "x-one": "1" })).response.status,
            200,
        );
    });

    it("omits the space in a 400 without spaceInBadRequest", async () => {
        const served = await bench(api, { unverified: { ...defaultBehavior, spaceInBadRequest: false } }).send(
            "POST",
            "/Test/p",
        );
        assert.equal(wire(served), '400 {"message":"Invalid request body"}');
    });

    const bodies: readonly [string, string, number][] = [
        ["", "application/json", 400],
        ["{", "application/json", 400],
        ["[]", "application/json", 400],
        ['{"title":7}', "application/json", 400],
        ['{"title":"x","next":{}}', "application/json; charset=utf-8", 400],
        ['{"title":"x","next":{"title":"y"}}', "application/json", 200],
        ["title=x", "application/x-www-form-urlencoded", 200],
    ];
    for (const [text, type, status] of bodies) {
        it(`returns ${status} for the body ${JSON.stringify(text)} as ${type}`, async () => {
            const made = bench(api);
            const served = await made.send("POST", "/Test/p", { ...withKey, "content-type": type }, text);
            assert.equal(served.response.status, status);
            if (status === 400) assert.equal(wire(served), '400 {"message": "Invalid request body"}');
            assert.equal(made.calls.length, status === 200 ? 1 : 0);
        });
    }

    it("reads a body without a media type as JSON, and checks the key first", async () => {
        assert.equal((await bench(api).send("POST", "/Test/p", withKey, "{}")).response.status, 400);
        assert.equal((await bench(api).send("POST", "/Test/p", withoutKey, "{}")).response.status, 403);
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
