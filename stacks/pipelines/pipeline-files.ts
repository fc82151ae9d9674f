import { existsSync } from "node:fs";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import type { PhotoFunction } from "../../infra/pipelines/photos/functions";
import { hasServer } from "../settings/compute-kinds";
import { settingProblem } from "../settings/problems";
import type { Settings } from "../settings/schema";

/** The file of each function of a photo pipeline, below the folder of its API. */
const files: Readonly<Record<PhotoFunction, string>> = {
    thumbnail: "pipeline/thumbnail.ts",
    filter: "pipeline/filter.ts",
    finish: "pipeline/finish.ts",
};

/**
 * Checks the files that the functions of photo pipelines are bundled from, and that no API has such files without a pipeline, whose
 * functions would then fail for lack of its bucket and its table.
 * @param projectFolder folder that contains `app`.
 * @param problemOf returns what a file misses to be the code of a function; undefined for one that is.
 * @param namedBy returns the files that an API names as functions itself; undefined if that is unknown.
 */
export function pipelineProblems(
    projectFolder: string,
    { apis }: Pick<Settings, "apis">,
    problemOf: (file: string) => string | undefined,
    namedBy: (api: string) => readonly string[] | undefined,
): string[] {
    return Object.entries(apis).flatMap(([api, { photoPipeline, runsOn }]) => {
        const folder = join("app", api);
        // Without the folder, the missing document is reported instead.
        if (!existsSync(join(projectFolder, folder))) return [];
        if (photoPipeline === undefined) return hasServer(runsOn) ? [] : surplusFiles(projectFolder, api, namedBy(api));
        return Object.values(files).flatMap((file) => {
            const path = join(folder, file);
            const want = problemOf(join(projectFolder, path));
            return want === undefined ? [] : [settingProblem(["apis", api, "photoPipeline"], path, want)];
        });
    });
}

// APIs with a server are not checked: their files of these names may be something else. Nor are functions that the API names itself.
function surplusFiles(projectFolder: string, api: string, named: readonly string[] | undefined): string[] {
    const want = `gatehouse:apis.${api}.photoPipeline too, such as {}, or no such file`;
    if (named === undefined) return [];
    return Object.values(files)
        .filter((file) => !named.includes(file))
        .map((file) => join("app", api, file))
        .filter((path) => existsSync(join(projectFolder, path)))
        .map((path) => `"${path}": got a function of a photo pipeline, want ${want}`);
}

/** The code of each function of an API's photo pipeline. */
export function pipelineCodes(
    api: string,
    codeOf: (api: string, file: string) => pulumi.asset.Archive,
): Record<PhotoFunction, pulumi.asset.Archive> {
    const { thumbnail, filter, finish } = files;
    return { thumbnail: codeOf(api, thumbnail), filter: codeOf(api, filter), finish: codeOf(api, finish) };
}
