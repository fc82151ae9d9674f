import { settingProblem } from "../problems";
import type { Settings } from "../schema";

/** Checks the settings of alarms against the others; the caller leaves out sections that are not valid by themselves. */
export function checkAlarms({ alarms, apis }: Partial<Settings>): string[] {
    const paths = alarms?.canary?.paths ?? {};
    if (apis === undefined) return [];
    const want = `no such key, or the name of an API: ${Object.keys(apis).join(", ")}`;
    return Object.entries(paths).flatMap(([api, path]) =>
        Object.hasOwn(apis, api) ? [] : [settingProblem(["alarms", "canary", "paths", api], path, want)],
    );
}
