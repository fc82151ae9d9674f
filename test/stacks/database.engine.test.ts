import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { program } from "../../stacks/program";
import { runPreview } from "../../tools/cli/preview/run-preview";
import { projectFolder, readStack, type Stack } from "../../tools/cli/project/project";
import type { Rehearsal } from "../../tools/cli/rehearsal/rehearsal";
import { hasPassed, runScenario } from "../../tools/cli/rehearsal/run-scenario";
import { buildReport } from "../../tools/cli/report/build-report";
import { runOf } from "../../tools/cli/report/facts/engine-run";

const silent = { say: () => {}, tick: () => {}, end: () => {} };

describe("the example stack with databases", function () {
    this.timeout(20 * 60_000);

    const example = readStack({ name: "database", file: "stacks/examples/Pulumi.database.yaml" });

    it("holds at the first preview, with preset strict", async () => {
        const events: EngineEvent[] = [];
        const result = await runPreview({
            stack: example,
            program: async () => program(),
            diff: true,
            onEvent: (event) => events.push(event),
        });
        assert.deepEqual(result.errors, []);
        assert.deepEqual(
            result.rules.flatMap(({ findings }) => findings),
            [],
        );
        assert.deepEqual(
            result.rules.flatMap(({ undecided }) => undecided),
            [],
        );
        assert.equal(result.exitCode, 0);
        const report = buildReport(runOf(result, events), { source: "offline preview", folder: projectFolder });
        console.log(JSON.stringify(report.cost, null, 1));
        console.log(report.architecture.edges.map(({ from, to }) => `${from} → ${to}`));
    });

    it("comes up, and is destroyed to nothing", async () => {
        const result = await play(async (rehearsal) => {
            await rehearsal.up("everything");
            await rehearsal.checkInventory();
        });
        assert.deepEqual(result.problems, []);
        assert.ok(hasPassed(result), JSON.stringify(result.leftInCloud));
    });

    function play(run: (rehearsal: Rehearsal) => Promise<void>, stack: Stack = example) {
        return runScenario({
            scenario: { name: "database", statement: "Databases change without an outage.", run },
            stack,
            program: async (folder) => program(folder),
            progress: silent,
        });
    }
});
