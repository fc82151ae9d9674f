import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { instance } from "@viz-js/viz";
import { generatedPages, regenerated, replaceBetweenMarkers } from "../../../../tools/cli/docs/generated";
import { settingsTable } from "../../../../tools/cli/docs/settings-table";
import { projectFolder } from "../../../../tools/cli/project/project";

const textOf = (page: string) => readFileSync(join(projectFolder, page), "utf8");

describe("The generated parts of the pages", () => {
    for (const page of generatedPages) {
        it(`are up to date in ${page} (npm run docs)`, () => {
            const text = textOf(page);
            assert.equal(text, regenerated(page, text));
            assert.match(text, /\| --- \|/);
        });
    }

    it("include the picture of the system", async () => {
        const viz = await instance();
        const svg = viz.renderString(textOf("docs/images/system.dot"), { format: "svg" });
        assert.equal(textOf("docs/images/system.svg"), svg);
    });

    it("list every rejection of the simulated clouds", () => {
        assert.match(
            textOf("tools/cloud-simulator/README.md"),
            /deleting a VPC link that a deployed stage names literally/,
        );
    });

    it("list each setting with its meaning, its format and its default", () => {
        const row = settingsTable()
            .split("\n")
            .find((line) => line.includes("`gatehouse:stages.<name>.cache.ttlSeconds`"));
        assert.match(row ?? "", /^\| `[^`]+` \| Seconds .*\. \| .*from 0 to 3600 \| `300` \|$/);
    });

    it("give every setting a meaning", () => {
        const bare = settingsTable()
            .split("\n")
            .filter((line) => line.includes("|  |"));
        assert.deepEqual(bare, []);
    });
});

describe("replaceBetweenMarkers", () => {
    it("replaces the text between the markers and nothing else", () => {
        const before = "a\n<!-- x:begin -->\nold\n<!-- x:end -->\nb\n";
        assert.equal(replaceBetweenMarkers(before, "x", "new"), "a\n<!-- x:begin -->\nnew\n<!-- x:end -->\nb\n");
    });

    it("rejects a document without the markers", () => {
        assert.throws(
            () => replaceBetweenMarkers("a", "x", "new"),
            /the markers <!-- x:begin --> and <!-- x:end --> are missing/,
        );
    });
});
