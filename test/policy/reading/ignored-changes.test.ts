import assert from "node:assert/strict";
import { ignoredChanges } from "../../../policy/reading/ignored-changes";
import type { Resource } from "../../../policy/reading/resource";
import { plainResource } from "../plain-resource";

const ignoring = (...ignoreChanges: string[]): Resource =>
    plainResource("aws:apigateway/stage:Stage", "stage", {}, { ignoreChanges });

describe("ignored changes", () => {
    for (const [path, checked] of [
        ["spec", "spec.type"],
        ["spec.type", "spec.type"],
        ["spec.type.of", "spec.type"],
        ['spec["type"]', "spec.type"],
        ['["spec"].type', "spec.type"],
        ["*", "spec.type"],
        ["spec[*]", "spec.type"],
        ["spec.ports[0].nodePort", "spec.ports"],
        ["apiStages[0].throttles", "apiStages.*.throttles"],
        ["apiStages[12].throttles[*].rateLimit", "apiStages.*.throttles"],
        ['metadata.annotations["a/b.c"]', "metadata.annotations"],
        ['metadata["annotations"]["say \\"x\\""]', "metadata.annotations"],
    ] as const) {
        it(`of ${path} hide ${checked}`, () => {
            const [finding, ...others] = ignoredChanges(ignoring("tags", path), ["other", checked]);
            assert.deepEqual(finding?.message.split("\n"), [
                `Stage "stage": ignoreChanges contains "${path}", so the actual resource may differ from the checked one.`,
                "Expected: no ignored changes of properties that the rule reads.",
                `Change: remove "${path}" from ignoreChanges.`,
            ]);
            assert.deepEqual(others, []);
        });
    }

    for (const [path, checked] of [
        ["tags", "spec.type"],
        ["spec.typed", "spec.type"],
        ["spe", "spec.type"],
        ["apiStages[0].stage", "apiStages.*.throttles"],
        ['["spec.type"]', "spec.type"],
        ['spec["ty"]', "spec.type"],
        ["ports[10]", "ports.1"],
    ] as const) {
        it(`of ${path} do not hide ${checked}`, () => assert.deepEqual(ignoredChanges(ignoring(path), [checked]), []));
    }
});
