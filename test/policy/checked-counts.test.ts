import assert from "node:assert/strict";
import { combineResults } from "../../policy/contract/result";
import { checkedCounts } from "./corpus/checked-counts";
import { groups } from "./corpus/groups";
import { Program } from "./program";

describe("the rules check the things that they accept", () => {
    for (const [group, { clean = [] }] of Object.entries(groups)) {
        if (clean.length === 0) continue;
        it(group, () => {
            const results = clean.map(({ resources }) => ({ counts: Program.of(resources).counts(), findings: [] }));
            const counts = Object.entries(combineResults(results).counts).filter(([, count]) => count > 0);
            assert.deepEqual(Object.fromEntries(counts), checkedCounts[group]);
        });
    }
});
