import assert from "node:assert/strict";
import { inParallel } from "../../../../tools/cli/rehearsal/rehearse-command";

describe("inParallel", () => {
    it("never exceeds the limit, and returns the results in order", async () => {
        let atOnce = 0;
        let max = 0;
        const results = await inParallel([3, 1, 2, 0], 2, async (item) => {
            atOnce += 1;
            max = Math.max(max, atOnce);
            for (let turn = 0; turn < item; turn += 1) await Promise.resolve();
            atOnce -= 1;
            return item * 10;
        });
        assert.deepEqual(results, [30, 10, 20, 0]);
        assert.equal(max, 2);
    });

    it("throws the first error, and starts no call after it", async () => {
        const begun: number[] = [];
        const act = async (item: number) => {
            begun.push(item);
            if (item === 2) throw new Error("two");
        };
        await assert.rejects(inParallel([1, 2, 3, 4], 1, act), /^Error: two$/);
        assert.deepEqual(begun, [1, 2]);
    });
});
