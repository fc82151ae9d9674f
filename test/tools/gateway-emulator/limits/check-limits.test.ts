import assert from "node:assert/strict";
import { bench, header, sampleApi, settings, stage, wire } from "../sample-api";

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
