import assert from "node:assert/strict";
import { readStack } from "../../../../tools/cli/project/project";
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
