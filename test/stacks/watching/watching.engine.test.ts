import assert from "node:assert/strict";
import { program } from "../../../stacks/program";
import { readStack } from "../../../tools/cli/project/project";
import type { Rehearsal } from "../../../tools/cli/rehearsal/rehearsal";
import { runScenario } from "../../../tools/cli/rehearsal/run-scenario";
import { awsTypes } from "../../../tools/cloud-simulator/aws/resource-types";
import { documentation } from "../../../tools/cloud-simulator/resources/resource-type";
import { assertHolds, preview } from "../previewed-stack";
import { assertNothingServingReplaced, assertPassed, silent } from "../rehearsed-stack";

const canaryType = "aws:synthetics/canary:Canary";
const alarms = {
    email: ["ops@example.com"],
    canary: { minutes: 5, paths: {} },
    budget: { monthlyUsd: 500 },
};

describe("a stack that is watched", function () {
    this.timeout(20 * 60_000);

    const example = readStack({ name: "lambda", file: "stacks/examples/Pulumi.lambda.yaml" });
    const stack = {
        ...example,
        config: {
            ...example.config,
            "gatehouse:alarms": alarms,
            "aws:defaultTags": { tags: { project: "gatehouse", stack: "lambda" } },
        },
    };
    const play = (run: (rehearsal: Rehearsal) => Promise<void>) =>
        runScenario({
            scenario: { name: "watched", statement: "What watches a stack does not disturb it.", run },
            stack,
            program: async (folder) => program(folder),
            progress: silent,
        });

    it("holds at the first preview, with preset strict: the canary has a key and a plan", async () => {
        const result = await preview(stack);
        assertHolds(result);
        const unread = result.resources.filter(({ type }) => awsTypes[type]?.source === documentation);
        assert.deepEqual(unread, []);
        const names = (type: string) => result.resources.filter((each) => each.type === type).map(({ name }) => name);
        assert.deepEqual(names(canaryType), ["gatehouse-lambda"]);
        assert.ok(names("aws:apigateway/apiKey:ApiKey").includes("canary.synthetics"));
        assert.deepEqual(names("aws:budgets/budget:Budget"), ["gatehouse-lambda"]);
        assert.deepEqual(names("aws:cloudwatch/dashboard:Dashboard"), ["gatehouse-lambda"]);
        assert.deepEqual(names("aws:cloudwatch/queryDefinition:QueryDefinition").sort(), [
            "cache-misses",
            "errors",
            "rejected-calls",
            "slowest-calls",
            "throttled-clients",
            "top-clients",
        ]);
    });

    it("comes up, takes edits without touching what serves, and is destroyed to nothing", async () => {
        const result = await play(async (rehearsal) => {
            await rehearsal.up("everything");
            await rehearsal.checkInventory();
            const path = (...keys: string[]) => ["gatehouse:alarms", ...keys];
            const edits: readonly [title: string, key: string[], value: unknown][] = [
                ["another schedule", path("canary", "minutes"), 10],
                ["another budget", path("budget", "monthlyUsd"), 800],
                ["no dashboard", path("dashboard"), false],
                ["no queries", path("queries"), false],
                ["no canary", path("canary"), undefined],
                ["the canary again", path("canary"), {}],
                ["no alarms", ["gatehouse:alarms"], undefined],
            ];
            for (const [title, key, value] of edits) {
                await rehearsal.set(key, value);
                const { operations } = await rehearsal.up(title);
                rehearsal.expect(operations.length > 0, `"${title}" changed nothing`);
                await rehearsal.checkInventory();
            }
        });
        assertPassed(result);
        assertNothingServingReplaced(result);
    });
});
