import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readmeUrl } from "../../policy/contract/policy";
import { rules } from "../../policy/contract/rules";
import { defaultSettings } from "../../policy/contract/settings";
import { catalogue } from "../../policy/pack/catalogue";

const readme = readFileSync(join(__dirname, "../../policy/README.md"), "utf8");

describe("the pack's README", () => {
    it("lists the policies of the catalogue", () => {
        const [, table] = /<!-- policies:begin -->\n([\s\S]*?)<!-- policies:end -->/.exec(readme) ?? [];
        assert.equal(table, policiesTable());
    });

    it("states each rule", () => {
        for (const [id, statement] of Object.entries(rules))
            assert.ok(readme.includes(`| **${id}** | ${statement} |`), id);
    });

    it("has a section for the url of each policy", () => {
        for (const policy of catalogue()) {
            assert.equal(readmeUrl(policy), `policy/README.md#${policy.name}`);
            assert.ok(readme.includes(`\n### ${policy.name}\n`), policy.name);
        }
    });

    it("names every setting and the policies that read it", () => {
        for (const key of Object.keys(defaultSettings)) {
            const row = readme.split("\n").find((line) => line.startsWith(`| \`${key}\` |`));
            const readers = catalogue()
                .filter(({ settings }) => settings.some((setting) => setting === key))
                .map(({ name }) => `\`${name}\``);
            assert.ok(row?.includes(`| ${readers.join(", ")} |`), key);
        }
    });
});

function policiesTable(): string {
    const rows = catalogue().map(
        ({ name, ruleId, scope, severity, description }) =>
            `| [\`${name}\`](#${name}) | ${ruleId} | ${scope} | ${severity} | ${description} |`,
    );
    return ["| policy | rule | checks | severity | condition |", "| --- | --- | --- | --- | --- |", ...rows, ""].join(
        "\n",
    );
}
