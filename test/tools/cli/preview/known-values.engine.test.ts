import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program } from "../../../../stacks/program";
import { projectName, readStack } from "../../../../tools/cli/project/project";
import { previewOffline } from "../../../../tools/cloud-simulator/engine/offline-run";

/**
 * What no first preview knows: ids of sibling resources, in whose place the rules follow the engine's dependencies, and
 * images that are yet to be built, which R1 judges only where they are named.
 */
const unknowable = [
    /^kubernetes:apps\/v1:Deployment spec\.template\.spec\.containers\.\d+\.image$/,
    /^aws:apigateway\/(stage:Stage|deployment:Deployment|methodSettings:MethodSettings) restApi$/,
    /^aws:apigateway\/stage:Stage deployment$/,
    /^aws:apigateway\/usagePlan:UsagePlan apiStages\.\d+\.apiId$/,
    /^aws:apigateway\/usagePlanKey:UsagePlanKey (keyId|usagePlanId)$/,
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
                const unknown = readings.filter((reading) => !unknowable.some((pattern) => pattern.test(reading)));
                assert.deepEqual(unknown, []);
            } finally {
                rmSync(folder, { recursive: true });
            }
        });
    }
});
