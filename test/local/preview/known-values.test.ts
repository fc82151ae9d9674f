import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { previewOffline } from "../../../local/engine/offline-run";
import { projectName, readStack } from "../../../local/project/project";
import { program } from "../../../stacks/program";

/** Ids of sibling resources: no first preview knows them, and the rules follow the engine's dependencies in their place. */
const joins = [
    /^aws:apigateway\/usagePlan:UsagePlan apiStages\.\d+\.apiId$/,
    /^aws:apigateway\/usagePlanKey:UsagePlanKey keyId$/,
];

describe("At the first preview", function () {
    this.timeout(20 * 60_000);

    for (const stack of ["dev", "prod"]) {
        it(`every property of ${stack} that a rule reads is known`, async () => {
            const folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
            try {
                const file = join(folder, "readings");
                const { config } = readStack(stack);
                const { succeeded, error } = await previewOffline({
                    projectName,
                    stackName: stack,
                    config,
                    program: async () => program(),
                    policyPacks: [join(__dirname, "probe-pack")],
                    environment: { PROBE_FILE: file },
                });
                assert.ok(succeeded, error);
                assert.ok(existsSync(file), "no rule followed a join: the probe does not see what is read");
                const readings = [...new Set(readFileSync(file, "utf8").trim().split("\n"))];
                const unknown = readings.filter((reading) => !joins.some((join) => join.test(reading)));
                assert.deepEqual(unknown, []);
            } finally {
                rmSync(folder, { recursive: true });
            }
        });
    }
});
