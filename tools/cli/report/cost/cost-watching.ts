import type { EngineRun } from "../facts/engine-run";
import { textAt } from "../facts/inputs";
import { hoursPerMonth } from "./amount";
import { type ByType, type Estimated, priced } from "./cost-line";
import type { PriceTable } from "./price-schema";

/** Costs of alarms, dashboards, metrics that are counted in logs, and runs of canaries, by the month. */
export function watchingCosts(run: EngineRun, of: ByType, { fixed: at }: PriceTable): Estimated[] {
    const count = (type: string) => of(type).length;
    const canaries = of("aws:synthetics/canary:Canary").map(({ urn, name }) => ({
        name,
        schedule: textAt(run.inputs.get(urn), ["schedule", "expression"]) ?? "",
    }));
    return [
        ...priced("alarm", count("aws:cloudwatch/metricAlarm:MetricAlarm"), at.alarmMonth),
        ...priced("composite alarm", count("aws:cloudwatch/compositeAlarm:CompositeAlarm"), at.compositeAlarmMonth),
        ...priced("dashboard", count("aws:cloudwatch/dashboard:Dashboard"), at.dashboardMonth),
        ...priced("metric counted in logs", count("aws:cloudwatch/logMetricFilter:LogMetricFilter"), at.metricMonth),
        ...canaries.flatMap(({ name, schedule }): Estimated[] => {
            const runs = runsPerMonth(schedule);
            if (runs === undefined) return [{ missing: `the runs of canary ${name}, whose schedule is "${schedule}"` }];
            return priced(`run of canary ${name}`, runs, at.canaryRun);
        }),
    ];
}

const hoursOf = { minute: 1 / 60, hour: 1 } as const;

/**
 * How often a schedule such as `rate(5 minutes)` runs in a month; undefined if that is not known.
 *
 * docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_CanaryScheduleInput.html; `rate(0 minute)` runs once.
 */
function runsPerMonth(schedule: string): number | undefined {
    const [, value, unit] = /^rate\((\d+) (minute|hour)s?\)$/.exec(schedule) ?? [];
    if (value === undefined || unit === undefined) return undefined;
    const hours = Number(value) * hoursOf[unit as keyof typeof hoursOf];
    return hours === 0 ? undefined : Math.round(hoursPerMonth / hours);
}
