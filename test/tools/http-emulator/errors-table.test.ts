import assert from "node:assert/strict";
import { TokenBuckets } from "../../../tools/gateway-emulator/limits/token-bucket";
import type { Served } from "../../../tools/gateway-emulator/served";
import { defaultHttpBehavior } from "../../../tools/http-emulator/call/unverified-http-behavior";
import { HttpApiGateway } from "../../../tools/http-emulator/http-api-gateway";
import type { DeployedHttpApi, HttpRoute } from "../../../tools/http-emulator/state/deployed-http-api";
import { grades, table } from "./http-readme-table";
import {
    answer,
    bench,
    endpoint,
    header,
    keyAuthorizer,
    type privateIntegration,
    route,
    sampleHttpApi,
    shopFunction,
    stage,
    wire,
} from "./sample-http-api";
import { jwtAuthorizer, sampleIssuer } from "./sample-tokens";

const url = "/api/books";
const withRoute = (changes: Partial<HttpRoute>, api: Partial<DeployedHttpApi> = {}) =>
    sampleHttpApi({ routes: [route(`GET ${url}`, changes)], ...api });
const get = (api: DeployedHttpApi, headers: Readonly<Record<string, string>> = {}) =>
    bench(api).send("GET", url, headers);
const decided = (result: unknown, authorizer = keyAuthorizer) =>
    bench(withRoute({ authorizer }), { returns: () => result }).send("GET", url, { "x-api-key": "k" });
const byPolicy = { ...keyAuthorizer, enableSimpleResponses: false };
const policy = (Resource: string) => ({
    principalId: "me",
    policyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "execute-api:Invoke", Resource }] },
});
const failing = async () => ({ kind: "function error", reason: "Error: no", payload: "{}" }) as const;
const ofFunction = withRoute({ integrationId: "f1" });
const slow = withRoute(
    { integrationId: "f1" },
    { integrations: { f1: { ...sampleHttpApi().integrations.f1, timeoutInMillis: 1 } as typeof privateIntegration } },
);
const key = { "x-api-key": "k" };

const cases: Readonly<Record<string, () => Promise<Served>>> = {
    "no stage": () => get(sampleHttpApi({ stages: { dev: { ...stage, name: "dev" } } })),
    "default endpoint disabled": () => get(sampleHttpApi({ disablesDefaultEndpoint: true }), { host: endpoint }),
    "no mapping of the domain name": () =>
        get(sampleHttpApi({ domains: { "shop.example": { v1: "$default" } } }), { host: "shop.example" }),
    "no route": () => bench(sampleHttpApi()).send("GET", "/none"),
    "method that the path lacks": () => bench(sampleHttpApi()).send("POST", url),
    "GET route, HEAD request": () => bench(sampleHttpApi()).send("HEAD", url),
    throttled: async () => {
        const made = bench(sampleHttpApi({ stages: { $default: { ...stage, throttle: { rate: 1, burst: 1 } } } }));
        await made.send("GET", url);
        return made.send("GET", url);
    },
    "throttle without a burst": () =>
        get(sampleHttpApi({ stages: { $default: { ...stage, throttle: { rate: 0, burst: 0 } } } })),
    "identity source missing": () => get(withRoute({ authorizer: keyAuthorizer })),
    "authorizer denies": () => decided({ isAuthorized: false }),
    "authorizer's policy is silent": () => decided(policy("arn:aws:execute-api:*:*:other/*"), byPolicy),
    "authorizer not invokable": () =>
        get(
            withRoute({ authorizer: keyAuthorizer }, { nodeFunctions: { shop: { ...shopFunction, permits: {} } } }),
            key,
        ),
    "authorizer's function fails": () =>
        bench(withRoute({ authorizer: keyAuthorizer }), { invokeFunction: failing }).send("GET", url, key),
    "authorizer's result is invalid": () => decided({ isAuthorized: "yes" }),
    "no token": () => get(withRoute({ authorizer: jwtAuthorizer })),
    "token without a scope of the route": async () => {
        const { fetchJson, token } = await sampleIssuer();
        const authorization = `Bearer ${await token({ scope: "books/read" })}`;
        const api = withRoute({ authorizer: jwtAuthorizer, scopes: ["books/write"] });
        return bench(api, { fetchJson }).send("GET", url, { authorization });
    },
    "request body over 10 MB": () => bench(sampleHttpApi()).send("POST", url, {}, Buffer.alloc(10_485_761)),
    "request line and headers over 10,240 bytes": () => get(sampleHttpApi(), { x: "x".repeat(10_240) }),
    "backend too slow": () => bench(sampleHttpApi(), { responses: async () => ({ kind: "timeout" }) }).send("GET", url),
    "backend's response over 10 MB": () =>
        bench(sampleHttpApi(), { responses: async () => ({ kind: "too large" }) }).send("GET", url),
    "VPC link that the stack lacks": () => get(sampleHttpApi({ links: [] })),
    "listener that the stack lacks": () => get(sampleHttpApi({ listeners: {} })),
    "function not permitted": () =>
        get(withRoute({ integrationId: "f1" }, { nodeFunctions: { shop: { ...shopFunction, permits: {} } } })),
    "function fails": () => bench(ofFunction, { invokeFunction: failing }).send("GET", url),
    "function's result is no response": () =>
        bench(ofFunction, { returns: () => ({ statusCode: "ok" }) }).send("GET", url),
    "function too slow": () => bench(slow, { invokeFunction: () => new Promise(() => {}) }).send("GET", url),
};

describe("the errors of an HTTP API", () => {
    const rows = table("Errors");

    it("have a test for each row, and a row for each test", () => {
        assert.deepEqual(rows.map(([name]) => name).sort(), Object.keys(cases).sort());
    });

    for (const [name = "", response = "", source = "", grade = ""] of rows) {
        it(`${name}: ${response} (${grade})`, async () => {
            const served = await cases[name]?.();
            assert.ok(served);
            assert.equal(`\`${wire(served)}\``, response);
            assert.equal(header(served, "content-type"), "application/json");
            assert.match(header(served, "apigw-requestid") ?? "", /^[\w-]{15}=$/);
            assert.equal(header(served, "x-amzn-errortype"), undefined);
            assert.notEqual(source, "");
            assert.match(grade, grades);
        });
    }

    it("do not concern other hosts than that of a disabled endpoint", async () => {
        const disabled = sampleHttpApi({ disablesDefaultEndpoint: true });
        assert.equal((await get(disabled, { host: "localhost:3000" })).response.status, 200);
        assert.equal((await get(sampleHttpApi(), { host: endpoint })).response.status, 200);
    });

    it("include calls of functions where none run, and mappings to a stage that the API lacks", async () => {
        const api = sampleHttpApi({ domains: { "shop.example": { "": "none" } } });
        assert.equal((await get(api, { host: "shop.example" })).response.status, 404);
        const { buckets, clock, newId } = { buckets: new TokenBuckets(), clock: () => 0, newId: () => "" };
        const backend = async () => answer(200, "ok");
        const alone = new HttpApiGateway(ofFunction, {
            ...{ backend, buckets, clock, newId, unverified: defaultHttpBehavior, explains: false },
        });
        const request = { method: "GET", url, headers: [], body: Buffer.alloc(0), sourceIp: "192.0.2.1" };
        assert.equal((await alone.serve(request)).response.status, 500);
    });

    it("pass the status of a load balancer through", async () => {
        const made = bench(sampleHttpApi(), { responses: async () => answer(418, "tea") });
        assert.equal(wire(await made.send("GET", url)), "418 tea");
    });
});
