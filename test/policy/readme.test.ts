import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue, rules } from "../../policy/contract/catalogue";
import { defaultSettings } from "../../policy/contract/settings";

const readme = readFileSync(join(__dirname, "../../policy/README.md"), "utf8");

describe("the pack's README", () => {
    it("lists the policies of the catalogue", () => {
        const [, table] = /<!-- policies:begin -->\n([\s\S]*?)<!-- policies:end -->/.exec(readme) ?? [];
        assert.equal(table, policiesTable());
    });

    it("states the rules as the catalogue does", () => {
        for (const [id, statement] of Object.entries(rules))
            assert.ok(readme.includes(`| **${id}** | ${statement} |`), id);
    });

    it("has the section that each policy's url points to", () => {
        for (const { name, url } of catalogue) {
            assert.equal(url, `policy/README.md#${name}`);
            assert.ok(readme.includes(`\n### ${name}\n`), name);
        }
    });

    it("names every setting and the policies that read it", () => {
        for (const key of Object.keys(defaultSettings)) {
            const row = readme.split("\n").find((line) => line.startsWith(`| \`${key}\` |`));
            const readers = catalogue
                .filter(({ settings }) => settings.some((setting) => setting === key))
                .map(({ name }) => `\`${name}\``);
            assert.ok(row?.includes(`| ${readers.join(", ")} |`), key);
        }
    });
});

function policiesTable(): string {
    const rows = catalogue.map(
        ({ name, ruleId, scope, severity, description }) =>
            `| [\`${name}\`](#${name}) | ${ruleId} | ${scope} | ${severity} | ${description} |`,
    );
    return ["| policy | rule | judges | severity | what holds |", "| --- | --- | --- | --- | --- |", ...rows, ""].join(
        "\n",
    );
}
