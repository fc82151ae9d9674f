import assert from "node:assert/strict";
import { periodStart, QuotaCounters } from "../../../../tools/gateway-emulator/limits/quota";

const at = (text: string) => Date.parse(text);

describe("a quota", () => {
    it("allows its limit, and starts again in the next period", () => {
        const counters = new QuotaCounters();
        const quota = { limit: 2, offset: 0, period: "DAY" } as const;
        const take = (time: string) => counters.take("web", quota, at(time));
        assert.deepEqual(
            [1, 2, 3].map(() => take("2026-03-01T23:59:59Z")),
            [true, true, false],
        );
        assert.ok(take("2026-03-02T00:00:00Z"));
    });

    it("subtracts its offset from the first period only", () => {
        const counters = new QuotaCounters();
        const quota = { limit: 2, offset: 1, period: "MONTH" } as const;
        const take = (time: string) => counters.take("web", quota, at(time));
        assert.deepEqual([take("2026-03-31T10:00:00Z"), take("2026-03-31T11:00:00Z")], [true, false]);
        assert.deepEqual([take("2026-04-01T00:00:00Z"), take("2026-04-30T00:00:00Z")], [true, true]);
    });

    it("starts a period at midnight UTC: daily, on Mondays, on the first of the month", () => {
        const now = at("2026-03-15T13:00:00Z");
        assert.equal(periodStart("DAY", now), at("2026-03-15T00:00:00Z"));
        assert.equal(periodStart("WEEK", now), at("2026-03-09T00:00:00Z"));
        assert.equal(periodStart("WEEK", at("2026-03-16T00:00:00Z")), at("2026-03-16T00:00:00Z"));
        assert.equal(periodStart("MONTH", now), at("2026-03-01T00:00:00Z"));
    });
});
