import assert from "node:assert/strict";
import { program } from "../../../../stacks/program";
import { readStack } from "../../../../tools/cli/project/project";
import { EdgeTraffic } from "../../../../tools/cli/rehearsal/edge-traffic";
import type { Rehearsal } from "../../../../tools/cli/rehearsal/rehearsal";
import { hasPassed, runScenario } from "../../../../tools/cli/rehearsal/run-scenario";
import type { Scenario } from "../../../../tools/cli/rehearsal/scenario";
import { edge } from "../../../../tools/cli/rehearsal/scenarios/edge";
import { originSecret } from "../../../../tools/cli/rehearsal/scenarios/origin-secret";
import { editsPerUpdate } from "../../../test-size";

const silent = { say: () => {}, tick: () => {}, end: () => {} };
const run = (scenario: Scenario) =>
    runScenario({
        scenario,
        stack: readStack({ name: "edge", file: "stacks/examples/Pulumi.edge.yaml" }),
        program: async (folder: string) => program(folder),
        editsPerUpdate,
        progress: silent,
    });

describe("the rehearsal of the edge", function () {
    this.timeout(20 * 60_000);

    for (const scenario of [originSecret, edge])
        it(`${scenario.name}: ${scenario.statement}`, async () => {
            const result = await run(scenario);
            assert.deepEqual(result.problems, []);
            assert.deepEqual(result.leftInCloud, []);
            assert.equal(result.leftInState, 0);
            assert.ok(hasPassed(result));
            const notes = result.notes.join("\n");
            const [, requests = "0"] = /(\d+) requests ran during the updates/.exec(notes) ?? [];
            assert.ok(Number(requests) > 100, notes);
        });

    it("notices that a secret skipped in a rotation fails requests", async () => {
        const { problems } = await failuresOf("originSecretVersion", 3);
        assert.match(problems.join("\n"), /GET \/api\/\S+ got 403: .*web ACL of stage Live blocked the request/);
        assert.doesNotMatch(problems.join("\n"), /GET \/ got/);
    });

    it("notices that calls of the stages fail once the lock is on", async () => {
        const { problems, sent } = await failuresOf("lock", undefined, { direct: true }, "off");
        assert.match(problems.join("\n"), /GET \/Live\/\S+ got 403: .*web ACL of stage Live blocked the request/);
        assert.ok(problems.length < sent, "no call succeeded before the lock was on");
    });
});

/** The requests that fail while one setting of the edge is changed. */
async function failuresOf(key: string, value: unknown, requests?: { readonly direct: true }, before?: unknown) {
    let problems: string[] = [];
    let sent = 0;
    const result = await run({
        name: "noticed",
        statement: "Requests that fail are noticed.",
        async run(rehearsal: Rehearsal) {
            if (before !== undefined) await rehearsal.set(["gatehouse:edge", key], before);
            await rehearsal.up("everything");
            await rehearsal.set(["gatehouse:edge", key], value);
            const traffic = new EdgeTraffic(rehearsal, requests);
            await rehearsal.run("up", "a change", { after: (call) => traffic.look(call) });
            problems = await traffic.problems();
            sent = traffic.sent;
        },
    });
    assert.ok(hasPassed(result), result.problems.join("\n"));
    return { problems, sent };
}
