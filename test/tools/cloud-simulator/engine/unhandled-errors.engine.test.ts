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

    it("reports it, although an earlier program of this process logged after its end", async () => {
        let end: () => void = () => {};
        const ended = new Promise<void>((resolve) => {
            end = resolve;
        });
        const run = (program: pulumi.automation.PulumiFn) =>
            previewOffline({ projectName: "shop", stackName: "dev", config: { "aws:region": "eu-west-1" }, program });
        let late: Promise<void> | undefined;
        const earlier = await run(async () => {
            late = ended.then(() => pulumi.log.error("too late"));
        });
        assert.equal(earlier.succeeded, true);
        end();
        await late;
        const { error } = await run(async () => {
            pulumi.output("a").apply(() => {
                throw new Error("planned");
            });
        });
        assert.match(error ?? "", /error: Unhandled exception: Error: planned/);
    });
});
