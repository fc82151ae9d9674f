import assert from "node:assert/strict";
import type { HeaderList } from "../../../tools/gateway-emulator/http/message";
import { TokenBuckets } from "../../../tools/gateway-emulator/limits/token-bucket";
import { defaultHttpBehavior } from "../../../tools/http-emulator/call/unverified-http-behavior";
import type { DeployedHttpApi, HttpRoute } from "../../../tools/http-emulator/state/deployed-http-api";
import { grades, table } from "./http-readme-table";
import {
    answer,
    bench,
    header,
    keyAuthorizer,
    privateIntegration,
    route,
    sampleHttpApi,
    stage,
    wire,
} from "./sample-http-api";
import { jwtAuthorizer, sampleIssuer } from "./sample-tokens";

const url = "/api/books";
const cors = {
    allowOrigins: ["https://shop.example"],
    allowMethods: ["GET", "POST"],
    allowHeaders: ["x-api-key"],
    exposeHeaders: ["etag"],
    allowCredentials: false,
    maxAge: 300,
};
const origin = { origin: "https://shop.example" };
const preflight = { ...origin, "access-control-request-method": "GET" };
const key = { "x-api-key": "k" };
const withRoutes = (routeKeys: readonly string[], changes: Partial<HttpRoute> = {}) =>
    sampleHttpApi({ routes: routeKeys.map((routeKey) => route(routeKey, changes)) });
const logged = (api: DeployedHttpApi, format: string) =>
    Object.fromEntries(
        Object.entries(api.stages).map(([name, own]) => [name, { ...own, accessLogFormat: format }] as const),
    );
// The route that serves each request, as the access log has it.
async function servedBy(routeKeys: readonly string[], requests: readonly string[]): Promise<(string | undefined)[]> {
    const api = withRoutes(routeKeys);
    const { send } = bench({ ...api, stages: logged(api, "$context.routeKey") });
    const lines: (string | undefined)[] = [];
    for (const request of requests) {
        const [method = "", path = ""] = request.split(" ");
        lines.push((await send(method, path)).logLine);
    }
    return lines;
}
// The request that the private backend gets.
async function sent(path: string, headers: HeaderList = [], changes: Partial<DeployedHttpApi> = {}) {
    const made = bench(sampleHttpApi({ routes: [route("ANY /api/{proxy+}")], ...changes }));
    const served = await made.send("GET", path, headers);
    const [call] = made.calls;
    assert.ok(call, wire(served));
    return call;
}
const mapped = (
    requestParameters: Readonly<Record<string, string>>,
    responseParameters: typeof privateIntegration.responseParameters = {},
) => ({ integrations: { i1: { ...privateIntegration, requestParameters, responseParameters } } });
const ofKeys = (changes: Partial<typeof keyAuthorizer> = {}, routeKeys = [`GET ${url}`, "GET /api/authors"]) =>
    withRoutes(routeKeys, { authorizer: { ...keyAuthorizer, ttlSeconds: 60, ...changes } });
const allowed = () => ({ isAuthorized: true, context: { plan: "gold", tags: ["a", "b"] } });
const dev = { stages: { dev: { ...stage, name: "dev" } } };
async function challenge(authorization: string | undefined): Promise<string | undefined> {
    const { fetchJson } = await sampleIssuer();
    const { send } = bench(withRoutes([`GET ${url}`], { authorizer: jwtAuthorizer }), { fetchJson });
    return header(await send("GET", url, authorization === undefined ? {} : { authorization }), "www-authenticate");
}
const ofFunction = (returns: () => unknown) =>
    bench(withRoutes([`POST ${url}`, `GET ${url}/{id}`], { integrationId: "f1" }), { returns });

const behaviors: Readonly<Record<string, () => Promise<void>>> = {
    "every response has `apigw-requestid`, the request's id": async () => {
        const api = sampleHttpApi({ cors });
        const { send } = bench({ ...api, stages: logged(api, "$context.requestId $context.extendedRequestId") });
        const found = await send("GET", url);
        const id = header(found, "apigw-requestid");
        assert.equal(found.logLine, `${id} ${id}`);
        assert.match(id ?? "", /^[\w-]{15}=$/);
        assert.match(header(await send("OPTIONS", "/none", preflight), "apigw-requestid") ?? "", /^[\w-]{15}=$/);
    },
    "a named stage is the first segment of the path, `$default` serves the rest": async () => {
        const api = sampleHttpApi({ stages: { $default: stage, dev: { ...stage, name: "dev" } } });
        const { send } = bench({ ...api, stages: logged(api, "$context.stage $context.path") });
        assert.equal((await send("GET", `/dev${url}`)).logLine, "dev /dev/api/books");
        assert.equal((await send("GET", url)).logLine, "$default /api/books");
        assert.equal(wire(await send("GET", `/$default${url}`)), '404 {"message":"Not Found"}');
    },
    "below a domain name the longest mapped path decides": async () => {
        const stages = { $default: stage, dev: { ...stage, name: "dev" }, old: { ...stage, name: "old" } };
        const domains = { "shop.example": { "": "$default", v1: "old", "v1/new": "dev" } };
        const api = sampleHttpApi({ stages, domains });
        const { send } = bench({ ...api, stages: logged(api, "$context.stage $context.customDomain.basePathMatched") });
        const line = async (path: string) => (await send("GET", path, { host: "Shop.example:443" })).logLine;
        assert.equal(await line(`/v1/new${url}`), "dev v1/new");
        assert.equal(await line(`/v1${url}`), "old v1");
        assert.equal(await line(url), "$default -");
        assert.equal(await line("/v1x/api/books"), "$default -");
        const other = { "shop.example": { only: "$default" } };
        const below = bench(sampleHttpApi({ domains: other, stages, routes: [route("GET /")] }));
        // The route is found, and the load balancer has no rule for the path, which the backend gets as it is.
        assert.equal(wire(await below.send("GET", "/only", { host: "shop.example" })), "404 no rule");
    },
    "a full match has precedence over a greedy one, and that over `$default`": async () => {
        assert.deepEqual(await servedBy(["GET /{p+}", "ANY /a"], ["GET /a"]), ["ANY /a"]);
        const routes = ["$default", "ANY /{proxy+}", "GET /pets/{proxy+}", "GET /pets/dog/{id}", "GET /pets/dog/1"];
        const requests = ["GET /pets/dog/1", "GET /pets/dog/2", "GET /pets/cat/1", "POST /test/5", "GET /"];
        assert.deepEqual(await servedBy(routes, requests), [
            "GET /pets/dog/1",
            "GET /pets/dog/{id}",
            "GET /pets/{proxy+}",
            "ANY /{proxy+}",
            "$default",
        ]);
    },
    "a method has precedence over `ANY`, and then a literal segment over a variable": async () => {
        const routes = ["ANY /a/b", "GET /{x}/{y}", "GET /a/{y}", "ANY /c/{p+}", "GET /{p+}"];
        assert.deepEqual(await servedBy(routes, ["GET /a/b", "POST /a/b", "GET /c/d/e", "PUT /c/d"]), [
            "GET /a/{y}",
            "ANY /a/b",
            "GET /{p+}",
            "ANY /c/{p+}",
        ]);
    },
    "a greedy variable does not match the bare path of its parent": async () =>
        assert.deepEqual(await servedBy(["ANY /a/{p+}"], ["GET /a", "GET /a/b/c"]), ["-", "ANY /a/{p+}"]),
    "empty segments are ignored": async () =>
        assert.deepEqual(await servedBy(["GET /a/{b}"], ["GET //a/b", "GET /a//b"]), ["GET /a/{b}", "GET /a/{b}"]),
    "a path with a trailing slash is another path": async () => {
        assert.deepEqual(await servedBy(["GET /a", "GET /b/{p+}"], ["GET /a/", "GET /b/"]), ["-", "GET /b/{p+}"]);
        const unverified = { ...defaultHttpBehavior, trailingSlash: "same" as const };
        assert.equal((await bench(sampleHttpApi(), { unverified }).send("GET", `${url}/`)).response.status, 200);
    },
    "the path of a route is matched decoded": async () =>
        assert.deepEqual(await servedBy(["GET /a-b/{c}"], ["GET /a%2Db/%64"]), ["GET /a-b/{c}"]),
    "an encoded slash separates segments": async () => {
        const paths = ["GET /a/b%2Fc", "GET /a%2fb", "GET /a/b%252Fc"];
        assert.deepEqual(await servedBy(["GET /a/{b}"], paths), ["-", "GET /a/{b}", "GET /a/{b}"]);
    },
    "a private backend gets the client's `Host`": async () =>
        assert.equal((await sent(url, [["Host", "shop.example"]])).host, "shop.example"),
    "a private backend gets the client in `Forwarded`, and `Via`": async () => {
        const { headers } = await sent(url, [["Host", "shop.example"]]);
        assert.equal(headers.forwarded, "for=192.0.2.1;host=shop.example;proto=https");
        assert.equal(headers.via, "HTTP/1.1 AmazonAPIGateway");
        const behindProxy = await sent(url, [
            ["Host", "h"],
            ["Via", "1.1 proxy"],
            ["Forwarded", "for=_a"],
        ]);
        assert.equal(behindProxy.headers.forwarded, "for=_a, for=192.0.2.1;host=h;proto=https");
        assert.equal(behindProxy.headers.via, "1.1 proxy, HTTP/1.1 AmazonAPIGateway");
        const ofConnection = await sent(url, [
            ["Connection", "close"],
            ["Content-Length", "7"],
            ["Host", "h"],
            ["Upgrade", "h2c"],
        ]);
        for (const name of ["connection", "content-length", "host", "upgrade"])
            assert.equal(ofConnection.headers[name], undefined, name);
        assert.equal(headers["x-forwarded-for"], "10.0.0.10");
    },
    "addresses in the client's `X-Forwarded-For` come first in `Forwarded`": async () => {
        const { headers } = await sent(url, [
            ["host", "h"],
            ["x-forwarded-for", "198.51.100.7, 2001:db8::1"],
        ]);
        const own = "for=192.0.2.1;host=h;proto=https";
        assert.equal(headers.forwarded, `for=198.51.100.7, for="[2001:db8::1]", ${own}`);
    },
    "a private backend's path has the named stage, and nothing of `$default`": async () => {
        const any = { ...privateIntegration, uri: "all" };
        const action = { type: "forward", targetGroupArn: "group-books" } as const;
        const listeners = {
            all: { arn: "all", port: 80, dropsInvalidHeaders: true, rules: [], defaultAction: action },
        };
        const changes = { ...dev, listeners, integrations: { i1: any } };
        assert.equal((await sent("/dev/api/books?a=1", [], changes)).path, "/dev/api/books?a=1");
        assert.equal((await sent("/api/books?a=1")).path, "/api/books?a=1");
        const overwritten = { i1: { ...any, requestParameters: { "overwrite:path": "$request.path" } } };
        assert.equal((await sent("/dev/api/books", [], { ...changes, integrations: overwritten })).path, "/api/books");
    },
    "a private backend's path is decoded, and encoded only where a path must be": async () =>
        assert.equal((await sent("/api/books/a%2Fb%41%20%23%C3%A9?q=%41")).path, "/api/books/a/bA%20%23%C3%A9?q=%41"),
    "a private backend gets the integration's method, or the client's": async () => {
        const fixed = { i1: { ...privateIntegration, method: "POST" } };
        assert.equal((await sent(url, [], { integrations: fixed })).method, "POST");
        assert.equal((await sent(url)).method, "GET");
    },
    "a repeated header is one, joined with commas": async () => {
        const { headers } = await sent(url, [
            ["X-A", "1"],
            ["x-a", "2"],
        ]);
        assert.equal(headers["x-a"], "1,2");
    },
    "parameters of the request change header, query and path": async () => {
        const parameters = {
            "append:header.x-id": "$context.requestId",
            "overwrite:header.x-both": "${request.querystring.a}-${stageVariables.v}",
            "remove:header.x-gone": "''",
            "append:querystring.a": "3",
            "remove:querystring.b": "''",
            "overwrite:header.x-old": "new",
            "overwrite:path": "api/books/$request",
        };
        const changes = { ...mapped(parameters), stages: { $default: { ...stage, variables: { v: "one" } } } };
        const { headers, path } = await sent(
            "/api/books?a=1&a=2&b=3",
            [
                ["X-Gone", "x"],
                ["X-Old", "old"],
            ],
            changes,
        );
        assert.equal(path, "/api/books/$request?a=1&a=2&a=3");
        assert.deepEqual([headers["x-both"], headers["x-gone"], headers["x-old"]], ["1,2-one", undefined, "new"]);
        assert.match(headers["x-id"] ?? "", /^[\w-]{15}=$/);
    },
    "parameters of the response change header and status, by status": async () => {
        const parameters = { 200: { "overwrite:statuscode": "202", "append:header.x-was": "$response.body.a.b" } };
        const api = sampleHttpApi(mapped({}, parameters));
        const { send } = bench(api, { responses: async () => answer(200, '{"a":{"b":[1]}}') });
        const served = await send("GET", url);
        assert.deepEqual([served.response.status, header(served, "x-was")], [202, "[1]"]);
        const other = bench(api, { responses: async () => answer(201, "{}") });
        assert.equal((await other.send("GET", url)).response.status, 201);
    },
    "a mapping whose expression has no value changes nothing": async () => {
        const { headers } = await sent(url, [["x-a", "1"]], mapped({ "overwrite:header.x-a": "$request.header.none" }));
        assert.equal(headers["x-a"], "1");
        const api = sampleHttpApi({
            routes: [route(`POST ${url}`)],
            ...mapped({ "append:header.x-name": "$request.body.name" }),
        });
        const { send, calls } = bench(api);
        await send("POST", url, {}, JSON.stringify({ name: "a" }));
        await send("POST", url, {}, "no JSON");
        await send("POST", url, {}, JSON.stringify({ name: "a", rest: "x".repeat(102_400) }));
        assert.deepEqual(
            calls.map((call) => call.headers["x-name"]),
            ["a", undefined, undefined],
        );
    },
    "status, headers and body of a backend pass through, also `Server` and `Date`": async () => {
        const headers: HeaderList = [
            ["server", "mine"],
            ["date", "today"],
            ["connection", "close"],
            ["set-cookie", "a=1"],
            ["set-cookie", "b=2"],
        ];
        const served = await bench(sampleHttpApi(), { responses: async () => answer(418, "tea", headers) }).send(
            "GET",
            url,
        );
        assert.equal(wire(served), "418 tea");
        assert.deepEqual(served.response.headers.slice(0, -1), [headers[0], headers[1], headers[3], headers[4]]);
    },
    "the API responds to a preflight without a route or authorizer": async () => {
        const { send, calls, events } = bench({ ...ofKeys(), cors });
        const served = await send("OPTIONS", url, preflight);
        assert.equal(wire(served), "204 ");
        assert.deepEqual(served.response.headers.slice(0, -1), [
            ["access-control-allow-origin", "https://shop.example"],
            ["access-control-expose-headers", "etag"],
            ["access-control-allow-methods", "GET,POST"],
            ["access-control-allow-headers", "x-api-key"],
            ["access-control-max-age", "300"],
        ]);
        assert.deepEqual([calls.length, events.length], [0, 0]);
        assert.equal((await send("OPTIONS", url, origin)).response.status, 404);
        assert.equal((await send("OPTIONS", url, { "access-control-request-method": "GET" })).response.status, 404);
        assert.equal((await bench(sampleHttpApi()).send("OPTIONS", url, preflight)).response.status, 404);
    },
    "a preflight reaches a route with its method, `ANY` or `$default`, and there the authorizer": async () => {
        for (const routeKey of [`OPTIONS ${url}`, `ANY ${url}`, "$default"]) {
            const { send } = bench({ ...ofKeys({}, [routeKey]), cors });
            assert.equal((await send("OPTIONS", url, preflight)).response.status, 401);
            const open = await bench({ ...withRoutes([routeKey]), cors }).send("OPTIONS", url, preflight);
            assert.equal(wire(open), "200 1");
            assert.equal(header(open, "access-control-allow-methods"), "GET,POST");
        }
    },
    "an origin that is not allowed gets no CORS headers": async () => {
        const { send } = bench(sampleHttpApi({ cors }));
        const other = { ...preflight, origin: "https://other.example" };
        const answered = await send("OPTIONS", url, other);
        assert.deepEqual([answered.response.status, answered.response.headers.length], [204, 1]);
        assert.equal(header(await send("GET", url, other), "access-control-allow-origin"), undefined);
        const schemes = bench(
            sampleHttpApi({ cors: { ...cors, allowOrigins: ["https://*"], allowCredentials: true } }),
        );
        const served = await schemes.send("GET", url, other);
        assert.equal(header(served, "access-control-allow-origin"), "https://other.example");
        assert.equal(header(served, "access-control-allow-credentials"), "true");
        const list = ["http://*", "https://shop.example", "https://admin.example"];
        const several = bench(sampleHttpApi({ cors: { ...cors, allowOrigins: list, exposeHeaders: [] } }));
        for (const allowedOrigin of ["https://admin.example", "http://any.example"]) {
            const found = await several.send("GET", url, { origin: allowedOrigin });
            assert.equal(header(found, "access-control-allow-origin"), allowedOrigin);
            assert.equal(header(found, "access-control-expose-headers"), undefined);
            assert.equal(header(found, "access-control-allow-methods"), undefined);
        }
        const every = await bench(sampleHttpApi({ cors: { ...cors, allowOrigins: ["*"] } })).send("GET", url, origin);
        assert.equal(header(every, "access-control-allow-origin"), "*");
        const plain = await schemes.send("GET", url, { origin: "http://other.example" });
        assert.equal(header(plain, "access-control-allow-origin"), undefined);
    },
    "CORS headers of the backend are ignored if the API has its own": async () => {
        const responses = async () =>
            answer(200, "ok", [
                ["Access-Control-Allow-Origin", "*"],
                ["etag", "1"],
            ]);
        const own = await bench(sampleHttpApi({ cors }), { responses }).send("GET", url, origin);
        assert.equal(header(own, "etag"), "1");
        assert.equal(header(own, "access-control-allow-origin"), "https://shop.example");
        const none = await bench(sampleHttpApi({ cors }), { responses }).send("GET", url);
        assert.equal(header(none, "access-control-allow-origin"), undefined);
        const theirs = await bench(sampleHttpApi(), { responses }).send("GET", url);
        assert.equal(header(theirs, "access-control-allow-origin"), "*");
    },
    "errors of the gateway have no CORS headers": async () => {
        const api = { ...ofKeys(), cors };
        assert.equal(header(await bench(api).send("GET", url, origin), "access-control-allow-origin"), undefined);
        const unverified = { ...defaultHttpBehavior, corsOnErrors: true };
        const served = await bench(api, { unverified }).send("GET", url, origin);
        assert.equal(header(served, "access-control-allow-origin"), "https://shop.example");
    },
    "a throttle is for all clients together; a route's replaces the stage's": async () => {
        const throttled = {
            ...stage,
            throttle: { rate: 1, burst: 1 },
            routeThrottles: { [`GET ${url}`]: { rate: 1, burst: 3 } },
        };
        const made = bench(sampleHttpApi({ stages: { $default: throttled } }));
        const statuses = async (path: string, count: number) => {
            const found: number[] = [];
            for (let index = 0; index < count; index++) found.push((await made.send("GET", path)).response.status);
            return found;
        };
        assert.deepEqual(await statuses(url, 4), [200, 200, 200, 429]);
        assert.deepEqual(await statuses(`${url}/1`, 2), [200, 429]);
        made.now += 1000;
        assert.deepEqual(await statuses(url, 2), [200, 429]);
        const buckets = new TokenBuckets();
        const shared = bench(sampleHttpApi({ accountThrottle: { rate: 0, burst: 2 } }), { buckets });
        // A call of the REST API of the account.
        buckets.take("account", { rate: 0, burst: 2 }, shared.now);
        assert.equal((await shared.send("GET", url)).response.status, 200);
        assert.equal((await shared.send("GET", `${url}/1`)).response.status, 429);
    },
    "the stage's throttle counts each route by itself": async () => {
        const api = sampleHttpApi({ stages: { $default: { ...stage, throttle: { rate: 1, burst: 1 } } } });
        const both = async (made: ReturnType<typeof bench>) => [
            (await made.send("GET", url)).response.status,
            (await made.send("GET", `${url}/1`)).response.status,
        ];
        assert.deepEqual(await both(bench(api)), [200, 200]);
        const unverified = { ...defaultHttpBehavior, stageThrottle: "all routes" as const };
        assert.deepEqual(await both(bench(api, { unverified })), [200, 429]);
        const own = { rate: 1, burst: 1 };
        const routeThrottles = { [`GET ${url}`]: own, [`GET ${url}/{id}`]: own };
        const stages = { $default: { ...stage, throttle: own, routeThrottles } };
        assert.deepEqual(await both(bench({ ...api, stages }, { unverified })), [200, 200]);
    },
    "a call that its authorizer rejects takes a token of the throttle": async () => {
        const api = { ...ofKeys(), stages: { $default: { ...stage, throttle: { rate: 1, burst: 2 } } } };
        const statuses = async ({ send }: ReturnType<typeof bench>) => {
            const found: number[] = [];
            for (const headers of [{}, key, key, key]) found.push((await send("GET", url, headers)).response.status);
            return found;
        };
        const made = bench(api, { returns: allowed });
        assert.deepEqual(await statuses(made), [401, 200, 429, 429]);
        assert.equal(made.events.length, 1);
        const unverified = { ...defaultHttpBehavior, throttle: "after authorizer" as const };
        assert.deepEqual(await statuses(bench(api, { returns: allowed, unverified })), [401, 200, 200, 429]);
    },
    "a Lambda authorizer's result is kept for the values of its identity sources, for all routes": async () => {
        const made = bench(ofKeys(), { returns: allowed });
        for (const path of [url, "/api/authors", url])
            assert.equal((await made.send("GET", path, key)).response.status, 200);
        assert.equal(made.events.length, 1);
        await made.send("GET", url, { "x-api-key": "other" });
        made.now += 60_001;
        await made.send("GET", url, key);
        assert.equal(made.events.length, 3);
        const uncached = bench(ofKeys({ ttlSeconds: 0 }), { returns: allowed });
        for (const path of [url, url]) await uncached.send("GET", path, key);
        assert.equal(uncached.events.length, 2);
    },
    "a kept policy is evaluated for each route": async () => {
        const Resource = `${sampleHttpApi().executionArn}/$default/GET${url}`;
        const Statement = [{ Effect: "Allow", Action: "execute-api:Invoke", Resource }];
        const returns = () => ({ principalId: "me", policyDocument: { Version: "2012-10-17", Statement } });
        const made = bench(ofKeys({ enableSimpleResponses: false }), { returns });
        assert.equal((await made.send("GET", url, key)).response.status, 200);
        assert.equal((await made.send("GET", "/api/authors", key)).response.status, 403);
        assert.equal(made.events.length, 1);
    },
    "with `$context.routeKey` as an identity source a result is kept for each route": async () => {
        const identitySources = ["$request.header.x-api-key", "$context.routeKey"];
        const made = bench(ofKeys({ identitySources }), { returns: allowed });
        for (const path of [url, "/api/authors", url]) await made.send("GET", path, key);
        assert.deepEqual(
            made.events.map(({ identitySource }) => identitySource),
            [
                ["k", `GET ${url}`],
                ["k", "GET /api/authors"],
            ],
        );
    },
    "the context of an authorizer that denies a call is in the log": async () => {
        const api = withRoutes([`GET ${url}`], { authorizer: keyAuthorizer });
        const stages = logged(api, "$context.authorizer.client $context.authorizer.reason $context.status");
        const context = { client: "web", reason: "rate exceeded" };
        const made = bench({ ...api, stages }, { returns: () => ({ isAuthorized: false, context }) });
        const { logLine, reason } = await made.send("GET", url, key);
        assert.deepEqual([logLine, reason], ["web rate exceeded 403", "rate exceeded"]);
    },
    "the context of an authorizer is in the log and in the event of a function": async () => {
        const api = withRoutes([`GET ${url}`], { authorizer: keyAuthorizer, integrationId: "f1" });
        const made = bench(
            {
                ...api,
                stages: logged(api, "$context.authorizer.plan $context.authorizer.tags $context.authorizer.error"),
            },
            { returns: ({ type }) => (type === "REQUEST" ? allowed() : { statusCode: 204 }) },
        );
        const served = await made.send("GET", url, key);
        assert.equal(served.errorType, undefined);
        assert.equal(served.logLine, 'gold [\\"a\\",\\"b\\"] -');
        const context = made.events[1]?.requestContext as { readonly authorizer: unknown };
        assert.deepEqual(context.authorizer, { lambda: { plan: "gold", tags: ["a", "b"] } });
        const rejected = await made.send("GET", url);
        assert.equal(rejected.errorType, "UNAUTHORIZED");
        const line = rejected.logLine;
        assert.equal(line, '- - the identity source \\"$request.header.x-api-key\\" is missing');
    },
    "`www-authenticate` says what is wrong with a token": async () => {
        const { token } = await sampleIssuer();
        const invalid = (text: string) => `Bearer scope="" error="invalid_token" error_description="${text}"`;
        assert.equal(await challenge(undefined), "Bearer");
        assert.equal(await challenge("Bearer not-a-token"), invalid("token contains an invalid number of segments"));
        assert.equal(
            await challenge(`Bearer ${await token({ aud: "other" })}`),
            invalid("the token does not have a valid audience"),
        );
        assert.equal(await challenge(await token({ iss: "https://other.example" })), invalid("issuer does not match"));
    },
    "`client_id` counts only without `aud`": async () => {
        const { fetchJson, token } = await sampleIssuer();
        const { send } = bench(withRoutes([`GET ${url}`], { authorizer: jwtAuthorizer }), { fetchJson });
        const status = async (claims: Parameters<typeof token>[0]) =>
            (await send("GET", url, { authorization: await token(claims) })).response.status;
        assert.equal(await status({ aud: undefined, client_id: "shop" }), 200);
        assert.equal(await status({ aud: "other", client_id: "shop" }), 401);
        assert.equal(await status({ aud: ["other", "shop"] }), 200);
    },
    "claims are strings, and a list is in brackets": async () => {
        const { fetchJson, token } = await sampleIssuer();
        const api = withRoutes([`GET ${url}`], { authorizer: jwtAuthorizer, integrationId: "f1", scopes: ["a", "b"] });
        const made = bench(
            { ...api, stages: logged(api, "$context.authorizer.claims.groups") },
            { fetchJson, returns: () => "{}" },
        );
        const authorization = await token({ groups: ["x", "y"], scope: "b c", verified: true });
        assert.equal((await made.send("GET", url, { authorization })).logLine, "[x y]");
        const context = made.events[0]?.requestContext as {
            readonly authorizer: { readonly jwt: { readonly claims: object; readonly scopes: unknown } };
        };
        const { claims, scopes } = context.authorizer.jwt;
        assert.deepEqual(scopes, ["b", "c"]);
        assert.deepEqual(claims, {
            iss: "https://issuer.example",
            aud: "shop",
            iat: "1767225600",
            exp: "1767229200",
            sub: "me",
            groups: "[x y]",
            scope: "b c",
            verified: "true",
        });
    },
    "the event of format 2.0 has decoded paths, names in lower case, and no absent members": async () => {
        const made = ofFunction(() => "{}");
        await made.send("GET", `${url}/a%20b?x=1&x=2%2B`, { "X-Own": "1", Host: "h", Cookie: "a=1; b=2" });
        const { requestContext, headers, ...event } = made.events[0] ?? {};
        assert.deepEqual(event, {
            version: "2.0",
            routeKey: `GET ${url}/{id}`,
            rawPath: `${url}/a b`,
            rawQueryString: "x=1&x=2%2B",
            cookies: ["a=1", "b=2"],
            queryStringParameters: { x: "1,2+" },
            pathParameters: { id: "a b" },
            isBase64Encoded: false,
        });
        const { "x-amzn-trace-id": trace, ...others } = headers as Record<string, string>;
        assert.match(trace ?? "", /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
        assert.deepEqual(others, {
            "x-own": "1",
            host: "h",
            "content-length": "0",
            "x-forwarded-for": "192.0.2.1",
            "x-forwarded-port": "443",
            "x-forwarded-proto": "https",
        });
        const { requestId, ...context } = requestContext as Record<string, unknown>;
        assert.match(String(requestId), /^[\w-]{15}=$/);
        assert.deepEqual(context, {
            accountId: "123456789012",
            apiId: "api1",
            domainName: "h",
            domainPrefix: "h",
            routeKey: `GET ${url}/{id}`,
            stage: "$default",
            time: "01/Jan/2026:00:00:00 +0000",
            timeEpoch: Date.UTC(2026, 0, 1),
            http: {
                method: "GET",
                path: `${url}/a b`,
                protocol: "HTTP/1.1",
                sourceIp: "192.0.2.1",
                userAgent: "",
            },
        });
    },
    "a body that is not text, JSON, XML or JavaScript is Base64": async () => {
        const made = ofFunction(() => "{}");
        const types = ["text/csv; charset=utf-8", "application/json", "application/xml", "application/javascript"];
        const others = ["application/x-www-form-urlencoded", "application/problem+json", "image/png"];
        for (const type of [...types, ...others]) await made.send("POST", url, { "content-type": type }, "a=1");
        await made.send("POST", url, {}, "a=1");
        assert.deepEqual(
            made.events.map(({ body, isBase64Encoded }) => [body, isBase64Encoded]),
            [...types.map(() => ["a=1", false]), ...[...others, ""].map(() => ["YT0x", true])],
        );
    },
    "a result of format 2.0 without `statusCode` is the body of a 200": async () => {
        for (const [result, body] of [
            [{ message: "hi" }, '{"message":"hi"}'],
            ['"hi"', '"hi"'],
            ['{"cut":', '{"cut":'],
        ] as const) {
            const served = await ofFunction(() => result).send("POST", url);
            assert.deepEqual([wire(served), header(served, "content-type")], [`200 ${body}`, "application/json"]);
        }
    },
    "a result without `Content-Type` is plain text": async () => {
        const served = await ofFunction(() => ({ statusCode: 201, body: "aGk=", isBase64Encoded: true })).send(
            "POST",
            url,
        );
        assert.deepEqual([wire(served), header(served, "content-type")], ["201 hi", "text/plain; charset=utf-8"]);
    },
    "`cookies` of a result are `Set-Cookie` headers": async () => {
        const result = { statusCode: "200", cookies: ["a=1", "b=2"], headers: { "content-type": "x/y", age: 1 } };
        const served = await ofFunction(() => result).send("POST", url);
        assert.deepEqual(served.response.headers.slice(0, -1), [
            ["content-type", "x/y"],
            ["age", "1"],
            ["Set-Cookie", "a=1"],
            ["Set-Cookie", "b=2"],
        ]);
    },
    "a variable without a value is `-` in the access log": async () => {
        const api = sampleHttpApi();
        const format = "$context.error.responseType $context.integrationStatus $context.status $context.authorizer.x";
        const { send } = bench({ ...api, stages: logged(api, format) });
        assert.equal((await send("GET", url)).logLine, "- 200 200 -");
        assert.equal((await send("GET", "/none")).logLine, "NOT_FOUND - 404 -");
        const failing = "$context.integrationErrorMessage|$context.responseLength|$context.error.messageString";
        const down = bench({ ...api, stages: logged(api, failing) }, { responses: async () => ({ kind: "timeout" }) });
        const line = 'the backend did not respond in time|33|\\"Service Unavailable\\"';
        assert.equal((await down.send("GET", url)).logLine, line);
        const slow = { ...api, stages: logged(api, "$context.integrationLatency $context.responseLatency") };
        const timed: ReturnType<typeof bench> = bench(slow, {
            responses: async () => {
                timed.now += 7;
                return answer(200, "ok");
            },
        });
        assert.equal((await timed.send("GET", url)).logLine, "7 7");
        const ofLambda = withRoutes([`GET ${url}`], { integrationId: "f1" });
        const stages = logged(ofLambda, "$context.integrationStatus $context.integration.status");
        const teapot = bench({ ...ofLambda, stages }, { returns: () => ({ statusCode: 418 }) });
        assert.equal((await teapot.send("GET", url)).logLine, "200 418");
    },
    "a request that no stage has is in no access log": async () => {
        const api = sampleHttpApi(dev);
        assert.equal((await bench({ ...api, stages: logged(api, "line") }).send("GET", url)).logLine, undefined);
    },
};

describe("the behavior of an HTTP API", () => {
    const rows = table("Behavior");

    it("has a test for each row, and a row for each test", () => {
        assert.deepEqual(rows.map(([name]) => name).sort(), Object.keys(behaviors).sort());
    });

    for (const [name = "", source = "", grade = ""] of rows) {
        it(`${name} (${grade})`, async () => {
            assert.notEqual(source, "");
            assert.match(grade, grades);
            await behaviors[name]?.();
        });
    }
});
