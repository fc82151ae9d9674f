import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { program } from "../../stacks/program";
import { readStack } from "../../tools/cli/project/project";
import type { Rehearsal } from "../../tools/cli/rehearsal/rehearsal";
import { runScenario } from "../../tools/cli/rehearsal/run-scenario";
import { assertPassed, silent } from "./rehearsed-stack";

const image = (tag: string) => `registry.internal/authors:${tag}`;

describe("a rollout of tasks on Fargate", function () {
    this.timeout(20 * 60_000);

    it("that fails leaves the former tasks, and `up` fails until the image is correct", async () => {
        const rolledBack = /ECS Service \(arn:\S+\) update: Service deployment rolled back because the circuit breaker/;
        const served: unknown[] = [];
        const result = await play(async (rehearsal) => {
            const run = (tag: string) => rehearsal.set(["gatehouse:apis", "authors", "image"], image(tag));
            const note = () => served.push(definitionOf(rehearsal));
            await rehearsal.set(["gatehouse:apis", "authors", "build"], undefined);
            await run("1");
            await rehearsal.up("everything");
            note();
            rehearsal.cloud.brokenImages.add(image("2"));
            await run("2");
            await rehearsal.expectRejection("up", "an image that never serves", rolledBack);
            // The provider sends nothing, and reads the former revision.
            const words = /ECS service "authors-\w+": got tasks of \S+, want \S+, whose tasks did not become healthy/;
            await rehearsal.expectRejection("up", "the same once more", words);
            await rehearsal.expectRejection("up", "the same for the third time", rolledBack);
            note();
            await run("3");
            await rehearsal.up("a working image");
            note();
        });
        assertPassed(result);
        assert.deepEqual(
            result.steps.flatMap(({ outages }) => outages),
            [],
        );
        assert.equal(served[0], served[1]);
        assert.notEqual(served[1], served[2]);
    });

    it("fails with the error of AWS where the first tasks never serve", async () => {
        const { problems, steps } = await play(async (rehearsal) => {
            rehearsal.cloud.missingPaths.add("/api/authors/health");
            const words = /create: No rollback candidate was found to run the rollback\. \(\/api\/authors\/health does/;
            await rehearsal.expectRejection("up", "everything", words);
            rehearsal.cloud.missingPaths.clear();
        });
        assert.deepEqual(problems, []);
        assert.ok(!steps[0]?.operations.some(({ type }) => type === "aws:apigateway/stage:Stage"));
    });

    it("to another port would cut off the former tasks if their rules were changed in place", async () => {
        const changesInPlace = () =>
            pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
                /SecurityGroup(In|E)gressRule$/.test(type)
                    ? { props, opts: { ...opts, replaceOnChanges: [] } }
                    : undefined,
            );
        const { problems } = await play(async (rehearsal) => {
            await rehearsal.up("everything");
            await rehearsal.set(["gatehouse:apis", "authors", "port"], 9090);
            await rehearsal.up("another port");
        }, changesInPlace);
        const words = (reason: string) =>
            `"another port": stage "Test": "authorsBackend" had no healthy target: ${reason}`;
        assert.ok(
            problems.includes(words("no rule lets the load balancer connect to port 8080")) ||
                problems.includes(words("no rule admits the load balancer at port 8080")),
            problems.join("\n"),
        );
    });

    function definitionOf({ cloud }: Rehearsal) {
        const services = cloud.store.ofType("aws:ecs/service:Service");
        return services.find(({ urn }) => urn.endsWith("::authors"))?.outputs.taskDefinition;
    }

    function play(run: (rehearsal: Rehearsal) => Promise<void>, prepare = () => {}) {
        return runScenario({
            scenario: { name: "fargate", statement: "Tasks are replaced without an outage.", run },
            stack: readStack({ name: "fargate", file: "stacks/examples/Pulumi.fargate.yaml" }),
            program: async (folder) => {
                prepare();
                return program(folder);
            },
            progress: silent,
        });
    }
});
