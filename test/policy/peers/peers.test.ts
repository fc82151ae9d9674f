import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { policies } from "../../../policy/rules/policies";
import { Pack } from "../engine";
import { inPreset } from "../in-preset";
import { readProgram } from "./pulumi-yaml";
import { readResults, resultsTable } from "./results";

const results = readResults();
const folder = join(__dirname, "programs");
const readme = join(__dirname, "../../../policy/README.md");
const section = /(<!-- peers:begin -->\n)[\s\S]*(<!-- peers:end -->)/;

describe("the twelve programs for other tools", () => {
    it("are those of the results", () => {
        assert.deepEqual(readdirSync(folder).sort(), Object.keys(results.programs).sort());
        for (const { name, programs } of results.tools)
            for (const program of Object.keys(programs)) assert.ok(program in results.programs, `${name}: ${program}`);
    });

    for (const preset of ["standard", "strict"] as const) {
        // The pack keeps state between the requests of a process.
        const pack = new Pack(inPreset(preset));
        for (const [name, { breaks, at }] of Object.entries(results.programs)) {
            it(`${name}: ${breaks ? `${breaks} at "${at}", and nothing else` : "nothing"}, in ${preset}`, async () => {
                const found = await pack.preview(readProgram(join(folder, name, "Pulumi.yaml")));
                assert.deepEqual(
                    found.map(({ policy, urn, level }) => `${ruleOf(policy)} ${urn.split("::").at(-1)} ${level}`),
                    breaks ? [`${breaks} ${at} mandatory`] : [],
                );
            });
        }
    }

    it("have the results of our pack in the table", () => {
        const [ours] = results.tools;
        for (const [name, { breaks }] of Object.entries(results.programs))
            assert.deepEqual(ours?.programs[name], { concerning: breaks ? [breaks] : [], further: 0 }, name);
    });

    // After a change of results.yaml: GATEHOUSE_UPDATE_PEERS=1 npx mocha test/policy/peers/peers.test.ts
    it("have a table in the README that shows the results", () => {
        const text = readFileSync(readme, "utf8");
        const expected = text.replace(section, (_, begin, end) => `${begin}${resultsTable(results)}${end}`);
        if (process.env.GATEHOUSE_UPDATE_PEERS === "1") writeFileSync(readme, expected);
        else assert.equal(text, expected);
    });
});

const ruleOf = (name: string): string => policies.find((policy) => policy.name === name)?.ruleId ?? name;
