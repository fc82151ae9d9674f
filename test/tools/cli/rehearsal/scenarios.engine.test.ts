import assert from "node:assert/strict";
import { program } from "../../../../stacks/program";
import { readStack } from "../../../../tools/cli/project/project";
import { asTable, asText } from "../../../../tools/cli/rehearsal/render-rehearsal";
import { hasPassed, runScenario } from "../../../../tools/cli/rehearsal/run-scenario";
import type { Scenario } from "../../../../tools/cli/rehearsal/scenario";
import { clientsAndPlans } from "../../../../tools/cli/rehearsal/scenarios/clients-and-plans";
import { drift } from "../../../../tools/cli/rehearsal/scenarios/drift";
import { kubernetesUpgrade } from "../../../../tools/cli/rehearsal/scenarios/kubernetes-upgrade";
import { lifecycle } from "../../../../tools/cli/rehearsal/scenarios/lifecycle";
import { rollback } from "../../../../tools/cli/rehearsal/scenarios/rollback";
import { sharedGateway } from "../../../../tools/cli/rehearsal/scenarios/shared-gateway";
import { zones } from "../../../../tools/cli/rehearsal/scenarios/zones";
import type { StackExport } from "../../../../tools/cloud-simulator/state/stack-export";
import { devState } from "./dev-state";

const silent = { say: () => {}, tick: () => {}, end: () => {} };
const plain = { green: same, red: same, yellow: same, bold: same, dim: same };

const run = (scenario: Scenario, state?: StackExport, runProgram = async (folder: string) => program(folder)) =>
    runScenario({
        scenario,
        stack: readStack("dev"),
        program: runProgram,
        ...(state && { state }),
        progress: silent,
    });

describe("the rehearsal of dev", function () {
    this.timeout(20 * 60_000);

    for (const scenario of [lifecycle, rollback, drift, clientsAndPlans, sharedGateway, zones, kubernetesUpgrade]) {
        it(`${scenario.name}: ${scenario.statement}`, async () => {
            const result = await run(scenario, startsEmpty(scenario) ? undefined : await devState());
            assert.deepEqual(result.problems, []);
            assert.deepEqual(result.leftInCloud, []);
            assert.equal(result.leftInState, 0);
            assert.ok(hasPassed(result));
            assert.match(asTable([result]), new RegExp(`\\| ${scenario.name} \\| dev \\| \\d+ \\|`));
        });
    }

    it("lifecycle passes over a state that is up to date", async () => {
        // In the same folder as before: the engine's names of images depend on it.
        const result = await run(lifecycle, await devState(), async () => program());
        assert.deepEqual(result.steps[0]?.operations, []);
        assert.deepEqual(result.problems, []);
        assert.ok(hasPassed(result));
    });

    it("lifecycle reports a resource of the state that the clouds no longer have", async () => {
        const state = await devState();
        const lossy: Scenario = {
            ...lifecycle,
            async run(rehearsal, options) {
                const [lost] = rehearsal.cloud.store.ofType("aws:apigateway/apiKey:ApiKey");
                assert.ok(lost);
                rehearsal.cloud.store.remove(lost);
                await lifecycle.run(rehearsal, options);
            },
        };
        const { problems } = await run(lossy, state);
        assert.ok(problems.some((problem) => /^in the state only: .*apiKey:ApiKey/.test(problem)));
    });

    it("reports unmet expectations and leftovers", async () => {
        const failing: Scenario = {
            name: "failing",
            statement: "The clouds are empty.",
            async run(rehearsal) {
                await rehearsal.up("everything");
                rehearsal.expect(rehearsal.cloud.store.all().length === 0, "the clouds are not empty");
                rehearsal.cloud.store.put({ urn: "urn:x", type: "aws:x/y:Y", id: "extra", inputs: {}, outputs: {} });
            },
        };
        const result = await run(failing, await devState());
        assert.equal(hasPassed(result), false);
        const text = asText(result, plain);
        assert.match(text, /✗ the clouds are not empty/);
        assert.match(text, /left in the cloud: aws:x\/y:Y extra/);
        assert.match(text, /retained on purpose: aws:apigateway\/account:Account/);
    });
});

function startsEmpty({ name, createsEverything = false }: Scenario): boolean {
    return createsEverything || name === lifecycle.name;
}

function same(text: string): string {
    return text;
}
