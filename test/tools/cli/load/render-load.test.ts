import assert from "node:assert/strict";
import type { LoadResult } from "../../../../tools/cli/load/load-run";
import { asText } from "../../../../tools/cli/load/render-load";

const result = (killed: number, outOfOrder = 0): LoadResult => ({
    counts: {
        ...{ requested: 60, uploaded: 60, stored: 60, thumbnails: 60, deadLetters: 0, lost: 0, mistaken: 0 },
        deadLettersByReason: {},
        duplicated: { rows: 0, objects: 0, deadLetters: 0, announcements: 0 },
    },
    measures: {
        ...{ announced: 60, outOfOrder, ignoredAnnouncements: 0, repeatedRequests: 0, redeliveries: 0, killed },
        ...{ repeatedDeadLetters: 0, rewrittenImages: 0, seconds: 10, photosPerSecond: 6 },
        memory: { main: 100, worker: 80, workers: 160 },
    },
    wrong: [],
});
const linesOf = (killed: number) => asText({ kills: 20 }, result(killed)).split("\n");

describe("the table of a load run", () => {
    it("has how many processes were killed, of how many that should be", () => {
        const lines = linesOf(20);
        assert.ok(
            lines.some((line) => /^processes killed +20 of 20$/.test(line)),
            lines.join("\n"),
        );
        assert.ok(!lines.some((line) => line.startsWith("Note")));
        assert.equal(lines.at(-2), "No photo is lost, and none is there twice.");
    });

    it("ends with a note if fewer were killed, as less was tested then", () => {
        const lines = linesOf(17);
        assert.ok(lines.some((line) => /^processes killed +17 of 20$/.test(line)));
        assert.match(lines.at(-3) ?? "", /^Note: 3 of 20 processes were not killed, as none was busy/);
    });

    it("says that announcements out of order are no error, and where clients look instead", () => {
        const lineOf = (outOfOrder: number) =>
            asText({ kills: 20 }, result(20, outOfOrder))
                .split("\n")
                .find((line) => line.startsWith("announced out of order"));
        assert.match(lineOf(5) ?? "", / 5 \(no error: .* clients go by the time `at` of an announcement\)$/);
        assert.match(lineOf(0) ?? "", / 0$/);
    });
});
