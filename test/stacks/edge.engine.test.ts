import assert from "node:assert/strict";
import { program } from "../../stacks/program";
import { readStack } from "../../tools/cli/project/project";
import type { Rehearsal } from "../../tools/cli/rehearsal/rehearsal";
import { runScenario } from "../../tools/cli/rehearsal/run-scenario";
import { awsTypes } from "../../tools/cloud-simulator/aws/resource-types";
import { documentation } from "../../tools/cloud-simulator/resources/resource-type";
import type { StateResource } from "../../tools/cloud-simulator/state/state-resource";
import { assertHolds, preview } from "./previewed-stack";
import { assertNothingServingReplaced, assertPassed, dependenciesOf, silent } from "./rehearsed-stack";

const distributionType = "aws:cloudfront/distribution:Distribution";
const passwordType = "random:index/randomPassword:RandomPassword";
const aclType = "aws:wafv2/webAcl:WebAcl";
const path = (...keys: string[]) => ["gatehouse:edge", ...keys];

describe("the example stack with an edge", function () {
    this.timeout(20 * 60_000);

    const example = readStack({ name: "edge", file: "stacks/examples/Pulumi.edge.yaml" });
    const play = (run: (rehearsal: Rehearsal) => Promise<void>, stack = example) =>
        runScenario({
            scenario: { name: "edge", statement: "The edge changes without an outage.", run },
            stack,
            program: async (folder) => program(folder),
            progress: silent,
        });

    it("holds at the first preview, with preset strict", async () => {
        const result = await preview(example);
        assertHolds(result);
        // For these, the simulated cloud replaces what the provider would replace.
        const unread = result.resources.filter(({ type }) => awsTypes[type]?.source === documentation);
        assert.deepEqual(unread, []);
        const names = (type: string) => result.resources.filter((each) => each.type === type).map(({ name }) => name);
        assert.deepEqual(names(distributionType), ["gatehouse-edge"]);
        assert.deepEqual(names("aws:route53/record:Record").sort(), [
            "www.example.com-A",
            "www.example.com-AAAA",
            "www.example.com-validation",
        ]);
        assert.deepEqual(names(aclType).sort(), ["gatehouse-edge-edge", "gatehouse-edge-stages"]);
    });

    it("comes up, takes everyday edits without an outage, and is destroyed to nothing", async () => {
        const result = await play(async (rehearsal) => {
            await rehearsal.up("everything");
            await rehearsal.checkInventory();
            const edits: readonly [title: string, key: string[], value: unknown][] = [
                ["another secret", path("originSecretVersion"), 2],
                ["another path", path("basePaths"), { Live: "api/v1" }],
                ["paths swapped", path("basePaths"), { Live: "api/test", Test: "api" }],
                ["a cache by key", path("cacheSeconds"), 60],
                ["no cache", path("cacheSeconds"), undefined],
                ["a further name", path("aliases"), ["shop.gatehouse.dev"]],
                ["countries", path("countries"), { allow: ["DE", "FR"] }],
                ["headers", path("securityHeaders"), { frames: "SAMEORIGIN", hstsDays: 0 }],
                ["no log", path("accessLog"), false],
                ["a new stage", ["gatehouse:stages", "Next"], {}],
                ["a stage less", ["gatehouse:stages", "Next"], undefined],
                ["no site", ["gatehouse:site"], undefined],
                ["no lock", path("lock"), "off"],
                ["no firewall", ["gatehouse:firewall"], undefined],
                ["the lock alone", path("lock"), undefined],
            ];
            for (const [title, key, value] of edits) {
                await rehearsal.set(key, value);
                const { operations } = await rehearsal.up(title);
                rehearsal.expect(operations.length > 0, `"${title}" changed nothing`);
                await rehearsal.checkInventory();
            }
        });
        assertNothingServingReplaced(result);
    });
});
