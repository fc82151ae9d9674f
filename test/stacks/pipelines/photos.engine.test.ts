import assert from "node:assert/strict";
import { program } from "../../../stacks/program";
import { readStack } from "../../../tools/cli/project/project";
import { runScenario } from "../../../tools/cli/rehearsal/run-scenario";
import { lifecycle } from "../../../tools/cli/rehearsal/scenarios/lifecycle";
import { awsTypes } from "../../../tools/cloud-simulator/aws/resource-types";
import { documentation } from "../../../tools/cloud-simulator/resources/resource-type";
import { assertHolds, preview } from "../previewed-stack";
import { assertPassed, silent } from "../rehearsed-stack";

describe("the example stack with a photo pipeline", function () {
    this.timeout(20 * 60_000);

    const stack = readStack({ name: "photos", file: "stacks/examples/Pulumi.photos.yaml" });

    it("holds in strict at the first preview, where the policies of bucket, queue and topic can be read", async () => {
        const policies = new Map<string, unknown>();
        const result = await preview(
            stack,
            () => {},
            ({ resourcePreEvent }) => {
                const { type = "", urn = "", new: created } = resourcePreEvent?.metadata ?? {};
                // The policy of the site's bucket names the distribution, whose ARN is not known at a first preview.
                if (!urn.includes(":PhotoPipeline$")) return;
                if (/^aws:(s3\/bucketPolicy|sqs\/queuePolicy|sns\/topicPolicy|sfn\/stateMachine):/.test(type))
                    policies.set(type, created?.inputs.policy ?? created?.inputs.definition);
            },
        );
        assertHolds(result);
        assert.deepEqual(
            result.rules.flatMap(({ undecided }) => undecided),
            [],
        );
        assert.equal(policies.size, 4);
        for (const [type, text] of policies) assert.ok(JSON.parse(String(text)), type);
        const types = result.resources.map(({ type }) => type).filter((type) => type.startsWith("aws:"));
        const unread = types.filter((type) => (awsTypes[type]?.source ?? documentation) === documentation);
        assert.deepEqual(unread, [], "properties that replace were not read from the provider");
    });

    it("is created, changed by nothing, and destroyed to nothing, its bucket with objects too", async () => {
        const { signal } = new AbortController();
        const result = await runScenario({
            scenario: lifecycle,
            stack,
            program: async (folder) => program(folder),
            exhaustive: false,
            progress: silent,
            signal,
        });
        assertPassed(result);
    });
});
