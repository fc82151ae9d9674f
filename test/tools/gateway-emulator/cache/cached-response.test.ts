import assert from "node:assert/strict";
import fc from "fast-check";
import { defaultBehavior } from "../../../../tools/gateway-emulator/http/unverified-behavior";
import { bench, header, ok, operation, sampleApi, settings, stage, wire } from "../sample-api";

const key = { "x-api-key": "key-of-web" };
const refresh = { ...key, "cache-control": "max-age=0" };

function apiWith(changes: Partial<typeof settings>, ...cacheKeyParameters: string[]) {
    const operations = [
        operation("GET", "/pictures", { integration: { cacheKeyParameters } }),
        operation("POST", "/pictures"),
        operation("GET", "/books"),
    ];
    return sampleApi({
        operations,
        stages: { Test: { ...stage, methodSettings: { "*/*": { ...settings, ...changes } } } },
    });
}

describe("the stage's cache", () => {
    it("returns the same response until it expires", async () => {
        const made = bench(apiWith({ cacheTtlInSeconds: 60 }));
        assert.equal((await made.send("GET", "/Test/pictures")).cache, "miss");
        made.now += 60_000;
        const hit = await made.send("GET", "/Test/pictures");
        assert.deepEqual([hit.cache, wire(hit)], ["hit", "200 1"]);
        assert.equal(header(hit, "content-type"), "application/json");
        made.now += 1;
        assert.equal(wire(await made.send("GET", "/Test/pictures")), "200 2");
    });

    it("caches only GET, unless a method has its own settings", async () => {
        const made = bench(apiWith({}));
        await made.send("POST", "/Test/pictures");
        assert.equal((await made.send("POST", "/Test/pictures")).cache, "off");
        const own = { ...stage, methodSettings: { "pictures/POST": settings } };
        const second = bench(sampleApi({ ...apiWith({}), stages: { Test: own } }));
        await second.send("POST", "/Test/pictures");
        assert.equal((await second.send("POST", "/Test/pictures")).cache, "hit");
        assert.equal((await second.send("GET", "/Test/pictures")).cache, "off");
    });

    it("stores nothing with a TTL of 0, with caching disabled, or without a cluster", async () => {
        const apis = [
            apiWith({ cacheTtlInSeconds: 0 }),
            apiWith({ cachingEnabled: false }),
            sampleApi({ stages: { Test: { ...stage, cacheClusterEnabled: false } } }),
        ];
        for (const api of apis) {
            const made = bench(api);
            await made.send("GET", "/Test/pictures");
            assert.equal((await made.send("GET", "/Test/pictures")).cache, "off");
            assert.equal(made.calls.length, 2);
        }
    });

    it("distinguishes responses by the listed parameters only", async () => {
        const made = bench(apiWith({}, "method.request.querystring.tag", "method.request.header.Accept-Language"));
        const request = async (query: string, language?: string) =>
            wire(
                await made.send(
                    "GET",
                    `/Test/pictures${query}`,
                    language ? { ...key, "Accept-Language": language } : key,
                ),
            );
        assert.equal(await request("?tag=a"), "200 1");
        assert.equal(await request("?tag=b"), "200 2");
        assert.equal(await request("?tag=a&limit=5"), "200 1");
        assert.equal(await request("?tag=b&tag=a"), "200 1");
        assert.equal(await request(""), "200 3");
        assert.equal(await request("?tag="), "200 4");
        assert.equal(await request("?Tag=a"), "200 3");
        assert.equal(await request("?tag=a", "de"), "200 5");
        assert.equal(wire(await made.send("GET", "/Test/books?tag=a")), "200 6");
    });

    it("does not store a response over 1 MiB", async () => {
        for (const [size, cache] of [
            [1_048_576, "hit"],
            [1_048_577, "miss"],
        ] as const) {
            const made = bench(apiWith({}), { responses: async () => ok("x".repeat(size)) });
            await made.send("GET", "/Test/pictures");
            assert.equal((await made.send("GET", "/Test/pictures")).cache, cache);
        }
    });

    it("stores errors of the backend too, unless cachedStatuses is success", async () => {
        const responses = async () => ({ ...ok("{}"), status: 404 }) as const;
        for (const [cachedStatuses, cache] of [
            ["every", "hit"],
            ["success", "miss"],
        ] as const) {
            const made = bench(apiWith({}), { responses, unverified: { ...defaultBehavior, cachedStatuses } });
            await made.send("GET", "/Test/pictures");
            const again = await made.send("GET", "/Test/pictures");
            assert.deepEqual([again.response.status, again.cache], [404, cache]);
        }
    });

    it("refreshes for Cache-Control: max-age=0 if no authorization is required", async () => {
        const made = bench(apiWith({ requireAuthorizationForCacheControl: false }));
        await made.send("GET", "/Test/pictures");
        const fresh = await made.send("GET", "/Test/pictures", refresh);
        assert.deepEqual([fresh.cache, wire(fresh), header(fresh, "Warning")], ["refresh", "200 2", undefined]);
        assert.equal(wire(await made.send("GET", "/Test/pictures")), "200 2");
    });

    const strategies = [
        ["FAIL_WITH_403", '403 {"message":"Forbidden"}', undefined],
        [
            "SUCCEED_WITH_RESPONSE_HEADER",
            "200 1",
            "199 Cache-control headers were ignored because the caller was unauthorized.",
        ],
        ["SUCCEED_WITHOUT_RESPONSE_HEADER", "200 1", undefined],
    ] as const;
    for (const [unauthorizedCacheControlHeaderStrategy, response, warning] of strategies) {
        it(`does not let a key refresh it: ${unauthorizedCacheControlHeaderStrategy}`, async () => {
            const made = bench(apiWith({ unauthorizedCacheControlHeaderStrategy }));
            await made.send("GET", "/Test/pictures");
            const served = await made.send("GET", "/Test/pictures", refresh);
            assert.deepEqual([wire(served), header(served, "Warning")], [response, warning]);
            assert.equal(made.calls.length, 1);
            assert.equal(header(await made.send("GET", "/Test/pictures"), "Warning"), undefined);
        });
    }

    it("returns what an uncached gateway returns if the backend depends on the cache keys only", async () => {
        const keyed = apiWith({ cacheTtlInSeconds: 5 }, "method.request.querystring.tag");
        const requests = fc.array(
            fc.record({ tag: fc.constantFrom("", "a", "b", "a&x=1"), wait: fc.integer({ min: 0, max: 4000 }) }),
            { maxLength: 40 },
        );
        await fc.assert(
            fc.asyncProperty(requests, async (list) => {
                const made = bench(keyed, {
                    responses: async ({ path }) => ok(`${/tag=([ab]?)/.exec(path)?.[1]} ${made.now}`),
                });
                for (const { tag, wait } of list) {
                    made.now += wait;
                    const [, found, since] = wire(await made.send("GET", `/Test/pictures?tag=${tag}`)).split(" ");
                    assert.equal(found, tag.charAt(0));
                    assert.ok(made.now - Number(since) <= 5000);
                }
            }),
            { seed: 6 },
        );
    });
});
