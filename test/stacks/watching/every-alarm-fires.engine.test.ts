import assert from "node:assert/strict";
import { alarmTable } from "../../../infra/watching/planned-alarms";
import type { Stack } from "../../../tools/cli/project/project";
import { type AlarmInputs, alarmForm } from "../../infra/watching/evaluator/alarm";
import { evaluateRule } from "../../infra/watching/evaluator/evaluate";
import { failures as otherFailures } from "./alarm-failures";
import { assertBeginsAndEnds, filtersOf, played, type Watched } from "./alarm-timeline";
import { httpApiFailures } from "./http-api-failures";
import { loadBalancerFailures } from "./load-balancer-failures";
import { bringUpWatched, stackWithEverything, stackWithHttpApi, type WatchedStack } from "./watched-stack";

const keyOf = ({ name }: AlarmInputs) => name.slice(name.lastIndexOf("/") + 1);
const failures = { ...otherFailures, ...httpApiFailures, ...loadBalancerFailures };
const definitions = Object.values(alarmTable).flat();

/** A stack, the metric filters of its logs, and its alarms. */
interface World extends Watched {
    readonly alarms: readonly AlarmInputs[];
}

async function up(stack: Stack): Promise<World> {
    const watched = await bringUpWatched(stack);
    return {
        stack: watched,
        filters: filtersOf(watched.inputs("aws:cloudwatch/logMetricFilter:LogMetricFilter")),
        alarms: watched.inputs("aws:cloudwatch/metricAlarm:MetricAlarm").map((inputs) => alarmForm.parse(inputs)),
    };
}

describe("every alarm of a stack with everything, and of one with an HTTP API", function () {
    this.timeout(20 * 60_000);

    let worlds: readonly World[];

    before(async () => {
        worlds = [await up(stackWithEverything()), await up(stackWithHttpApi())];
    });

    /** The alarms with a key, by the stack that has them. */
    const withKey = (key: string) =>
        worlds
            .map((world) => ({ ...world, own: world.alarms.filter((alarm) => keyOf(alarm) === key) }))
            .filter(({ own }) => own.length > 0);

    it("has a failure here", () => {
        assert.deepEqual(Object.keys(failures).sort(), definitions.map(({ key }) => key).sort());
        const made = worlds.flatMap(({ alarms }) => alarms.map(keyOf));
        assert.deepEqual([...new Set(made)].sort(), Object.keys(failures).sort());
    });

    for (const { key, periods, badPeriods } of definitions)
        it(`${key} begins with its failure, and ends with it`, async () => {
            const failure = failures[key];
            const found = withKey(key);
            assert.ok(found.length > 0 && failure);
            for (const { own, ...watched } of found) {
                // Not less than the table says.
                if (typeof periods === "number") {
                    assert.deepEqual([...new Set(own.map((alarm) => alarm.evaluationPeriods))], [periods]);
                    assert.deepEqual(
                        [...new Set(own.map((alarm) => alarm.datapointsToAlarm))],
                        [badPeriods ?? periods],
                    );
                }
                await assertBeginsAndEnds(own, failure, watched);
            }
        });

    it("does not begin with one bad minute where it needs more", async () => {
        for (const { key, periods, badPeriods = periods } of definitions) {
            const failure = failures[key];
            if (failure === undefined || badPeriods === 1 || typeof badPeriods !== "number" || key === "cache-hits")
                continue;
            for (const { own, ...watched } of withKey(key)) {
                const { states } = await played(own, failure, watched, 1);
                for (const [name, each] of states) assert.ok(!each.includes("ALARM"), name);
            }
        }
    });

    it("has endpoints whose URLs are secrets in the state", () => {
        const [addresses, urls] = [true, false].map((isPlain) =>
            (worlds[0]?.stack.endpoints ?? []).filter((endpoint) => (typeof endpoint === "string") === isPlain),
        );
        // One of each in both regions.
        assert.deepEqual(addresses, ["ops@gatehouse.dev", "ops@gatehouse.dev"]);
        assert.equal(urls?.length, 2);
    });

    it("turns the composite alarm of its region on", () => {
        for (const { stack } of worlds) assertComposites(stack);
    });
});

function assertComposites(stack: WatchedStack): void {
    const composites = stack.inputs("aws:cloudwatch/compositeAlarm:CompositeAlarm");
    const ruleOf = (region: string | undefined) =>
        composites.filter((each) => (each.region ?? undefined) === region).map(({ alarmRule }) => String(alarmRule));
    const regions = new Map(
        stack
            .inputs("aws:cloudwatch/metricAlarm:MetricAlarm")
            .map(({ name, region }) => [String(name), region === undefined ? undefined : String(region)]),
    );
    for (const [name, region] of regions) {
        const rules = ruleOf(region);
        assert.ok(rules.length > 0, String(region));
        const on = rules.filter((rule) => evaluateRule(rule, (one) => one === name) === "ALARM");
        assert.equal(on.length, 1, name);
    }
    for (const { alarmRule } of composites)
        assert.equal(
            evaluateRule(String(alarmRule), () => false),
            "OK",
        );
}
