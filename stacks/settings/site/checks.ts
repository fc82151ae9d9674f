import { join } from "node:path/posix";
import { settingProblem } from "../problems";
import type { Settings } from "../schema";
import type { SiteSettings } from "./schema";

/** Checks the settings of the site against the others; the caller leaves out sections that are not valid by themselves. */
export function checkSite(settings: Partial<Settings>): string[] {
    const { site, edge, stages, apis = {} } = settings;
    if (site === undefined) return [];
    const names = Object.keys(stages ?? {});
    return [
        // A section that is not valid by itself has a problem already; its key is left out.
        ...(edge === undefined && "edge" in settings ? edgeProblems(site) : []),
        ...outputProblems(site),
        ...sourceProblems(site, apis),
        ...(stages && site.stage !== undefined && !names.includes(site.stage)
            ? [settingProblem(["site", "stage"], site.stage, `the name of a stage: ${names.join(", ")}`)]
            : []),
    ];
}

// The files of any other folder are not only what the build writes, and all of them would be public.
function outputProblems({ output }: SiteSettings): string[] {
    const mayBeOfBuild = output.split("/").every((part) => part !== "." && part !== "node_modules");
    if (mayBeOfBuild) return [];
    return [settingProblem(["site", "output"], output, "a folder that the build alone writes to, such as dist")];
}

// The code of a server would be public.
function sourceProblems({ build }: SiteSettings, apis: Settings["apis"]): string[] {
    const served = Object.entries(apis).find(
        ([, api]) => api.build !== undefined && join(api.build, "/") === join(build, "/"),
    );
    if (served === undefined) return [];
    return [settingProblem(["site", "build"], build, `a folder that is not that of an API, as of "${served[0]}"`)];
}

function edgeProblems({ build }: SiteSettings): string[] {
    return [settingProblem(["site", "build"], build, "`gatehouse:edge` beside it, as CloudFront alone serves a site")];
}
