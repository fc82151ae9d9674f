import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { replaceBetweenMarkers } from "../../../../tools/cli/docs/between-markers";
import { withRejections, withTables } from "../../../../tools/cli/docs/readme";
import { settingsTable } from "../../../../tools/cli/docs/settings-table";

const readme = readFileSync(join(resolve(__dirname, "../../../.."), "README.md"), "utf8");

describe("README", () => {
    it("has the tables that `npm run docs` makes of schema and catalogue", () => {
        assert.equal(readme, withTables(readme));
    });

    it("of the simulated clouds lists every refusal", () => {
        const file = join(resolve(__dirname, "../../../.."), "tools/cloud-simulator/README.md");
        const text = readFileSync(file, "utf8");
        assert.equal(text, withRejections(text));
        assert.match(text, /deleting a VPC link that a deployed stage names literally/);
    });

    it("lists a setting with its meaning, its form and its default", () => {
        const row = settingsTable()
            .split("\n")
            .find((line) => line.includes("`gatehouse:stages.<name>.cache.ttlSeconds`"));
        assert.equal(
            row,
            "| `gatehouse:stages.<name>.cache.ttlSeconds` | Seconds for which a response is cached; 0 disables caching. | an integer from 0 to 3600 | `300` |",
        );
    });

    it("gives every setting a meaning", () => {
        const bare = settingsTable()
            .split("\n")
            .filter((line) => line.includes("|  |"));
        assert.deepEqual(bare, []);
    });
});

describe("replaceBetweenMarkers", () => {
    it("replaces what is between the markers and nothing else", () => {
        const before = "a\n<!-- x:begin -->\nold\n<!-- x:end -->\nb\n";
        assert.equal(replaceBetweenMarkers(before, "x", "new"), "a\n<!-- x:begin -->\nnew\n<!-- x:end -->\nb\n");
    });

    it("refuses a document without the markers", () => {
        assert.throws(
            () => replaceBetweenMarkers("a", "x", "new"),
            /the markers <!-- x:begin --> and <!-- x:end --> are missing/,
        );
    });
});
