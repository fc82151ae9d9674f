import { alarmTable } from "../../../infra/watching/planned-alarms";
import { type AlarmSettings, alarms } from "../../../stacks/settings/alarms/schema";

/** An alarm of the table, whatever it watches. */
type Definition = (typeof alarmTable)[keyof typeof alarmTable][number];

/** The alarms as a Markdown table: what each watches and when it begins, with the defaults of the settings. */
export function alarmsTable(): string {
    const { thresholds } = alarms.parse({});
    const rows = Object.values(alarmTable)
        .flat()
        .map((alarm) => {
            const { key, watches } = alarm;
            return `| [\`${key}\`](#${key}) | ${watches} | ${limitOf(alarm, thresholds)} | ${timeOf(alarm)} |`;
        });
    return ["| alarm | watches | begins | in |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function limitOf({ bad, setting, threshold }: Definition, thresholds: AlarmSettings["thresholds"]): string {
    if (setting === undefined) return `${bad} ${String(threshold)}`;
    const value = thresholds[setting];
    const isOff = setting === "quietMinutes" || setting === "cacheHitShare";
    return `${setting === "quietMinutes" ? "without any" : bad}: \`${setting}\`, ${isOff && value === 0 ? "off" : value} by default`;
}

function timeOf({ periods, badPeriods, periodSeconds }: Definition): string {
    if (typeof periods !== "number") return "each of so many minutes";
    const share = `${badPeriods ?? periods} of ${periods}`;
    if (typeof periodSeconds !== "number") return `${share} × \`canary.minutes\``;
    const days = periodSeconds / 86_400;
    return `${share} × ${days >= 1 ? `${days} day` : `${periodSeconds / 60} min`}`;
}
