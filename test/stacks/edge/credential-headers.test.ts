import assert from "node:assert/strict";
import { credentialHeadersOf, edgeCacheProblems } from "../../../stacks/edge/credential-headers";
import { parseSettings } from "../../../stacks/settings/parse-settings";
import { validSettings } from "../settings/example";

const file = "authorizers/token.ts";
const edge = { name: "www.shop.dev", hostedZone: "shop.dev", cacheSeconds: 60 };
const callers = (authorizers: object | undefined, headers: readonly string[] = [], changes: object = {}) => ({
    settings: parseSettings({ ...validSettings, edge: { ...edge, ...changes }, ...(authorizers && { authorizers }) }),
    api: { credentialHeaders: { "books.yaml": headers } },
});

describe("the headers with credentials", () => {
    it("are those of security schemes and authorizers, besides the key and Authorization", () => {
        const authorizers = {
            token: { type: "token", function: file, identityHeader: "X-Token" },
            cognito: { type: "cognito", userPools: ["own"] },
            tenant: { type: "request", function: file, identitySources: ["header.X-Tenant", "querystring.t"] },
        };
        assert.deepEqual(credentialHeadersOf(callers(authorizers, ["Authorization", "X-Session", "x-tenant"])), [
            "x-session",
            "x-tenant",
            "x-token",
        ]);
        assert.deepEqual(edgeCacheProblems(callers(authorizers, ["X-Session"])), []);
    });

    it("are not more than a cache policy has", () => {
        const [problem, ...others] = edgeCacheProblems(callers(undefined, ["A", "B", "C", "D", "E"]));
        assert.match(
            problem ?? "",
            /^gatehouse:edge\.cacheSeconds: got 60, want 0 beside more than 4 headers .*: a, b, c/,
        );
        assert.deepEqual(others, []);
        assert.deepEqual(edgeCacheProblems(callers(undefined, ["A", "B", "C", "D"])), []);
        assert.deepEqual(edgeCacheProblems(callers(undefined, ["A", "B", "C", "D", "E"], { cacheSeconds: 0 })), []);
    });

    it("are needed of a function that decides by the whole request", () => {
        const open = { open: { type: "request", function: file, ttlSeconds: 0 } };
        const [problem] = edgeCacheProblems(callers(open));
        assert.match(
            problem ?? "",
            /cacheSeconds: got 60, want 0 beside authorizer "open", whose identitySources have no/,
        );
        assert.deepEqual(edgeCacheProblems(callers(open, [], { cacheSeconds: 0 })), []);
    });
});
