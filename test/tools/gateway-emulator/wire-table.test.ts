import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import type { HeaderList } from "../../../tools/gateway-emulator/http/message";
import type { Served } from "../../../tools/gateway-emulator/served";
import type { DeployedApi, OperationParameter } from "../../../tools/gateway-emulator/state/deployed-api";
import type { MethodSettings } from "../../../tools/gateway-emulator/state/stage";
import type { UsagePlan } from "../../../tools/gateway-emulator/state/usage-plan";
import { grades, table } from "./readme-table";
import { bench, header, ok, operation, sampleApi, settings, stage, wire } from "./sample-api";
import { functionApi, returning } from "./sample-function";

const key = { "x-api-key": "key-of-web" };
const plan: UsagePlan = { id: "p1", name: "p", stages: [{ stage: "Test", throttles: {} }] };
const stageWith = (changes: Partial<MethodSettings>) => ({
    Test: { ...stage, methodSettings: { "*/*": { ...settings, ...changes } } },
});
const get = (changes: Partial<DeployedApi>, headers: Readonly<Record<string, string>> = key) =>
    bench(sampleApi(changes)).send("GET", "/Test/pictures", headers);
const failing = (kind: "timeout" | "refused" | "broken" | "too large" | "unsendable") =>
    bench(sampleApi(), { responses: async () => ({ kind }) }).send("GET", "/Test/pictures");
const parameters: OperationParameter[] = [
    { name: "b", in: "query", required: true },
    { name: "a", in: "query", required: true },
    { name: "x-one", in: "header", required: true },
];
async function second(changes: Partial<DeployedApi>): Promise<Served> {
    const { send } = bench(sampleApi(changes));
    await send("GET", "/Test/pictures");
    return send("GET", "/Test/pictures");
}

const errors: Readonly<Record<string, () => Promise<Served>>> = {
    "the path begins with no stage": () => bench(sampleApi()).send("GET", "/none/pictures"),
    "unknown path": () => bench(sampleApi()).send("GET", "/Test/none"),
    "method that the path lacks": () => bench(sampleApi()).send("DELETE", "/Test/pictures"),
    "unknown path with a bearer token": () =>
        bench(sampleApi()).send("GET", "/Test/none", { Authorization: "Bearer token" }),
    "no key": () => get({}, {}),
    "unknown key": () => get({}, { "x-api-key": "other" }),
    "disabled key": () =>
        get({ keys: [{ id: "k", name: "web", value: "key-of-web", enabled: false, planIds: ["p1"] }] }),
    "key in no plan of the stage": () => get({ plans: [{ ...plan, stages: [{ stage: "live", throttles: {} }] }] }),
    throttled: () => second({ plans: [{ ...plan, throttle: { rate: 1, burst: 1 } }] }),
    "quota exhausted": () => second({ plans: [{ ...plan, quota: { limit: 1, offset: 0, period: "DAY" } }] }),
    "required parameters missing": () => get({ operations: [operation("GET", "/pictures", { parameters })] }),
    "body invalid": () =>
        get({
            operations: [
                operation("GET", "/pictures", { body: { required: true, schemas: { "application/json": {} } } }),
            ],
        }),
    "request body in a content coding other than gzip, deflate and identity": () =>
        bench(sampleApi()).send("GET", "/Test/pictures", { ...key, "Content-Encoding": "br" }, "x"),
    "request body that is not in its content coding": () =>
        bench(sampleApi()).send("GET", "/Test/pictures", { ...key, "Content-Encoding": "gzip" }, "x"),
    "no template for the media type": () =>
        get(
            {
                operations: [
                    operation("GET", "/pictures", { integration: { type: "mock", passthroughBehavior: "never" } }),
                ],
            },
            { ...key, "content-type": "text/csv" },
        ),
    "unauthorized cache refresh": () =>
        get(
            { stages: stageWith({ unauthorizedCacheControlHeaderStrategy: "FAIL_WITH_403" }) },
            { ...key, "Cache-Control": "max-age=0" },
        ),
    "backend too slow": () => failing("timeout"),
    "connection to the backend breaks": () => failing("broken"),
    "backend refuses the connection": () => failing("refused"),
    "no such VPC link": () => get({ apps: {} }),
    "line break in a mapped header": () => failing("unsendable"),
    "backend's response over 10 MB": () => failing("too large"),
    "request body over 10 MB": () => bench(sampleApi()).send("GET", "/Test/pictures", key, "x".repeat(10_485_761)),
    "URL over 10,240 characters": () => bench(sampleApi()).send("GET", `/Test/pictures?${"x".repeat(10_240)}`),
    "headers over 10,240 bytes": () => get({}, { ...key, x: "x".repeat(10_240) }),
    "unencoded pipe or curly brace in a query": () => bench(sampleApi()).send("GET", "/Test/pictures?q={a|b}"),
    "response that is to be decoded and is not Base64": () =>
        bench(sampleApi({ binaryMediaTypes: ["image/png"] })).send("GET", "/Test/pictures", {
            ...key,
            Accept: "image/png",
        }),
    "event for a function over 6,291,456 bytes": () =>
        bench(functionApi()).send("POST", "/Test/quotes", key, "x".repeat(6_291_456)),
    "function's result over 6,291,556 bytes": () => returning({ statusCode: 200, body: "x".repeat(6_291_556) }),
    "function's result is not a response": () => returning({ statusCode: 200, wrong: "" }),
    "function fails": () => returning({ kind: "function error", reason: "it ended" }),
    "function too slow": () => returning({ kind: "timeout" }),
    "stage that the function's alias does not permit": () => {
        const aliases = { Test: [] };
        return returning({}, key, { functions: { shop_quotes: { name: "quotes", environment: {}, aliases } } });
    },
    "no such alias of a function": () => returning({}, key, { functions: {} }),
    "preflight if every media type is binary, and the mock does not convert to text": () => {
        const integration = {
            type: "mock" as const,
            requestTemplates: { "application/json": "{statusCode: 204}" },
            responses: { default: { statusCode: "204", responseParameters: {}, responseTemplates: {} } },
        };
        const operations = [operation("OPTIONS", "/pictures", { apiKeyRequired: false, integration })];
        return bench(sampleApi({ operations, binaryMediaTypes: ["*/*"] })).send("OPTIONS", "/Test/pictures", {});
    },
};

describe("the table of errors", () => {
    const rows = table("Errors");

    it("has a test for each row, and a row for each test", () => {
        assert.deepEqual(rows.map(([name]) => name).sort(), Object.keys(errors).sort());
    });

    for (const [name = "", response = "", errorType = "", grade = ""] of rows) {
        it(`${name}: ${response} (${grade})`, async () => {
            const served = await errors[name]?.();
            assert.ok(served);
            assert.equal(`\`${wire(served)}\``, response);
            const type = header(served, "x-amzn-ErrorType");
            assert.equal(type === undefined ? "none" : `\`${type}\``, errorType);
            assert.match(grade, grades);
        });
    }
});

// Sends a request with these headers and returns the response and the backend call.
async function exchange(headers: readonly (readonly [string, string])[] = [], url = "/Test/pictures") {
    const made = bench(sampleApi({ operations: [operation("GET", "/pictures", { integration: mapped })] }), {
        responses: async () => ({ ...ok("ok", backendHeaders), status: 418 }) as const,
    });
    const served = await made.send("GET", url, { ...key, ...Object.fromEntries(headers) });
    const [call] = made.calls;
    assert.ok(call);
    return { served, call };
}
const mapped = {
    requestParameters: {
        "integration.request.querystring.size": "'small'",
        "integration.request.header.X-Exact": "method.request.querystring.Exact",
    },
};
const remapped = [
    ["Connection", "Content-Length", "Date", "Server"],
    ["Authorization", "Content-MD5", "Max-Forwards", "User-Agent", "WWW-Authenticate"],
] as const;
const removed = ["Expect", "Host", "Proxy-Authenticate", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Via"];
const backendHeaders = [...remapped.flat(), ...removed].map((name) => [name.toLowerCase(), "theirs"] as const);
async function assertRemapped(names: readonly string[]): Promise<void> {
    const { served } = await exchange();
    for (const name of names) {
        assert.deepEqual([header(served, `x-amzn-Remapped-${name}`), header(served, name)], ["theirs", undefined]);
    }
}
async function assertNotReceived(names: readonly string[]): Promise<void> {
    const { headers } = (await exchange(names.map((name) => [name, "x"]))).call;
    for (const name of names) assert.equal(headers[name.toLowerCase()], undefined);
}
const binary = Buffer.from([0x1f, 0x8b, 0x08]);
const damaged = Buffer.from([0x1f, 0xef, 0xbf, 0xbd, 0x08]);
// The backend's response to a client that accepts JSON, from an API with these binary media types.
const received = async (binaryMediaTypes: readonly string[], headers: HeaderList) => {
    const made = bench(sampleApi({ binaryMediaTypes }), { responses: async () => ok(binary, headers) });
    return (await made.send("GET", "/Test/pictures", { ...key, Accept: "application/json" })).response.body;
};
const pathOf = async (id: string) => {
    const integration = {
        uri: "http://${stageVariables.host}/{id}",
        requestParameters: { "integration.request.path.id": "method.request.path.id" },
    };
    const made = bench(sampleApi({ operations: [operation("GET", "/{id}", { integration })] }));
    await made.send("GET", `/Test/${id}`);
    return made.calls[0]?.path;
};
// The status of a POST whose body is validated.
const validated = async (schema: object, body: string) => {
    const operations = [operation("POST", "/", { body: { required: true, schemas: { "application/json": schema } } })];
    return status(bench(sampleApi({ operations, binaryMediaTypes: ["*/*"] })).send("POST", "/Test/", key, body));
};
const status = async (served: Promise<Served>) => (await served).response.status;
const routed = bench(
    sampleApi({ operations: [operation("GET", "/a"), operation("GET", "/{p+}"), operation("POST", "/{p+}")] }),
);

const behaviours: Readonly<Record<string, () => Promise<void>>> = {
    "every response has `x-amzn-RequestId` and `x-amz-apigw-id`": async () => {
        for (const served of [await get({}), await get({}, {}), await routed.send("GET", "/none")]) {
            assert.match(header(served, "x-amzn-RequestId") ?? "", /^[0-9a-f-]{36}$/);
            assert.match(header(served, "x-amz-apigw-id") ?? "", /^[\w-]{15}=$/);
        }
    },
    "a 429 has no `Retry-After`": async () => {
        const served = await second({ plans: [{ ...plan, throttle: { rate: 1, burst: 1 } }] });
        assert.deepEqual([served.response.status, header(served, "Retry-After")], [429, undefined]);
    },
    "a type with a gateway response has nothing of `DEFAULT_4XX` or `DEFAULT_5XX`": async () => {
        const responseParameters = { "gatewayresponse.header.x-kind": "'default'" };
        const gatewayResponses = {
            DEFAULT_4XX: { statusCode: "444", responseParameters, responseTemplates: {} },
            INVALID_API_KEY: { responseParameters: {}, responseTemplates: {} },
        };
        const own = await get({ gatewayResponses }, {});
        assert.deepEqual([wire(own), header(own, "x-kind")], ['403 {"message":"Forbidden"}', undefined]);
        const { send } = bench(sampleApi({ gatewayResponses }));
        const other = await send("GET", "/Test/none");
        assert.deepEqual(
            [wire(other), header(other, "x-kind")],
            ['444 {"message":"Missing Authentication Token"}', "default"],
        );
    },
    "the template of a gateway response is that of the first accepted media type that has one, else of `application/json`":
        async () => {
            const responseTemplates = { "application/json": "{}", "application/xml": "<e/>" };
            const gatewayResponses = { INVALID_API_KEY: { responseParameters: {}, responseTemplates } };
            for (const [accept, type, body] of [
                ["text/html, application/xml;q=0.9, application/json", "application/xml", "<e/>"],
                ["text/html", "application/json", "{}"],
            ] as const) {
                const served = await get({ gatewayResponses }, { accept });
                assert.deepEqual([header(served, "Content-Type"), served.response.body.toString()], [type, body]);
            }
        },
    "a variable without a value is empty in a gateway response, and `-` in the access log": async () => {
        const responseTemplates = { "application/json": '{"sub":"$context.authorizer.claims.sub"}' };
        const gatewayResponses = { INVALID_API_KEY: { responseParameters: {}, responseTemplates } };
        const accessLogFormat = '{"sub":"$context.authorizer.claims.sub"}';
        const served = await get({ gatewayResponses, stages: { Test: { ...stage, accessLogFormat } } }, {});
        assert.deepEqual([wire(served), served.logLine], ['403 {"sub":""}', '{"sub":"-"}']);
    },
    "`$context.error.validationErrorString` lists what a body lacks": async () => {
        const responseTemplates = { "application/json": "$context.error.validationErrorString" };
        const gatewayResponses = { BAD_REQUEST_BODY: { responseParameters: {}, responseTemplates } };
        const schemas = { "application/json": { type: "object", required: ["to", "body", "id"] } };
        const operations = [operation("POST", "/", { body: { required: true, schemas } })];
        const { send } = bench(sampleApi({ operations, gatewayResponses }));
        const served = await send("POST", "/Test/", key, '{"id":1}');
        assert.equal(wire(served), '400 [object has missing required properties (["body","to"])]');
    },
    "a client's UUID in `x-amzn-RequestId` is the id of the request": async () => {
        const id = "b5ee2a4c-8b1f-4f6e-9a38-1c2d3e4f5a6b";
        assert.equal(header(await get({}, { ...key, "x-amzn-RequestId": id }), "x-amzn-RequestId"), id);
        assert.match(header(await get({}, { ...key, "x-amzn-RequestId": "1" }), "x-amzn-RequestId") ?? "", /^0{8}-/);
    },
    "the trace of a client that is traced goes on to the backend": async () => {
        const trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
        const traced = await exchange([["X-Amzn-Trace-Id", trace]]);
        assert.equal(traced.call.headers["x-amzn-trace-id"], trace);
        const invalid = await exchange([["X-Amzn-Trace-Id", "Root=mine"]]);
        assert.match(invalid.call.headers["x-amzn-trace-id"] ?? "", /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    },
    "the status of a backend passes through": async () => assert.equal((await exchange()).served.response.status, 418),
    "`Connection`, `Content-Length`, `Date` and `Server` of a backend are renamed to `x-amzn-Remapped-…`": () =>
        assertRemapped(remapped[0]),
    "`Authorization`, `Content-MD5`, `Max-Forwards`, `User-Agent` and `WWW-Authenticate` of a backend are renamed to `x-amzn-Remapped-…`":
        () => assertRemapped(remapped[1]),
    "`Expect`, `Host`, `Proxy-Authenticate`, `TE`, `Trailer`, `Transfer-Encoding`, `Upgrade` and `Via` of a backend are removed":
        async () => {
            const { served } = await exchange();
            for (const name of removed) {
                assert.deepEqual(
                    [header(served, name), header(served, `x-amzn-Remapped-${name}`)],
                    [undefined, undefined],
                );
            }
        },
    "a response without `Content-Type` has `application/json`": async () =>
        assert.equal(header((await exchange()).served, "Content-Type"), "application/json"),
    "bytes of a response that are not UTF-8 become U+FFFD if its media type is not binary, also in compressed ones":
        async () => {
            assert.deepEqual(await received([], [["content-encoding", "gzip"]]), damaged);
            assert.deepEqual(await received(["*/*"], [["content-encoding", "gzip"]]), binary);
        },
    "bytes of a request that are not UTF-8 become U+FFFD if its media type is not binary": async () => {
        for (const [types, expected] of [
            [[], damaged],
            [["image/png"], binary],
        ] as const) {
            const operations = [operation("POST", "/pictures")];
            const made = bench(sampleApi({ operations, binaryMediaTypes: types }));
            await made.send("POST", "/Test/pictures", { ...key, "content-type": "image/png" }, binary);
            assert.deepEqual(made.calls[0]?.body, expected);
        }
    },
    "a response with a binary media type is Base64 for a client whose first `Accept` has none": async () =>
        assert.equal((await received(["image/png"], [["content-type", "image/png"]])).toString(), "H4sI"),
    "a cached response has the encoding that its first client received": async () => {
        const made = bench(sampleApi({ binaryMediaTypes: ["image/png"] }), {
            responses: async () => ok(binary, [["content-type", "image/png"]]),
        });
        await made.send("GET", "/Test/pictures");
        assert.equal(wire(await made.send("GET", "/Test/pictures", { ...key, Accept: "image/png" })), "200 H4sI");
    },
    "a body with a binary media type is validated too": async () =>
        assert.equal(await validated({ type: "object" }, "[]"), 400),
    "the response of a proxy integration has no `X-Amzn-Trace-Id`": async () =>
        assert.equal(header((await exchange()).served, "X-Amzn-Trace-Id"), undefined),
    "a function receives `Content-Encoding`, `Host` and `Via`": async () => {
        const { send, calls } = bench(functionApi());
        await send("GET", "/Test/quotes", { ...key, "Content-Encoding": "br", Host: "shop.example", Via: "1.1 p" });
        const [call] = calls;
        assert.deepEqual(
            [call?.headers["content-encoding"], call?.host, call?.headers.via],
            ["br", "shop.example", "1.1 p"],
        );
    },
    "the response of a function has `X-Amzn-Trace-Id`": async () =>
        assert.match(header(await returning({ statusCode: 200 }), "X-Amzn-Trace-Id") ?? "", /^Root=1-/),
    "headers of a function's response are renamed and removed as those of an HTTP backend": async () => {
        const served = await returning({ statusCode: 200, headers: { Date: "theirs", Via: "theirs" } });
        assert.deepEqual([header(served, "x-amzn-Remapped-Date"), header(served, "Via")], ["theirs", undefined]);
    },
    "the backend receives the API's id, a trace id and `X-Forwarded-For`": async () => {
        const { headers } = (await exchange()).call;
        assert.deepEqual([headers["x-amzn-apigateway-api-id"], headers["x-forwarded-for"]], ["api1", "192.0.2.1"]);
        assert.match(headers["x-amzn-trace-id"] ?? "", /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    },
    "the backend receives `User-Agent` and `Accept` even if the client sends none": async () => {
        const { headers } = (await exchange()).call;
        assert.deepEqual([headers["user-agent"], headers.accept], ["AmazonAPIGateway_api1", "application/json"]);
    },
    "the backend receives the integration's `Host`": async () => {
        const { call } = await exchange([["Host", "elsewhere"]]);
        assert.deepEqual([call.host, call.headers.host], ["shop.internal", undefined]);
    },
    "the backend receives no `Content-Encoding`, `Content-MD5`, `Max-Forwards`, `Server`, `Trailer`, `Upgrade` or `WWW-Authenticate`":
        () =>
            assertNotReceived(
                "Content-Encoding Content-MD5 Max-Forwards Server Trailer Upgrade WWW-Authenticate".split(" "),
            ),
    "the backend receives no `Expect`, `Proxy-Authenticate`, `TE` or `Via`": () =>
        assertNotReceived(["Expect", "Proxy-Authenticate", "TE", "Via"]),
    "the backend receives a repeated header as one, joined with commas": async () => {
        const { headers } = (
            await exchange([
                ["X-A", "1"],
                ["x-a", "2"],
            ])
        ).call;
        assert.equal(headers["x-a"], "1,2");
    },
    "the backend receives the client's key": async () =>
        assert.equal((await exchange()).call.headers["x-api-key"], "key-of-web"),
    "a mapped query parameter is appended to the client's": async () =>
        assert.equal((await exchange([], "/Test/pictures?size=big")).call.path, "/all?size=big&size=small"),
    "the backend's path does not include the stage": async () =>
        assert.equal((await exchange()).call.path, "/all?size=small"),
    "a slash that is encoded in a path variable is a slash in the backend's path": async () =>
        assert.equal(await pathOf("a%2Fb"), "/a/b"),
    "an encoded percent character in a path variable is encoded in the backend's path": async () =>
        assert.equal(await pathOf("a%252Fb"), "/a%252Fb"),
    "an unencoded semicolon separates query parameters": async () =>
        assert.equal((await exchange([], "/Test/pictures?q=x;y=1")).call.path, "/all?q=x&y=1&size=small"),
    "names of headers in mappings, required parameters and cache keys are case-sensitive": async () => {
        const required: OperationParameter[] = [{ name: "X-One", in: "header", required: true }];
        const integration = { cacheKeyParameters: ["method.request.header.X-One"] };
        const send = (value: string, parameters: readonly OperationParameter[] = []) =>
            bench(sampleApi({ operations: [operation("GET", "/pictures", { parameters, integration })] })).send(
                "GET",
                "/Test/pictures",
                { ...key, "x-one": value },
            );
        assert.equal(await status(send("1")), 200);
        assert.equal(await status(send("1", required)), 400);
        const made = bench(sampleApi({ operations: [operation("GET", "/pictures", { integration })] }));
        await made.send("GET", "/Test/pictures", { ...key, "x-one": "1" });
        assert.equal((await made.send("GET", "/Test/pictures", { ...key, "x-one": "2" })).cache, "hit");
    },
    "a required parameter with a blank value is missing": async () => {
        const operations = [operation("GET", "/pictures", { parameters })];
        const served = await bench(sampleApi({ operations })).send("GET", "/Test/pictures?a=&b=%20", {
            ...key,
            "x-one": "",
        });
        assert.equal(wire(served), '400 {"message": "Missing required request parameters: [x-one, a, b]"}');
    },
    "`maxItems` and `minItems` of a model are ignored": async () => {
        assert.equal(await validated({ type: "array", maxItems: 1 }, "[1,2]"), 200);
        assert.equal(await validated({ type: "array", minItems: 1 }, "[]"), 200);
    },
    "`exclusiveMinimum` and `nullable` of a model are ignored": async () => {
        assert.equal(await validated({ minimum: 1, exclusiveMinimum: true }, "1"), 200);
        assert.equal(await validated({ type: "string", nullable: true }, "null"), 400);
    },
    "names of query parameters in mappings are case-sensitive": async () => {
        const headersOf = async (query: string) => (await exchange([], `/Test/pictures?${query}`)).call.headers;
        assert.equal((await headersOf("Exact=1"))["x-exact"], "1");
        assert.equal((await headersOf("exact=1"))["x-exact"], undefined);
    },
    "`X-HTTP-Method-Override` changes the method": async () =>
        assert.equal(await status(routed.send("DELETE", "/Test/a", { ...key, "X-HTTP-Method-Override": "GET" })), 200),
    "a trailing slash is ignored": async () =>
        assert.equal(await status(bench(sampleApi()).send("GET", "/Test/pictures/")), 200),
    "`GET` does not serve `HEAD`": async () =>
        assert.equal(await status(bench(sampleApi()).send("HEAD", "/Test/pictures")), 403),
    "a literal path takes precedence over a greedy one": async () => {
        const log = { ...stage, accessLogFormat: "$context.resourcePath" };
        const operations = [operation("GET", "/{p+}"), operation("GET", "/a")];
        const served = await bench(sampleApi({ operations, stages: { Test: log } })).send("GET", "/Test/a");
        assert.equal(served.logLine, "/a");
    },
    "a greedy path serves a method that the literal one lacks": async () =>
        assert.equal(await status(routed.send("POST", "/Test/a")), 200),
    "a plan's limit is per client, and applies to cached responses too": async () => {
        const keys = ["web", "app"].map((name) => ({
            ...{ id: name, name, value: `key-of-${name}`, enabled: true },
            planIds: ["p1"],
        }));
        const { send } = bench(sampleApi({ keys, plans: [{ ...plan, throttle: { rate: 1, burst: 1 } }] }));
        assert.equal(await status(send("GET", "/Test/pictures")), 200);
        assert.equal(await status(send("GET", "/Test/pictures")), 429);
        assert.equal((await send("GET", "/Test/pictures", { "x-api-key": "key-of-app" })).cache, "hit");
    },
    "a throttled request does not count against the quota": async () => {
        const quota = { limit: 2, offset: 0, period: "DAY" } as const;
        const made = bench(sampleApi({ plans: [{ ...plan, quota, throttle: { rate: 1, burst: 1 } }] }));
        assert.equal(await status(made.send("GET", "/Test/pictures")), 200);
        assert.equal((await made.send("GET", "/Test/pictures")).errorType, "THROTTLED");
        made.now += 1000;
        assert.equal(await status(made.send("GET", "/Test/pictures")), 200);
    },
    "only `GET` is cached, for the TTL, regardless of the backend's `Cache-Control`": async () => {
        const operations = [operation("GET", "/pictures"), operation("POST", "/pictures")];
        const made = bench(sampleApi({ operations }), {
            responses: async () => ok("", [["cache-control", "no-store"]]),
        });
        const uses: string[] = [];
        for (const [method, wait] of [
            ["GET", 0],
            ["GET", 300_000],
            ["GET", 1],
            ["POST", 0],
            ["POST", 0],
        ] as const) {
            made.now += wait;
            uses.push((await made.send(method, "/Test/pictures")).cache);
        }
        assert.deepEqual(uses, ["miss", "hit", "miss", "off", "off"]);
    },
    "the cache key consists of the listed parameters only": async () => {
        const integration = { cacheKeyParameters: ["method.request.querystring.tag"] };
        const { send } = bench(sampleApi({ operations: [operation("GET", "/pictures", { integration })] }));
        const use = async (query: string) => (await send("GET", `/Test/pictures?${query}`)).cache;
        assert.deepEqual([await use("tag=a"), await use("tag=a&x=1"), await use("tag=b")], ["miss", "hit", "miss"]);
    },
    "a response over 1,048,576 bytes is not cached": async () => {
        const use = async (size: number) => {
            const { send } = bench(sampleApi(), { responses: async () => ok("x".repeat(size)) });
            await send("GET", "/Test/pictures");
            return (await send("GET", "/Test/pictures")).cache;
        };
        assert.deepEqual([await use(1_048_576), await use(1_048_577)], ["hit", "miss"]);
    },
    "a response of at least the API's minimum size is compressed with gzip or deflate, whichever the client prefers, unless the backend has encoded it":
        async () => {
            assert.equal(await codingOf({ "Accept-Encoding": "gzip, deflate" }), "gzip");
            assert.equal(await codingOf({ "Accept-Encoding": "gzip;q=0.5, deflate" }), "deflate");
            assert.equal(await codingOf({ "Accept-Encoding": "gzip" }, 3), undefined);
            assert.equal(await codingOf({ "Accept-Encoding": "gzip" }, 2, [["Content-Encoding", "br"]]), "br");
        },
    "a response is not compressed without `Accept-Encoding`, with `*`, or if another coding comes first": async () => {
        for (const headers of [{}, { "Accept-Encoding": "*" }, { "Accept-Encoding": "br, gzip" }])
            assert.equal(await codingOf(headers), undefined);
    },
    "a cached response is compressed for each client by itself": async () => {
        const { send, calls } = bench(sampleApi({ minimumCompressionSize: 0 }));
        const codings = [];
        for (const coding of ["gzip", "deflate"])
            codings.push(
                header(await send("GET", "/Test/pictures", { ...key, "Accept-Encoding": coding }), "Content-Encoding"),
            );
        assert.deepEqual([codings, calls.length], [["gzip", "deflate"], 1]);
    },
    "a compressed request is decompressed before validation, also if responses are not compressed": async () => {
        const body = { required: true, schemas: { "application/json": { type: "object" } } };
        const { send, calls } = bench(sampleApi({ operations: [operation("POST", "/pictures", { body })] }));
        const headers = { ...key, "Content-Type": "application/json", "Content-Encoding": "gzip" };
        assert.equal(await status(send("POST", "/Test/pictures", headers, gzipSync("{}"))), 200);
        assert.equal(calls[0]?.body.toString(), "{}");
        assert.equal(await status(send("POST", "/Test/pictures", headers, gzipSync("[]"))), 400);
    },
    "a method with a limit of 0 in a plan rejects every call of its clients": async () => {
        const throttles = { "/pictures/GET": { rate: 0, burst: 0 } };
        const plans = [{ id: "p1", name: "standard", stages: [{ stage: "Test", throttles }] }];
        const made = bench(sampleApi({ plans }));
        for (const seconds of [0, 1, 3600]) {
            made.now += seconds * 1000;
            assert.equal(await status(made.send("GET", "/Test/pictures", key)), 429);
        }
    },
    "a client that may not refresh the cache receives the cached response and a `Warning`": async () => {
        const { send } = bench(sampleApi());
        await send("GET", "/Test/pictures");
        const served = await send("GET", "/Test/pictures", { ...key, "Cache-Control": "max-age=0" });
        const warning = "199 Cache-control headers were ignored because the caller was unauthorized.";
        assert.deepEqual([served.cache, header(served, "Warning")], ["hit", warning]);
    },
    "an error of the backend is cached too": async () => {
        const { send } = bench(sampleApi(), { responses: async () => ({ ...ok(""), status: 404 }) as const });
        await send("GET", "/Test/pictures");
        assert.equal((await send("GET", "/Test/pictures")).cache, "hit");
    },
    "keys are checked before parameters and bodies are validated": async () =>
        assert.equal(await status(get({ operations: [operation("GET", "/pictures", { parameters })] }, {})), 403),
};

async function codingOf(
    headers: Readonly<Record<string, string>>,
    minimumCompressionSize = 2,
    own: readonly (readonly [string, string])[] = [],
) {
    const responses = async () => ok("ok", [["Content-Type", "text/plain"], ...own]);
    const { send } = bench(sampleApi({ minimumCompressionSize }), { responses });
    return header(await send("GET", "/Test/pictures", { ...key, ...headers }), "Content-Encoding");
}

describe("the table of other behaviour", () => {
    const rows = table("Other behaviour");

    it("has a test for each row, and a row for each test", () => {
        assert.deepEqual(rows.map(([name]) => name).sort(), Object.keys(behaviours).sort());
    });

    for (const [name = "", grade = ""] of rows) {
        it(`${name} (${grade})`, async () => {
            assert.match(grade, grades);
            await behaviours[name]?.();
        });
    }
});
