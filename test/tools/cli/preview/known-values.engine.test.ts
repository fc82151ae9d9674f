import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program } from "../../../../stacks/program";
import { projectName, readStack } from "../../../../tools/cli/project/project";
import { previewOffline } from "../../../../tools/cloud-simulator/engine/offline-run";

/**
 * Values that are unknown at every first preview: ids of sibling resources, for which the rules follow the engine's
 * dependencies, and images that are not built yet, which R1 checks only if they are known.
 */
const unknowable = [
    /^kubernetes:apps\/v1:Deployment spec\.template\.spec\.containers\.\d+\.image$/,
    /^aws:apigateway\/(stage:Stage|deployment:Deployment|methodSettings:MethodSettings) restApi$/,
    /^aws:apigateway\/stage:Stage deployment$/,
    /^aws:vpc\/securityGroupIngressRule:SecurityGroupIngressRule securityGroupId$/,
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
                assert.ok(existsSync(file), "no rule read an unknown value, so the probe does not work");
                const readings = [...new Set(readFileSync(file, "utf8").trim().split("\n"))];
                const unknown = readings.filter((reading) => !unknowable.some((pattern) => pattern.test(reading)));
                assert.deepEqual(unknown, []);
            } finally {
                rmSync(folder, { recursive: true });
            }
        });
    }
});
