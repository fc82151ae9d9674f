import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { previewOffline } from "../../../../tools/cloud-simulator/engine/offline-run";

describe("A program with an unhandled error", function () {
    this.timeout(20 * 60_000);

    const programs: Readonly<Record<string, () => pulumi.Input<string>>> = {
        "a rejected promise as an input": () => pulumi.output(Promise.reject(new Error("planned"))),
        "an exception in `apply`": () =>
            pulumi.output("a").apply((): string => {
                throw new Error("planned");
            }),
        "a failing invoke": () => aws.ssm.getParameterOutput({ name: "planned" }).value,
    };

    for (const [name, makeInput] of Object.entries(programs)) {
        it(`ends with that error after ${name}, although outputs never resolve`, async () => {
            const program = async () => {
                const topic = new aws.sns.Topic("main", { name: makeInput() });
                // The SDK waits for these outputs.
                new aws.sns.Topic("dependent", { displayName: topic.id });
                return { id: topic.id };
            };
            const { succeeded, error } = await previewOffline({
                projectName: "shop",
                stackName: "dev",
                config: { "aws:region": "eu-west-1" },
                program,
                signal: AbortSignal.timeout(60_000),
            });
            assert.equal(succeeded, false);
            assert.match(error ?? "", /planned/);
            assert.doesNotMatch(error ?? "", /node_modules/);
        });
    }
});
