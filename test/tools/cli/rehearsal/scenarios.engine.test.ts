import assert from "node:assert/strict";
import { program } from "../../../../stacks/program";
import { readStack } from "../../../../tools/cli/project/project";
import { asTable, asText } from "../../../../tools/cli/rehearsal/render-rehearsal";
import { isGreen, runScenario } from "../../../../tools/cli/rehearsal/run-scenario";
import type { Scenario } from "../../../../tools/cli/rehearsal/scenario";
import { drift } from "../../../../tools/cli/rehearsal/scenarios/drift";
import { lifecycle } from "../../../../tools/cli/rehearsal/scenarios/lifecycle";
import { rollback } from "../../../../tools/cli/rehearsal/scenarios/rollback";
import { played } from "./played";

const silent = { say: () => {}, tick: () => {}, end: () => {} };
const plain = { green: same, red: same, bold: same, dim: same };

const play = (scenario: Scenario) =>
    played(() =>
        runScenario({
            scenario,
            stack: readStack("dev"),
            program: async (folder) => program(folder),
            progress: silent,
        }),
    );

describe("the rehearsal of dev", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);

    for (const scenario of [lifecycle, rollback, drift]) {
        it(`${scenario.name}: ${scenario.statement}`, async () => {
            const result = await play(scenario);
            assert.deepEqual(result.problems, []);
            assert.deepEqual(result.leftInCloud, []);
            assert.equal(result.leftInState, 0);
            assert.ok(isGreen(result));
            assert.match(asTable([result]), new RegExp(`\\| ${scenario.name} \\| dev \\| \\d+ \\|`));
        });
    }

    it("says what a scenario found and what was left", async () => {
        const result = await play({
            name: "hopeful",
            statement: "Everything is there already.",
            async play(rehearsal) {
                const { operations } = await rehearsal.up("everything");
                rehearsal.expect(operations.length === 0, "something was not there");
                rehearsal.cloud.store.put({ urn: "urn:x", type: "aws:x/y:Y", id: "stray", inputs: {}, outputs: {} });
            },
        });
        assert.equal(isGreen(result), false);
        const text = asText(result, plain);
        assert.match(text, /✗ something was not there/);
        assert.match(text, /left in the cloud: aws:x\/y:Y stray/);
        assert.match(text, /stays on purpose: aws:apigateway\/account:Account/);
    });
});

function same(text: string): string {
    return text;
}
