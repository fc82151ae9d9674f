import { settingProblem } from "../problems";
import type { Settings } from "../schema";

/** Checks the settings of the firewall against the others; the caller leaves out sections that are not valid by themselves. */
export function checkFirewall({ firewall, apis }: Partial<Settings>): string[] {
    if (firewall === undefined || apis === undefined) return [];
    const want = `the name of an API: ${Object.keys(apis).join(", ")}`;
    return firewall.uploads.flatMap((api, index) =>
        Object.hasOwn(apis, api) ? [] : [settingProblem(["firewall", "uploads", index], api, want)],
    );
}
