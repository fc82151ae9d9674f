import assert from "node:assert/strict";
import { httpChoice } from "../../../../tools/cli/docs/http-choice";
import { features } from "../../../../tools/cli/docs/http-features";

const lines = httpChoice().split("\n");

describe("The comparison of REST and HTTP APIs", () => {
    it("has the verdict on each rule, with the policy that has it", () => {
        const row = (id: string) => lines.find((line) => line.startsWith(`| **${id}** `))?.split(" | ");
        assert.deepEqual(row("R1")?.slice(1), ["holds", "holds", "holds", "holds |"]);
        assert.match(row("R2")?.[2] ?? "", /^violation: \[`r2-cached-content`\]\(.*#r2-cached-content\)$/);
        assert.match(row("R4")?.[3] ?? "", /r4-authorizer-keys/);
    });

    it("has a source for each feature", () => {
        for (const { what } of features) {
            const row = lines.find((line) => line.startsWith(`| ${what} | `)) ?? "";
            assert.match(
                row,
                /\(https:\/\/docs\.aws\.amazon\.com\/apigateway\/latest\/developerguide\/[a-z-]+\.html\) \|$/,
            );
        }
    });

    it("has the price of 1, 10 and 100 million calls in each column", () => {
        const cells = lines.filter((line) => /^\| \d+ million /.test(line)).map((line) => line.split(" | ").length);
        assert.deepEqual(cells, [6, 6, 6]);
    });

    it("says from how many calls on a REST API costs less, if there is such a number", () => {
        const sentence = (title: string) => lines.find((line) => line.startsWith(`- An HTTP API ${title} costs`)) ?? "";
        assert.match(sentence("without keys"), /at any number of calls\.$/);
        assert.match(
            sentence("with keys behind CloudFront"),
            /up to about \d,\d00 million calls a month, and more above/,
        );
    });
});
