import assert from "node:assert/strict";
import { alarmTable } from "../../../infra/watching/planned-alarms";
import { type AlarmInputs, alarmForm, periodOf } from "../../infra/watching/evaluator/alarm";
import { type AlarmState, evaluate, evaluateRule } from "../../infra/watching/evaluator/evaluate";
import { GatewayTraffic, type LogFilter } from "../../infra/watching/evaluator/gateway-traffic";
import { Metrics } from "../../infra/watching/evaluator/metrics";
import { type Failure, failures } from "./alarm-failures";
import { bringUpWatched, stackWithEverything, type WatchedStack } from "./watched-stack";

const keyOf = ({ name }: AlarmInputs) => name.slice(name.lastIndexOf("/") + 1);
const definitions = Object.values(alarmTable).flat();

describe("every alarm of a stack with everything", function () {
    this.timeout(20 * 60_000);

    let stack: WatchedStack;
    let alarms: readonly AlarmInputs[];
    let filters: readonly LogFilter[];

    before(async () => {
        stack = await bringUpWatched(stackWithEverything());
        alarms = stack.inputs("aws:cloudwatch/metricAlarm:MetricAlarm").map((inputs) => alarmForm.parse(inputs));
        filters = stack.inputs("aws:cloudwatch/logMetricFilter:LogMetricFilter").map((inputs) => {
            const { name = "", namespace = "", value = "" } = inputs.metricTransformation as Record<string, string>;
            const metric = { name, namespace, value: Number(value) };
            return { logGroupName: String(inputs.logGroupName), pattern: String(inputs.pattern), metric };
        });
    });

    it("has a failure here", () => {
        assert.deepEqual(Object.keys(failures).sort(), definitions.map(({ key }) => key).sort());
        assert.deepEqual([...new Set(alarms.map(keyOf))].sort(), Object.keys(failures).sort());
    });

    for (const { key, periods, badPeriods } of definitions)
        it(`${key} begins with its failure, and ends with it`, async () => {
            const own = alarms.filter((alarm) => keyOf(alarm) === key);
            const failure = failures[key];
            assert.ok(own.length > 0 && failure);
            // Not less than the table says.
            if (typeof periods === "number") {
                assert.deepEqual([...new Set(own.map((alarm) => alarm.evaluationPeriods))], [periods]);
                assert.deepEqual([...new Set(own.map((alarm) => alarm.datapointsToAlarm))], [badPeriods ?? periods]);
            }
            const timeline = await played(own, failure, { stack, filters });
            for (const alarm of own) {
                const { begin, end } = timeline;
                const states = timeline.states.get(alarm.name) ?? [];
                const minutesOf = (count: number) => Math.ceil((count * periodOf(alarm)) / 60);
                // Data points that are older than the periods of the alarm take the place of missing ones for a while.
                const missed = alarm.treatMissingData === "breaching" ? 2 : 0;
                const first = states.indexOf("ALARM");
                assert.equal(
                    states.slice(0, begin).filter((state) => state === "ALARM").length,
                    0,
                    "while it is quiet",
                );
                assert.ok(
                    first >= begin && first <= begin + minutesOf(alarm.datapointsToAlarm + missed),
                    `${alarm.name}: begins ${first - begin} minutes after the failure`,
                );
                const last = states.lastIndexOf("ALARM");
                assert.ok(
                    last < end + minutesOf(alarm.evaluationPeriods + 2),
                    `${alarm.name}: ends ${last - end} minutes after the failure`,
                );
            }
        });

    it("does not begin with one bad minute where it needs more", async () => {
        for (const { key, periods, badPeriods = periods } of definitions) {
            const failure = failures[key];
            if (failure === undefined || badPeriods === 1 || typeof badPeriods !== "number" || key === "cache-hits")
                continue;
            const own = alarms.filter((alarm) => keyOf(alarm) === key);
            const { states } = await played(own, failure, { stack, filters }, 1);
            for (const [name, each] of states) assert.ok(!each.includes("ALARM"), name);
        }
    });

    it("has endpoints whose URLs are secrets in the state", () => {
        const [addresses, urls] = [true, false].map((isPlain) =>
            stack.endpoints.filter((endpoint) => (typeof endpoint === "string") === isPlain),
        );
        // One of each in both regions.
        assert.deepEqual(addresses, ["ops@gatehouse.dev", "ops@gatehouse.dev"]);
        assert.equal(urls?.length, 2);
    });

    it("turns the composite alarm of its region on", () => {
        const composites = stack.inputs("aws:cloudwatch/compositeAlarm:CompositeAlarm");
        const ruleOf = (region: string | undefined) =>
            composites
                .filter((each) => (each.region ?? undefined) === region)
                .map(({ alarmRule }) => String(alarmRule));
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
    });
});

interface Timeline {
    /** Minute in which the failure begins, and the one in which it is over. */
    readonly begin: number;
    readonly end: number;
    /** The state after each minute, by the name of the alarm. */
    readonly states: ReadonlyMap<string, readonly AlarmState[]>;
}

/** Lets a quiet time, a failure and another quiet time pass, and evaluates alarms each minute, as CloudWatch does. */
async function played(
    alarms: readonly AlarmInputs[],
    failure: Failure,
    { stack, filters }: { readonly stack: WatchedStack; readonly filters: readonly LogFilter[] },
    failingMinutes?: number,
): Promise<Timeline> {
    const metrics = new Metrics();
    const traffic = new GatewayTraffic(stack.api, filters, metrics);
    const longest = Math.max(...alarms.map((alarm) => (alarm.evaluationPeriods * periodOf(alarm)) / 60));
    const begin = 20 + 3 * longest;
    const end = begin + (failingMinutes ?? longest + 2);
    const states = new Map<string, AlarmState[]>(alarms.map(({ name }) => [name, []]));
    for (let minute = 0; minute < end + 2 * longest + 15; minute++) {
        await failure({ stack, metrics, traffic }, minute * 60, minute >= begin && minute < end);
        // The first minutes have no past.
        for (const alarm of alarms)
            states.get(alarm.name)?.push(minute < 2 * longest ? "OK" : evaluate(alarm, metrics, (minute + 1) * 60));
    }
    return { begin, end, states };
}
