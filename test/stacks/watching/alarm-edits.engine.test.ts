import assert from "node:assert/strict";
import { program } from "../../../stacks/program";
import { readStack } from "../../../tools/cli/project/project";
import type { Rehearsal } from "../../../tools/cli/rehearsal/rehearsal";
import { runScenario } from "../../../tools/cli/rehearsal/run-scenario";
import { awsTypes } from "../../../tools/cloud-simulator/aws/resource-types";
import { documentation } from "../../../tools/cloud-simulator/resources/resource-type";
import { text } from "../../../tools/cloud-simulator/state/property-values";
import { assertHolds, preview } from "../previewed-stack";
import { assertNothingServingReplaced, assertPassed, silent } from "../rehearsed-stack";
import { stackWithHttpApi, withConfig } from "./watched-stack";

const [alarmType, compositeType, topicType] = [
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    "aws:sns/topic:Topic",
];
const setting = (...keys: string[]) => ["gatehouse:alarms", ...keys];

describe("alarms of stacks on Lambda and with an HTTP API", function () {
    this.timeout(20 * 60_000);

    const example = readStack({ name: "lambda", file: "stacks/examples/Pulumi.lambda.yaml" });
    const alarms = { email: ["ops@gatehouse.dev"], thresholds: { quietMinutes: 10 }, dashboard: false, queries: false };
    const watched = withConfig(example, { ...example.config, "gatehouse:alarms": alarms });
    const play = (run: (rehearsal: Rehearsal) => Promise<void>, stack = watched) =>
        runScenario({
            scenario: { name: "alarms", statement: "Alarms change without an outage.", run },
            stack,
            program: async (folder) => program(folder),
            progress: silent,
        });
    const namesOf = ({ cloud }: Rehearsal) => cloud.store.ofType(alarmType).map(({ id }) => id);

    it("hold with every rule, and are of types whose replacement was read from the provider", async () => {
        const result = await preview(watched);
        assertHolds(result);
        const unread = result.resources.filter(({ type }) => awsTypes[type]?.source === documentation);
        assert.deepEqual(unread, []);
    });

    it("are updated in place by another threshold and another way to notify", async () => {
        const result = await play(async (rehearsal) => {
            await rehearsal.up("everything");
            const before = namesOf(rehearsal);
            await rehearsal.set(setting("thresholds", "latencyMilliseconds"), 500);
            await rehearsal.set(setting("notify"), "stack");
            const { replaced, operations } = await rehearsal.up("another threshold and one message");
            assert.deepEqual(replaced, []);
            assert.deepEqual(
                [...new Set(operations.map(({ type }) => type))].sort(),
                [compositeType, alarmType].sort(),
            );
            assert.deepEqual(namesOf(rehearsal), before);
            const [composite] = rehearsal.cloud.store.ofType(compositeType);
            const [topic] = rehearsal.cloud.store.ofType(topicType);
            assert.deepEqual(composite?.outputs.alarmActions, [topic?.id]);
        });
        assertNothingServingReplaced(result);
    });

    it("leave the rule of the composite alarm before they are deleted, which AWS demands", async () => {
        const calls: string[] = [];
        const result = await play(async (rehearsal) => {
            await rehearsal.up("everything");
            await rehearsal.set(setting("thresholds", "quietMinutes"), 0);
            await rehearsal.run("up", "without an alarm", {
                after: ({ verb, type }) => {
                    if (type === alarmType || type === compositeType) calls.push(`${verb} ${type.split(":").at(-1)}`);
                },
            });
            const names = namesOf(rehearsal);
            assert.ok(names.length > 0 && !names.some((name) => name.endsWith("/no-requests")), names.join());
            const [composite] = rehearsal.cloud.store.ofType(compositeType);
            assert.ok(!text(composite?.outputs.alarmRule).includes("no-requests"));
        });
        assertPassed(result);
        assert.equal(calls[0], "update CompositeAlarm");
        assert.deepEqual([...new Set(calls.slice(1))], ["delete MetricAlarm"]);
    });

    for (const [title, stack, setting] of [
        ["on Lambda", watched, alarms],
        ["with an HTTP API", stackWithHttpApi(), { ...alarms, thresholds: {} }],
    ] as const)
        it(`come and go with the setting in a stack ${title}, and nothing else changes`, async () => {
            const result = await play(async (rehearsal) => {
                await rehearsal.set(["gatehouse:alarms"], undefined);
                await rehearsal.up("without alarms");
                const before = rehearsal.cloud.store.all().map(({ urn, id }) => `${urn} ${id}`);
                await rehearsal.set(["gatehouse:alarms"], setting);
                const { operations } = await rehearsal.up("with alarms");
                assert.ok(
                    operations.every(({ op }) => op === "create"),
                    JSON.stringify(operations),
                );
                await rehearsal.set(["gatehouse:alarms"], undefined);
                await rehearsal.up("without alarms again");
                assert.deepEqual(
                    rehearsal.cloud.store.all().map(({ urn, id }) => `${urn} ${id}`),
                    before,
                );
            }, stack);
            assertNothingServingReplaced(result);
        });
});
