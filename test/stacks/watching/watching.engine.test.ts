import assert from "node:assert/strict";
import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime";
import { program } from "../../../stacks/program";
import { readStack } from "../../../tools/cli/project/project";
import type { Rehearsal } from "../../../tools/cli/rehearsal/rehearsal";
import { runScenario } from "../../../tools/cli/rehearsal/run-scenario";
import { awsTypes } from "../../../tools/cloud-simulator/aws/resource-types";
import { documentation } from "../../../tools/cloud-simulator/resources/resource-type";
import { assertHolds, preview, previewWithReport } from "../previewed-stack";
import { assertNothingServingReplaced, assertPassed, makeEdits, silent, type TitledEdit } from "../rehearsed-stack";

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

    it("calls and shows a stack with a distribution where its clients are, with preset strict", async () => {
        const edge = readStack({ name: "edge", file: "stacks/examples/Pulumi.edge.yaml" });
        const result = await preview({ ...edge, config: { ...edge.config, "gatehouse:alarms": alarms } });
        assertHolds(result);
        const saved = result.resources.filter(({ type }) => type === "aws:cloudwatch/queryDefinition:QueryDefinition");
        const names = saved.map(({ name }) => name).sort();
        assert.ok(names.includes("edge-5xx"), names.join());
    });

    it("warns of an API that the canary cannot call, and of a budget without tags", async () => {
        const { "aws:defaultTags": _, ...untagged } = stack.config;
        const warnings: string[] = [];
        await preview(
            { ...stack, config: untagged },
            () => {},
            ({ diagnosticEvent }) => {
                if (diagnosticEvent?.severity === "warning") warnings.push(diagnosticEvent.message);
            },
        );
        assert.match(
            warnings.join(),
            /gatehouse:alarms\.budget: got no aws:defaultTags, so the budget counts .* whole account/,
        );
    });

    it("is compared with the estimate of its costs in the report", async () => {
        const budget = { monthlyUsd: 1 };
        const config = { ...stack.config, "gatehouse:alarms": { ...alarms, budget } };
        const { report } = await previewWithReport({ ...stack, config });
        assert.deepEqual([report.cost.budget?.monthlyUsd, report.cost.budget?.isExceeded], [1, true]);
    });

    it("never shows the key of the canary in the plain state", async () => {
        const secrets: unknown[] = [];
        await play(async (rehearsal) => {
            await rehearsal.up("everything");
            const [key] = rehearsal.cloud.store
                .ofType("aws:apigateway/apiKey:ApiKey")
                .filter(({ inputs }) => String(inputs.name).endsWith("canary.synthetics"));
            const value = String(key?.outputs.value);
            assert.ok(value.length >= 20, value);
            const [canary] = rehearsal.cloud.store.ofType(canaryType);
            assert.ok(!JSON.stringify(canary?.inputs).includes(value));
            // The engine encrypts what is marked as a secret.
            const state = JSON.stringify(await rehearsal.stack.resources(), (_, part) =>
                part?.[specialSigKey] === specialSecretSig ? "[secret]" : part,
            );
            assert.ok(state.includes("[secret]"));
            secrets.push(state.includes(value));
        });
        assert.deepEqual(secrets, [false]);
    });

    it("comes up, takes edits without touching what serves, and is destroyed to nothing", async () => {
        const result = await play(async (rehearsal) => {
            await rehearsal.up("everything");
            await rehearsal.checkInventory();
            const path = (...keys: string[]) => ["gatehouse:alarms", ...keys];
            const edits: readonly TitledEdit[] = [
                ["another schedule", path("canary", "minutes"), 10],
                ["another budget", path("budget", "monthlyUsd"), 800],
                ["no dashboard", path("dashboard"), false],
                ["no queries", path("queries"), false],
                ["no canary", path("canary"), undefined],
                ["the canary again", path("canary"), {}],
                ["no alarms", ["gatehouse:alarms"], undefined],
            ];
            await makeEdits(rehearsal, edits);
        });
        assertPassed(result);
        assertNothingServingReplaced(result);
    });
});
