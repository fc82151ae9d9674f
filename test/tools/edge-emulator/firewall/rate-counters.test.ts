import assert from "node:assert/strict";
import { RateCounters } from "../../../../tools/edge-emulator/firewall/rate-counters";

describe("RateCounters", () => {
    it("forget the addresses and keys whose requests no longer count", () => {
        let now = 0;
        const counters = new RateCounters(() => now);
        for (let address = 0; address < 100_000; address++) counters.exceeds(`address ${address}`, 10, 60);
        assert.equal(counters.size, 100_000);
        now = 30_000;
        counters.exceeds("address 0", 10, 60);
        now = 60_000;
        counters.exceeds("another", 10, 60);
        assert.equal(counters.size, 2);
    });

    it("count an address whose other requests no longer count", () => {
        let now = 0;
        const counters = new RateCounters(() => now);
        const calls = [0, 1000, 59_999, 60_000, 60_001].map((at) => {
            now = at;
            return counters.exceeds("one", 2, 60);
        });
        assert.deepEqual(calls, [false, false, true, true, true]);
        now = 130_000;
        assert.equal(counters.exceeds("one", 2, 60), false);
    });
});
