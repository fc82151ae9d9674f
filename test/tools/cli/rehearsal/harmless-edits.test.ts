import assert from "node:assert/strict";
import { readStack } from "../../../../tools/cli/project/project";
import { joinedEdits, type SettingsEdit } from "../../../../tools/cli/rehearsal/edits/edit";
import { harmlessEditTitles } from "../../../../tools/cli/rehearsal/scenarios/harmless-edits";

describe("The harmless edits", () => {
    for (const name of ["dev", "prod"]) {
        it(`of ${name} are at least 20, each with its own title`, () => {
            const { config } = readStack(name);
            const setting = (...path: string[]) =>
                path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], config);
            const titles = harmlessEditTitles({ setting });
            assert.ok(titles.length >= 20, String(titles.length));
            assert.equal(new Set(titles).size, titles.length);
        });
    }
});

describe("Joined edits", () => {
    const edit = (title: string, ...path: string[]): SettingsEdit => ({ title, changes: [{ path, value: title }] });
    const edits = [
        edit("a size", "stages", "Live", "cache", "sizeGb"),
        edit("a plan", "plans", "trial"),
        edit("another size", "stages", "Live", "cache", "sizeGb"),
        edit("a rate of the plan", "plans", "trial", "requestsPerSecond"),
        edit("no stage", "stages", "Live"),
        edit("a name", "name"),
        edit("a client", "clients", "web"),
    ];

    it("follow one another as before, and change each setting once", () => {
        assert.deepEqual(
            joinedEdits(edits, 3).map(({ title }) => title),
            ["a size, a plan", "another size, a rate of the plan", "no stage, a name, a client"],
        );
        assert.deepEqual(
            joinedEdits(edits, 3).flatMap(({ changes }) => changes),
            edits.flatMap(({ changes }) => changes),
        );
    });

    it("are as many as the size allows", () => {
        assert.deepEqual(joinedEdits(edits, 1), edits);
        assert.deepEqual(
            joinedEdits(edits, 2).map(({ changes }) => changes.length),
            [2, 2, 2, 1],
        );
    });
});
