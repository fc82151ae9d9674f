import { settingProblem } from "../problems";
import type { Settings } from "../schema";
import type { SiteSettings } from "./schema";

/** Checks the settings of the site against the others; the caller leaves out sections that are not valid by themselves. */
export function checkSite(settings: Partial<Settings>): string[] {
    const { site, edge } = settings;
    // Without the key, the edge's own settings are not valid.
    if (site === undefined || edge !== undefined || !("edge" in settings)) return [];
    const { build }: SiteSettings = site;
    return [settingProblem(["site", "build"], build, "`gatehouse:edge` beside it, as CloudFront alone serves a site")];
}
