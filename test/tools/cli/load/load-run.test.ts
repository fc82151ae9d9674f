import assert from "node:assert/strict";
import { runLoad } from "../../../../tools/cli/load/load-run";
import { asText } from "../../../../tools/cli/load/render-load";
import { withFolder } from "../../../with-folder";
import { photosStack } from "./photos-state";

const never = new AbortController().signal;

describe("a load run of the photo pipeline", function () {
    this.timeout(10 * 60_000);

    it("loses no photo and has none twice, though processes are killed and photos are poisoned", async () => {
        await withFolder(async (folder) => {
            const lines: string[] = [];
            const options = { photos: 60, concurrency: 10, poisoned: 6, kills: 6, workers: 2, seed: 1 };
            const around = {
                folder,
                log: (line: string) => void lines.push(line),
                onProgress: () => {},
                signal: never,
            };
            const result = await runLoad(photosStack(folder), options, around);
            const { counts, measures, wrong } = result;
            assert.deepEqual(wrong, [], `${asText(options, result)}\n${lines.join("\n")}`);
            const { requested, uploaded, stored, thumbnails, deadLetters, lost, mistaken } = counts;
            assert.deepEqual(
                { requested, uploaded, stored, thumbnails, deadLetters, lost, mistaken },
                {
                    ...{ requested: 60, uploaded: 60, stored: 60 },
                    ...{ thumbnails: 54, deadLetters: 6, lost: 0, mistaken: 0 },
                },
            );
            assert.equal(measures.killed, 6);
            assert.ok(measures.redeliveries > 0);
            assert.deepEqual(counts.deadLettersByReason, {
                "the photo has more than 50 megapixels": 2,
                "the photo is no JPEG, PNG or WebP image": 2,
                "the photo is truncated or damaged": 2,
            });
            assert.ok(lines.some((line) => line.includes("signal: SIGKILL")));
        });
    });
});
