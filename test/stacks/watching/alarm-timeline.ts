import assert from "node:assert/strict";
import { type AlarmInputs, periodOf } from "../../infra/watching/evaluator/alarm";
import { type AlarmState, evaluate } from "../../infra/watching/evaluator/evaluate";
import { GatewayTraffic, type LogFilter } from "../../infra/watching/evaluator/gateway-traffic";
import { Metrics } from "../../infra/watching/evaluator/metrics";
import type { Failure } from "./alarm-failures";
import type { WatchedStack } from "./watched-stack";

/** A stack, and the metric filters of its logs. */
export interface Watched {
    readonly stack: WatchedStack;
    readonly filters: readonly LogFilter[];
}

/** The metric filters among the inputs of resources. */
export function filtersOf(inputs: readonly Readonly<Record<string, unknown>>[]): LogFilter[] {
    return inputs.map(({ logGroupName, pattern, metricTransformation }) => {
        const { name = "", namespace = "", value = "" } = metricTransformation as Record<string, string>;
        const metric = { name, namespace, value: Number(value) };
        return { logGroupName: String(logGroupName), pattern: String(pattern), metric };
    });
}

/** Asserts that alarms begin in time with a failure, end in time after it, and are not on before. */
export async function assertBeginsAndEnds(
    alarms: readonly AlarmInputs[],
    failure: Failure,
    watched: Watched,
): Promise<void> {
    const timeline = await played(alarms, failure, watched);
    for (const alarm of alarms) {
        const { begin, end } = timeline;
        const states = timeline.states.get(alarm.name) ?? [];
        const minutesOf = (count: number) => Math.ceil((count * periodOf(alarm)) / 60);
        // Data points that are older than the periods of the alarm take the place of missing ones for a while.
        const missed = alarm.treatMissingData === "breaching" ? 2 : 0;
        const first = states.indexOf("ALARM");
        assert.equal(states.slice(0, begin).filter((state) => state === "ALARM").length, 0, "while it is quiet");
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
}

interface Timeline {
    /** Minute in which the failure begins, and the one in which it is over. */
    readonly begin: number;
    readonly end: number;
    /** The state after each minute, by the name of the alarm. */
    readonly states: ReadonlyMap<string, readonly AlarmState[]>;
}

/** Lets a quiet time, a failure and another quiet time pass, and evaluates alarms each minute, as CloudWatch does. */
export async function played(
    alarms: readonly AlarmInputs[],
    failure: Failure,
    { stack, filters }: Watched,
    failingMinutes?: number,
): Promise<Timeline> {
    const metrics = new Metrics();
    const traffic = stack.api && new GatewayTraffic(stack.api, filters, metrics);
    const longest = Math.max(...alarms.map((alarm) => (alarm.evaluationPeriods * periodOf(alarm)) / 60));
    const begin = 20 + 3 * longest;
    const end = begin + (failingMinutes ?? longest + 2);
    const states = new Map<string, AlarmState[]>(alarms.map(({ name }) => [name, []]));
    for (let minute = 0; minute < end + 2 * longest + 15; minute++) {
        await failure({ stack, metrics, filters, traffic }, minute * 60, minute >= begin && minute < end);
        // The first minutes have no past.
        for (const alarm of alarms)
            states.get(alarm.name)?.push(minute < 2 * longest ? "OK" : evaluate(alarm, metrics, (minute + 1) * 60));
    }
    return { begin, end, states };
}
