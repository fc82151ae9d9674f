import assert from "node:assert/strict";
import fc from "fast-check";
import { defaultHttpBehavior } from "../../../../tools/http-emulator/call/unverified-http-behavior";
import { RouteTable } from "../../../../tools/http-emulator/routing/route-table";
import { route } from "../sample-http-api";

const find = (routeKeys: readonly string[], method: string, path: string) =>
    new RouteTable(
        routeKeys.map((routeKey) => route(routeKey)),
        defaultHttpBehavior,
    ).find(method, path);

const literal = fc.constantFrom("a", "b", "c");
const segment = fc.oneof(literal, fc.constantFrom("{x}", "{y}"));
const template = fc
    .tuple(fc.array(segment, { maxLength: 3 }), fc.boolean())
    .map(([segments, isGreedy]) => `/${[...segments, ...(isGreedy ? ["{p+}"] : [])].join("/")}`);
const routeKeys = fc
    .array(
        fc.tuple(fc.constantFrom("GET", "POST", "ANY"), template).map(([method, path]) => `${method} ${path}`),
        { maxLength: 8 },
    )
    // API Gateway has one route for paths that differ in the names of variables alone.
    .map((keys) => [...new Map(keys.map((key) => [key.replaceAll(/\{[xy]\}/g, "{}"), key])).values()]);
const path = fc.array(literal, { maxLength: 4 }).map((segments) => `/${segments.join("/")}`);
const seed = 20261130;

// Whether a route has a path, by a regular expression instead of segments.
function matches(routeKey: string, method: string, given: string): boolean {
    const [own = "", template = ""] = routeKey.split(" ");
    const pattern = template.replaceAll(/\{p\+\}/g, ".+").replaceAll(/\{[xy]\}/g, "[^/]+");
    return (own === method || own === "ANY") && new RegExp(`^${pattern}$`).test(given);
}

describe("the routes of an HTTP API", () => {
    it("serve a request if and only if one matches it, with a full match before a greedy one", () => {
        fc.assert(
            fc.property(routeKeys, fc.constantFrom("GET", "POST", "PUT"), path, (keys, method, given) => {
                const expected = keys.filter((key) => matches(key, method, given));
                const found = find(keys, method, given)?.route.routeKey;
                if (expected.length === 0) return assert.equal(found, undefined);
                assert.ok(found !== undefined && expected.includes(found), found);
                const full = expected.filter((key) => !key.includes("{p+}"));
                assert.equal(found.includes("{p+}"), full.length === 0);
                const tier = full.length === 0 ? expected : full;
                const hasMethod = tier.some((key) => key.startsWith(`${method} `));
                assert.equal(found.startsWith("ANY"), !hasMethod);
            }),
            { seed, numRuns: 1000 },
        );
    });

    it("are chosen in any order of the state", () => {
        fc.assert(
            fc.property(routeKeys, fc.constantFrom("GET", "POST"), path, (keys, method, given) => {
                const one = find(keys, method, given)?.route.routeKey;
                assert.equal(find([...keys].reverse(), method, given)?.route.routeKey, one);
            }),
            { seed },
        );
    });

    it("have the decoded values of their variables", () => {
        assert.deepEqual(find(["GET /a/{x}/{p+}"], "GET", "/a/1%20/b%2Fc//d")?.pathParameters, {
            x: "1 ",
            p: "b/c/d",
        });
        assert.deepEqual(find(["GET /a/{x}"], "GET", "/a/%zz")?.pathParameters, { x: "%zz" });
        assert.deepEqual(find(["$default"], "PROPFIND", "/a")?.pathParameters, {});
    });

    it("with ANY have seven methods", () => {
        assert.equal(find(["ANY /a"], "HEAD", "/a")?.route.routeKey, "ANY /a");
        assert.equal(find(["ANY /a"], "PROPFIND", "/a"), undefined);
    });

    it("have a root", () => {
        assert.equal(find(["GET /"], "GET", "/")?.route.routeKey, "GET /");
        assert.equal(find(["GET /"], "GET", "/a"), undefined);
    });

    it("that end in a slash are other routes than those without it, unless both are the same path", () => {
        const keys = ["GET /v1/all/", "GET /v1/{x}", "GET /v1/{x}/"];
        assert.equal(find(keys, "GET", "/v1/all/")?.route.routeKey, "GET /v1/all/");
        assert.equal(find(keys, "GET", "/v1/all")?.route.routeKey, "GET /v1/{x}");
        assert.deepEqual(find(keys, "GET", "/v1/b/")?.pathParameters, { x: "b" });
        assert.equal(find(["GET /v1/all/"], "GET", "/v1/all"), undefined);
        const same = new RouteTable([route("GET /v1/all/")], { ...defaultHttpBehavior, trailingSlash: "same" });
        for (const given of ["/v1/all", "/v1/all/"])
            assert.equal(same.find("GET", given)?.route.routeKey, "GET /v1/all/", given);
    });

    it("may have a variable with an encoded slash, if that does not separate segments", () => {
        const keys = ["GET /a/{x}", "GET /a/{x}/{y}"].map((key) => route(key));
        const whole = new RouteTable(keys, { ...defaultHttpBehavior, encodedSlash: "part of a segment" });
        assert.deepEqual(whole.find("GET", "/a/b%2Fc")?.pathParameters, { x: "b/c" });
        assert.deepEqual(new RouteTable(keys, defaultHttpBehavior).find("GET", "/a/b%2Fc")?.pathParameters, {
            x: "b",
            y: "c",
        });
    });

    it("have no empty variables", () => {
        assert.equal(find(["GET /a/{x}"], "GET", "/a/"), undefined);
    });
});
