import assert from "node:assert/strict";
import fc from "fast-check";
import { deriveBody } from "../../../openapi/derive/body";
import { operationsOf } from "../../../openapi/operations";
import { parseDocument } from "../../../openapi/read/parse";
import { defaultBehavior } from "../../../tools/gateway-emulator/http/unverified-behavior";
import type { BackendCall } from "../../../tools/gateway-emulator/integration/backend-call";
import { readBody } from "../../../tools/gateway-emulator/state/read-body";
import { seed } from "../../openapi/documents";
import { isThorough } from "../../test-size";
import { bench, ok, sampleApi, settings, stage } from "./sample-api";

const schemes = {
    bearer: { type: "http", scheme: "bearer" },
    basic: { type: "http", scheme: "basic" },
    oauth: { type: "oauth2", flows: {} },
    oidc: { type: "openIdConnect", openIdConnectUrl: "https://example.com" },
    session: { type: "apiKey", in: "cookie", name: "sid" },
    token: { type: "apiKey", in: "header", name: "X-Token" },
    inQuery: { type: "apiKey", in: "query", name: "token" },
    tls: { type: "mutualTLS" },
};
/** The places from which the backend reads the credential of a scheme. */
const credentials: Readonly<Record<string, string>> = {
    ...{ bearer: "header authorization", basic: "header authorization", oauth: "header authorization" },
    ...{ oidc: "header authorization", session: "header cookie", token: "header x-token", inQuery: "query token" },
    tls: "certificate",
};
const list = { type: "array", items: { type: "string" } };
const parameters = [
    { $ref: "#/components/parameters/shared", name: "shared", in: "query" },
    { name: "chosen", in: "query", schema: { allOf: [{ $ref: "#/components/schemas/Names" }] } },
    { name: "some", in: "query", schema: { anyOf: [{ type: "null" }, { $ref: "#Names" }] } },
    { name: "coded", in: "query", content: { "application/json": { schema: list } } },
    { name: "q", in: "query", schema: { type: "string" } },
    { name: "tags", in: "query", schema: list },
    { name: "ids", in: "query", explode: false, schema: list },
    { name: "filter", in: "query", style: "deepObject", schema: { type: "object" } },
    { name: "a[]", in: "query", schema: list },
    { name: "X-Tenant", in: "header", schema: { type: "string" } },
    { name: "X-TenantID", in: "header", required: true, schema: { type: "string" } },
    { name: "region", in: "header", schema: { type: "string" } },
    { name: "Accept-Language", in: "header", schema: { type: "string" } },
    { name: "theme", in: "cookie", schema: { type: "string" } },
];
const security = fc.option(
    fc.array(fc.uniqueArray(fc.constantFrom(...Object.keys(schemes)), { maxLength: 2 }), { maxLength: 2 }),
    { nil: undefined },
);
const path = fc.constantFrom(
    "/b",
    "/b/",
    "/b/{id}",
    "/b/{name}.json",
    "/b/{id}/{part}",
    "/b#list",
    "/b?kind=x",
    "/c~d",
);
const operation = fc.record({
    parameters: fc.uniqueArray(fc.constantFrom(...parameters), { selector: ({ name }) => name, maxLength: 3 }),
    security,
    accepts: fc.constantFrom(undefined, "200", "2XX", "default", "range"),
});
const document = fc.record({
    root: security,
    paths: fc.dictionary(path, operation, { minKeys: 1, maxKeys: 3 }),
});
type Generated = typeof document extends fc.Arbitrary<infer Value> ? Value : never;

function requirementsOf(found: readonly (readonly string[])[] | undefined) {
    return found?.map((names) => Object.fromEntries(names.map((name) => [name, []])));
}

function responsesOf(accepts: string | undefined) {
    const choice = { "application/json": {}, "text/csv": {} };
    const content = accepts === "range" ? { "*/*": {} } : accepts === undefined ? {} : choice;
    return { [accepts === undefined || accepts === "range" ? "200" : accepts]: { description: "Fine.", content } };
}

function textOf({ root, paths }: Generated): string {
    return JSON.stringify({
        openapi: "3.0.3",
        info: { title: "Generated", version: "1.0.0" },
        security: requirementsOf(root),
        paths: Object.fromEntries(
            Object.entries(paths).map(([name, { parameters, security, accepts }]) => [
                name,
                {
                    get: {
                        parameters,
                        security: requirementsOf(security),
                        responses: responsesOf(accepts),
                    },
                },
            ]),
        ),
        components: {
            securitySchemes: schemes,
            schemas: { Names: { $anchor: "Names", ...list } },
            parameters: { shared: { name: "shared", in: "query", schema: list } },
        },
    });
}

/** The places on which the response at a path of the backend may depend: those of every operation that matches it. */
function dependenciesOf({ root, paths }: Generated, pathname: string): Set<string> {
    const found = new Set<string>();
    for (const [name, { parameters, security, accepts }] of Object.entries(paths)) {
        if (!matches(name, pathname)) continue;
        for (const each of parameters)
            found.add(each.in === "cookie" ? "header cookie" : `${each.in} ${each.name.toLowerCase()}`);
        for (const scheme of (security ?? root ?? []).flat()) found.add(credentials[scheme] ?? "");
        if (accepts) found.add("header accept");
        if (name.includes("?")) found.add("query kind");
    }
    return found;
}

function matches(template: string, pathname: string): boolean {
    const pattern = template
        .replace(/[#?].*$/, "")
        .replace(/\/$/, "")
        .replaceAll(/[{][a-z]+[}]/g, "[^/]+");
    return new RegExp(`^${pattern}/?$`).test(pathname);
}

/** A response from which a test sees everything that the backend may have read from a call. */
function responseTo({ path, headers }: BackendCall, generated: Generated): string {
    const [pathname = "", query = ""] = path.split("?");
    const read = [...dependenciesOf(generated, pathname)].sort().map((dependency) => {
        const [place, name = ""] = dependency.split(" ");
        if (place === "header") return [dependency, headers[name] ?? null];
        const pairs = query.split("&").filter((pair) => decodeURIComponent(pair).toLowerCase().startsWith(name));
        return [dependency, pairs];
    });
    return JSON.stringify([pathname, read]);
}

const spelling = fc.constantFrom("as declared", "lower", "upper", "title", "random");
function spelled(name: string, how: string): string {
    if (how === "lower") return name.toLowerCase();
    if (how === "upper") return name.toUpperCase();
    if (how === "title") return name.toLowerCase().replaceAll(/(^|-)([a-z])/g, (text) => text.toUpperCase());
    if (how === "random") return [...name].map((c, i) => (i % 2 === 0 ? c.toLowerCase() : c.toUpperCase())).join("");
    return name;
}

const value = fc.constantFrom("one", "two", "");
// Only the names of lists are repeated: of another name the cache key holds the last value, as docs/security.md says.
const repeated = ["tags", "a[]", "shared", "chosen", "some"];
const call = fc.record({
    path: fc.constantFrom("/b", "/b/", "/b/1", "/b/2", "/b/1.json", "/b/1/x", "/c~d"),
    query: fc.uniqueArray(
        fc.tuple(
            fc.constantFrom(...repeated, "q", "ids", "filter[x]", "token", "kind", "coded"),
            fc.constantFrom("1", "2"),
        ),
        { selector: ([name, found]) => (repeated.includes(name) ? `${name}${found}` : name), maxLength: 3 },
    ),
    headers: fc.uniqueArray(
        fc.tuple(
            fc.constantFrom(
                ...[
                    "X-Tenant",
                    "X-TenantID",
                    "region",
                    "Accept-Language",
                    "Cookie",
                    "Authorization",
                    "X-Token",
                    "Accept",
                ],
            ),
            value,
            spelling,
        ),
        { selector: ([name]) => name, maxLength: 3 },
    ),
});
type Call = typeof call extends fc.Arbitrary<infer Value> ? Value : never;

async function check(generated: Generated, calls: readonly Call[], headerNames: "exact" | "any case"): Promise<number> {
    const api = { name: "g", basePath: "/g", document: parseDocument("g.json", textOf(generated)) };
    const body = deriveBody({ title: "g", version: "1", apis: [api] });
    const cached = operationsOf([api]).filter((each) => each.cached);
    const methodSettings = Object.fromEntries([
        ["*/*", { ...settings, cachingEnabled: false }],
        ...cached.map(({ methodPath }) => [methodPath, settings]),
    ]);
    const deployed = sampleApi({
        ...readBody(body),
        stages: { Test: { ...stage, variables: { gLink: "link1", gBackend: "shop.internal" }, methodSettings } },
    });
    const gateway = bench(deployed, {
        responses: async (received) => ok(responseTo(received, generated)),
        unverified: { ...defaultBehavior, headerNames },
    });
    let hits = 0;
    for (const each of calls) {
        const query = each.query.map(([name, found]) => `${encodeURIComponent(name)}=${found}`).join("&");
        const how = (name: string) => (headerNames === "exact" && name === "random" ? "lower" : name);
        const headers = Object.fromEntries(each.headers.map(([name, found, as]) => [spelled(name, how(as)), found]));
        const url = `/Test/g${each.path}${query === "" ? "" : `?${query}`}`;
        const before = gateway.calls.length;
        const served = await gateway.send("GET", url, { "x-api-key": "key-of-web", ...headers });
        if (served.response.status !== 200) continue;
        const response = served.response.body.toString("utf8");
        if (gateway.calls.length > before) continue;
        hits++;
        // A second gateway without a cache shows the response that is meant for this call.
        const direct = bench(
            { ...deployed, stages: { Test: { ...deployed.stages.Test, cacheClusterEnabled: false } as typeof stage } },
            {
                responses: async (received) => ok(responseTo(received, generated)),
                unverified: { ...defaultBehavior, headerNames },
            },
        );
        const meant = await direct.send("GET", url, { "x-api-key": "key-of-web", ...headers });
        assert.equal(response, meant.response.body.toString("utf8"), `${url} ${JSON.stringify(headers)}`);
    }
    return hits;
}

describe("The cache of a generated document", () => {
    for (const headerNames of ["exact", "any case"] as const) {
        const title = headerNames === "exact" ? "in the spellings that clients send" : "in any case";
        it(`never gives a caller the response that is meant for another, with header names ${title}`, async function () {
            this.timeout(60_000);
            let hits = 0;
            const calls = fc.array(call, { minLength: 10, maxLength: 40 });
            const property = fc.asyncProperty(document, calls, async (generated, sent) => {
                hits += await check(generated, sent, headerNames);
            });
            await fc.assert(property, { seed, numRuns: isThorough ? 2000 : 200 });
            assert.ok(hits > 100, `${hits} responses came from the cache`);
        });
    }
});
