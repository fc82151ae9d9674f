import assert from "node:assert/strict";
import { joinedEdits } from "../../tools/cli/rehearsal/edits/edit";
import type { Rehearsal } from "../../tools/cli/rehearsal/rehearsal";
import type { ScenarioResult, Step } from "../../tools/cli/rehearsal/rehearsal-result";
import { hasPassed } from "../../tools/cli/rehearsal/run-scenario";
import type { Progress } from "../../tools/cli/terminal/progress";
import { servingTypes } from "../../tools/cloud-simulator/providers/known-types";
import type { StateResource } from "../../tools/cloud-simulator/state/state-resource";
import { parseUrn } from "../../tools/cloud-simulator/state/urn";
import { editsPerUpdate } from "../test-size";

/** Progress that is not shown. */
export const silent: Progress = { say: () => {}, tick: () => {}, end: () => {} };

/** Asserts that a scenario met its expectations, without an outage, and left nothing in the clouds. */
export function assertPassed(result: ScenarioResult): void {
    assert.deepEqual(result.problems, []);
    assert.ok(hasPassed(result), JSON.stringify(result.leftInCloud));
}

/** Asserts that a scenario passed, and that no update after the first replaced a resource that serves. */
export function assertNothingServingReplaced(result: ScenarioResult): void {
    assertPassed(result);
    // A new deployment is created before the stage leaves the old one.
    const serving = servingTypes().filter((type) => type !== "aws:apigateway/deployment:Deployment");
    const [, ...changes] = result.steps.filter(({ verb }) => verb === "up") as [Step, ...Step[]];
    for (const { title, replaced } of changes) {
        assert.deepEqual(
            replaced.filter(({ type }) => serving.includes(type)),
            [],
            title,
        );
    }
}

/** The resources that a resource of a state depends on, as "type name". */
export function dependenciesOf(resources: readonly StateResource[], type: string, name: string): ReadonlySet<string> {
    const own = resources.find(({ urn }) => parseUrn(urn).type === type && parseUrn(urn).name === name);
    return new Set((own?.dependencies ?? []).map((urn) => `${parseUrn(urn).type} ${parseUrn(urn).name}`));
}

/** A title, the path of a setting, and its new value; undefined removes it. */
export type TitledEdit = readonly [title: string, path: readonly string[], value: unknown];

/** Makes edits in their order, as many at once as the size of the tests says. Each update has to change something and to leave nothing behind. */
export async function makeEdits(rehearsal: Rehearsal, edits: readonly TitledEdit[]): Promise<void> {
    const each = edits.map(([title, path, value]) => ({ title, changes: [{ path, value }] }));
    for (const { title, changes } of joinedEdits(each, editsPerUpdate)) {
        for (const { path, value } of changes) await rehearsal.set(path, value);
        const { operations } = await rehearsal.up(title);
        rehearsal.expect(operations.length > 0, `"${title}" changed nothing`);
        await rehearsal.checkInventory();
    }
}
