import assert from "node:assert/strict";
import { originRequest } from "../../../../tools/edge-emulator/distribution/origin-request";
import { behaviorFor, matchesPattern } from "../../../../tools/edge-emulator/distribution/path-pattern";
import { withPolicyHeaders } from "../../../../tools/edge-emulator/distribution/response-headers";
import { timeToLive } from "../../../../tools/edge-emulator/distribution/time-to-live";
import type { EdgeRequest } from "../../../../tools/edge-emulator/request/edge-request";
import type { HeaderList } from "../../../../tools/gateway-emulator/http/message";
import { apiBehavior, distribution, siteBehavior } from "../sample-edge";

describe("matchesPattern", () => {
    it("knows * and ?, an optional slash, and the case", () => {
        const cases: readonly [pattern: string, path: string, matches: boolean][] = [
            ["/api/*", "/api/books", true],
            ["/api/*", "/api/", true],
            ["/api/*", "/api", false],
            ["/api/*", "/API/books", false],
            ["api/*", "/api/books", true],
            ["/api/*/x", "/api/a/b/x", true],
            ["*.jpg", "/a/b.jpg", true],
            ["*.jpg", "/a/b.jpeg", false],
            ["/a?c", "/abc", true],
            ["/a?c", "/ac", false],
            ["/a.c", "/abc", false],
            ["*", "/", true],
        ];
        for (const [pattern, path, matches] of cases)
            assert.equal(matchesPattern(pattern, path), matches, `${pattern} ${path}`);
    });

    it("takes the first behavior that matches", () => {
        const specific = { ...apiBehavior, pathPattern: "/api/test/*", originId: "other" };
        assert.equal(behaviorFor([specific, apiBehavior, siteBehavior], "/api/test/a").originId, "other");
        assert.equal(behaviorFor([apiBehavior, specific, siteBehavior], "/api/test/a").originId, "stage-Test");
        assert.equal(behaviorFor([apiBehavior, siteBehavior], "/x").originId, "site");
    });
});

describe("behaviorFor", () => {
    it("compares the normalized path", () => {
        const cases: readonly [path: string, origin: string][] = [
            ["//api/books", "stage-Test"],
            ["/x/../api/books", "stage-Test"],
            ["/%61pi/books", "stage-Test"],
            ["/./api/%2E/books", "stage-Test"],
            ["/api/..", "site"],
            ["/api/../index.html", "site"],
            ["/api%2Fbooks", "site"],
            ["/api/books/..", "stage-Test"],
            ["/../../index.html", "site"],
        ];
        for (const [path, origin] of cases)
            assert.equal(behaviorFor([apiBehavior, siteBehavior], path).originId, origin, path);
    });
});

describe("timeToLive", () => {
    const now = Date.UTC(2026, 0, 1);
    const live = (minTtl: number, defaultTtl: number, maxTtl: number, headers: HeaderList, status = 200) =>
        timeToLive(
            { status, headers, body: Buffer.alloc(0) },
            { ...apiBehavior.cache, minTtl, defaultTtl, maxTtl },
            [{ status: 404, minTtl: 3 }],
            now,
        );
    const control = (value: string): HeaderList => [["Cache-Control", value]];

    it("is what the origin says, within the limits of the policy", () => {
        assert.equal(live(0, 10, 100, control("max-age=50")), 50);
        assert.equal(live(0, 10, 100, control("max-age=500")), 100);
        assert.equal(live(60, 10, 100, control("max-age=50")), 60);
        assert.equal(live(0, 10, 100, control("max-age=50, s-maxage=7")), 7);
        assert.equal(live(0, 10, 100, []), 10);
        assert.equal(live(20, 10, 100, []), 20);
        assert.equal(live(0, 10, 100, control("no-store")), 0);
        assert.equal(live(5, 10, 100, control("private, max-age=50")), 5);
        assert.equal(live(0, 10, 100, [["Expires", new Date(now + 30_000).toUTCString()]]), 30);
        assert.equal(live(0, 0, 0, control("max-age=50")), 0);
        assert.equal(live(0, 10, 100, [], 304), 0);
    });

    const expires: HeaderList = [["Expires", new Date(now + 30_000).toUTCString()]];

    it("is that of the entry for an error, ten seconds without one, and nothing for 403 and 429 that name no time", () => {
        assert.equal(live(60, 60, 100, [], 404), 3);
        assert.equal(live(60, 60, 100, [], 500), 10);
        assert.equal(live(0, 100, 100, [], 403), 0);
        assert.equal(live(0, 100, 100, [], 405), 0);
        assert.equal(live(0, 100, 100, control("max-age=50"), 403), 50);
        assert.equal(live(0, 100, 100, expires, 403), 0);
        for (const status of [401, 410, 429]) assert.equal(live(0, 100, 100, control("max-age=50"), status), 0);
    });

    it("is what the origin says for an error, from the time of the entry to the policy's maximum", () => {
        assert.equal(live(0, 0, 100, control("max-age=50"), 404), 50);
        assert.equal(live(0, 0, 100, control("max-age=2"), 404), 3);
        assert.equal(live(0, 0, 100, control("max-age=500"), 500), 100);
        assert.equal(live(0, 0, 100, expires, 503), 30);
    });

    it("is nothing for an error with no-store of 404, 414 and 501, while others ignore it", () => {
        for (const status of [404, 414, 501])
            assert.equal(live(0, 0, 100, control("no-store, max-age=50"), status), 0, `${status}`);
        assert.equal(live(0, 0, 100, control("private"), 500), 10);
        assert.equal(live(0, 0, 100, control("no-store, max-age=50"), 500), 50);
    });

    it("is nothing for an error under a policy that caches nothing", () => {
        assert.equal(live(0, 0, 0, control("max-age=50"), 500), 0);
        assert.equal(live(0, 0, 0, [], 404), 0);
    });
});

describe("originRequest", () => {
    const request: EdgeRequest = {
        ...{
            method: "GET",
            path: "/a",
            query: "b=1&c=2",
            body: Buffer.alloc(0),
            sourceIp: "192.0.2.1",
            country: "DE",
            id: "i",
        },
        headers: [
            ["Host", "www.example.com"],
            ["User-Agent", "test"],
            ["Accept-Language", "de"],
            ["X-Other", "x"],
            ["If-None-Match", '"e"'],
            ["Cookie", "k=1"],
            ["Accept-Encoding", "br"],
        ],
    };
    const [, site] = distribution.origins;
    assert.ok(site);

    it("sends little without a policy", () => {
        const sent = originRequest(request, siteBehavior, site, true);
        const headers = Object.fromEntries(sent.headers);
        assert.equal(sent.url, "/a");
        assert.deepEqual(headers, {
            Host: site.domainName,
            "User-Agent": "Amazon CloudFront",
            "Accept-Encoding": "br",
            "X-Forwarded-For": "192.0.2.1",
            Via: "1.1 local.cloudfront.net (CloudFront)",
            "X-Amz-Cf-Id": "i",
        });
    });

    it("sends what the policies name, the country among it", () => {
        const listed = (...names: string[]) => ({ behavior: "listed" as const, names });
        const behavior = {
            ...siteBehavior,
            cache: { ...siteBehavior.cache, queryStrings: listed("c"), headers: listed("x-other") },
            originRequest: {
                headers: listed("accept-language", "cloudfront-viewer-country"),
                queryStrings: listed(),
                cookies: { behavior: "allExcept" as const, names: ["z"] },
            },
        };
        const sent = originRequest(request, behavior, site, false);
        const headers = Object.fromEntries(sent.headers);
        assert.equal(sent.url, "/a?c=2");
        const { "Accept-Language": language, "X-Other": other, Cookie, "CloudFront-Viewer-Country": country } = headers;
        assert.deepEqual([language, other, Cookie, country, headers["If-None-Match"]], ["de", "x", "k=1", "DE", '"e"']);
    });
});

describe("withPolicyHeaders", () => {
    it("replaces, keeps, adds and removes headers", () => {
        const headers: HeaderList = [
            ["x-frame-options", "ALLOW"],
            ["Referrer-Policy", "origin"],
            ["Server", "s"],
        ];
        const response = withPolicyHeaders(
            { status: 200, headers, body: Buffer.alloc(0) },
            {
                added: [
                    { name: "X-Frame-Options", value: "DENY", overrides: true },
                    { name: "Referrer-Policy", value: "no-referrer", overrides: false },
                    { name: "X-New", value: "n", overrides: false },
                ],
                removed: ["server"],
            },
        );
        assert.deepEqual(response.headers, [
            ["Referrer-Policy", "origin"],
            ["X-Frame-Options", "DENY"],
            ["X-New", "n"],
        ]);
    });
});
