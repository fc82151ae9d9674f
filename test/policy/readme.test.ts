import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readmeUrl } from "../../policy/contract/policy";
import { rules } from "../../policy/contract/rules";
import { defaultSettings } from "../../policy/contract/settings";
import { presets } from "../../policy/contract/tiers";
import { catalogue } from "../../policy/pack/catalogue";
import { buildPolicies } from "../../policy/pack/crossguard";
import { regenerated } from "../../tools/cli/docs/generated";
import { presetConfig } from "../../tools/cli/docs/tables";

const readme = readFileSync(join(__dirname, "../../policy/README.md"), "utf8");

describe("the pack's README", () => {
    it("has the tables of tiers and policies that npm run docs generates", () =>
        assert.equal(readme, regenerated("policy/README.md", readme), "run npm run docs"));

    it("has at most 500 lines", () => assert.ok(readme.split("\n").length <= 500));

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

    it("begins the section of each policy with its tier", () => {
        for (const { name, tier } of catalogue())
            assert.ok(readme.includes(`\n### ${name}\n\n**Tier:** \`${tier}\`. **Condition:** `), name);
    });

    it("names every setting except the preset, and the policies that read it", () => {
        for (const key of Object.keys(defaultSettings).filter((key) => key !== "preset")) {
            const row = readme.split("\n").find((line) => line.startsWith(`| \`${key}\` |`));
            const readers = catalogue()
                .filter(({ settings }) => settings.some((setting) => setting === key))
                .map(({ name }) => `\`${name}\``);
            assert.ok(row?.includes(`| ${readers.join(", ")} |`), key);
        }
    });
});

describe("the presets", () => {
    for (const preset of presets) {
        it(`${preset}.json is the one that npm run docs generates`, () => {
            const file = join(__dirname, "../../policy", `${preset}.json`);
            assert.equal(readFileSync(file, "utf8"), presetConfig(preset), "run npm run docs");
        });
    }

    it("standard is what the pack does without a configuration", () => {
        const levels = buildPolicies().map(({ name, enforcementLevel }) => [
            name,
            { enforcementLevel, preset: defaultSettings.preset },
        ]);
        assert.deepEqual(JSON.parse(presetConfig("standard")), Object.fromEntries(levels));
    });
});
