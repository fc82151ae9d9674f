import assert from "node:assert/strict";
import { scoresOf, tableOf } from "./score";

describe("the table of recall and false alarms", () => {
    const expected = { policy: "r3-rate-limits", at: "stage" } as const;
    const elsewhere = { policy: "r3-rate-limits", at: "plan" } as const;

    it("shows a pack that reports nothing", () => {
        const scores = scoresOf([{ expected, reported: [] }, { reported: [] }]);
        assert.deepEqual(scores[2], { rule: "R3", violations: 1, caught: 0, clean: 1, falseAlarms: 0 });
        assert.match(tableOf(scores), /R3 +1 +0 +0 % +1 +0\n/);
    });

    it("shows a pack that reports another resource, or anything in a clean case", () => {
        const reported = [elsewhere, elsewhere];
        const scores = scoresOf([{ expected, reported }, { reported }]);
        assert.deepEqual(scores[2], { rule: "R3", violations: 1, caught: 0, clean: 1, falseAlarms: 1 });
        assert.deepEqual(scores[0], { rule: "R1", violations: 0, caught: 0, clean: 1, falseAlarms: 0 });
    });

    it("shows a violation that is caught", () => {
        assert.equal(scoresOf([{ expected, reported: [elsewhere, expected] }])[2]?.caught, 1);
    });
});
