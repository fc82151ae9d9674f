import assert from "node:assert/strict";
import { program } from "../../stacks/program";
import { readStack, type Stack } from "../../tools/cli/project/project";
import type { Rehearsal } from "../../tools/cli/rehearsal/rehearsal";
import { runScenario } from "../../tools/cli/rehearsal/run-scenario";
import { withSetting } from "../../tools/cli/rehearsal/settings-edit";
import { awsTypes } from "../../tools/cloud-simulator/aws/resource-types";
import { documentation } from "../../tools/cloud-simulator/resources/resource-type";
import { deployedApi } from "../../tools/gateway-emulator/state/read-deployed-api";
import { assertHolds, labelledEdges, previewWithReport } from "./previewed-stack";
import { assertPassed, silent } from "./rehearsed-stack";

const restApi = "aws:apigateway/restApi:RestApi";
const endpoint = ["gatehouse:gateway", "endpoint"];

describe("a stack with another endpoint", function () {
    this.timeout(20 * 60_000);

    const example = readStack({ name: "fargate", file: "stacks/examples/Pulumi.fargate.yaml" });
    const changed = (...edits: readonly (readonly [path: readonly string[], value: unknown])[]): Stack => ({
        ...example,
        config: edits.reduce((config, [path, value]) => withSetting(config, path, value), example.config),
    });
    const isPrivate = changed([endpoint, { type: "private" }]);
    const play = (stack: Stack, run: (rehearsal: Rehearsal) => Promise<void>) =>
        runScenario({
            scenario: { name: "endpoint", statement: "The endpoint of the REST API changes in place.", run },
            stack,
            program: async (folder) => program(folder),
            progress: silent,
        });

    it("holds at the first preview with a private one, and shows it in the report", async () => {
        const { result, report } = await previewWithReport(isPrivate);
        assertHolds(result);
        // For these, the simulated cloud replaces what the provider would replace.
        const unread = result.resources.filter(({ type }) => awsTypes[type]?.source === documentation);
        assert.deepEqual(unread, []);
        assert.deepEqual(
            result.resources
                .filter(({ name }) => name.includes("execute-api"))
                .map(({ name }) => name)
                .sort(),
            [
                "gatehouse-fargate-execute-api",
                "gatehouse-fargate-execute-api",
                "gatehouse-fargate-execute-api-10.30.0.0/16",
            ],
        );
        const labels = labelledEdges(report).flat();
        assert.ok(labels.includes("REST API, gatehouse-fargate, private: called from VPC endpoints only"));
        assert.doesNotMatch(report.cost.notEstimated.join(), /aws:/);
    });

    it("holds at the first preview with an edge-optimized one, compression and limits of operations", async () => {
        const limits = { requestsPerSecond: 5, burst: 2 };
        const edge = changed(
            [endpoint, { type: "edge", securityPolicy: "SecurityPolicy_TLS13_2025_EDGE" }],
            [["gatehouse:gateway", "compressionMinimumBytes"], 1024],
            [["gatehouse:stages", "Test", "throttles"], { "authors GET /{id}": limits }],
            [["gatehouse:plans", "standard", "throttles"], { "authors GET /{id}": limits }],
            [["gatehouse:plans", "standard", "apis"], ["authors"]],
        );
        const { result, report } = await previewWithReport(edge);
        assertHolds(result);
        assert.ok(labelledEdges(report).flat().includes("REST API, gatehouse-fargate, edge-optimized"));
    });

    it("is created, serves, changes between all types in place that AWS lets, and is deleted", async () => {
        const result = await play(isPrivate, async (rehearsal) => {
            await rehearsal.up("private");
            const resources = await rehearsal.stack.resources();
            assert.ok(deployedApi(resources).isPrivate);
            assert.deepEqual((await rehearsal.up("nothing")).operations, []);
            await rehearsal.set([...endpoint, "type"], "edge");
            await rehearsal.expectRejection(
                "up",
                "private to edge",
                /a private API cannot become an edge-optimized one/,
            );
            await rehearsal.set([...endpoint, "type"], "regional");
            await rehearsal.expectRejection("up", "private to regional", /admits VPC endpoints only.* another policy/s);
        });
        assertPassed(result);
        const back = await play(example, async (rehearsal) => {
            await rehearsal.up("regional");
            for (const type of ["edge", "regional", "private"]) {
                await rehearsal.set(endpoint, { type });
                const { replaced } = await rehearsal.up(type);
                assert.deepEqual(
                    replaced.filter((each) => each.type === restApi),
                    [],
                );
            }
        });
        assertPassed(back);
    });
});
