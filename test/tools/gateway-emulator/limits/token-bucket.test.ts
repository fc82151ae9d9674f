import assert from "node:assert/strict";
import fc from "fast-check";
import { TokenBuckets } from "../../../../tools/gateway-emulator/limits/token-bucket";

describe("a token bucket", () => {
    it("allows a burst at once, then the rate", () => {
        const buckets = new TokenBuckets();
        const take = (now: number) => buckets.take("web", { rate: 10, burst: 3 }, now);
        assert.deepEqual([take(0), take(0), take(0), take(0)], [true, true, true, false]);
        assert.deepEqual([take(99), take(100), take(100)], [false, true, false]);
        assert.deepEqual([take(9000), take(9000), take(9000), take(9000)], [true, true, true, false]);
    });

    it("counts each client separately", () => {
        const buckets = new TokenBuckets();
        const limit = { rate: 0, burst: 1 };
        assert.deepEqual([buckets.take("a", limit, 0), buckets.take("b", limit, 0)], [true, true]);
        assert.equal(buckets.take("a", limit, 1e9), false);
    });

    it("allows nothing with a burst of 0, and everything with a negative limit", () => {
        const buckets = new TokenBuckets();
        assert.equal(buckets.take("none", { rate: 100, burst: 0 }, 5000), false);
        for (let i = 0; i < 100; i++) assert.ok(buckets.take("all", { rate: -1, burst: -1 }, 0));
    });

    it("never allows more than burst plus rate, over any window", () => {
        const limit = fc.record({ rate: fc.integer({ min: 0, max: 50 }), burst: fc.integer({ min: 0, max: 20 }) });
        const steps = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 80 });
        fc.assert(
            fc.property(limit, steps, ({ rate, burst }, waits) => {
                const buckets = new TokenBuckets();
                let now = 0;
                const granted: number[] = [];
                for (const wait of waits) {
                    now += wait;
                    if (buckets.take("web", { rate, burst }, now)) granted.push(now);
                }
                for (const [i, from] of granted.entries()) {
                    for (const [j, to] of granted.entries()) {
                        if (j < i) continue;
                        assert.ok(j - i + 1 <= burst + ((to - from) / 1000) * rate + 1e-6, `${i}..${j}`);
                    }
                }
            }),
            { seed: 6 },
        );
    });
});
