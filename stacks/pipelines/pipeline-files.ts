import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import type { PhotoFunction } from "../../infra/pipelines/photos/functions";
import { settingProblem } from "../settings/problems";
import type { Settings } from "../settings/schema";

/** The file of each function of a photo pipeline, below the folder of its API. */
const files: Readonly<Record<PhotoFunction, string>> = {
    thumbnail: "pipeline/thumbnail.ts",
    filter: "pipeline/filter.ts",
    finish: "pipeline/finish.ts",
};

/**
 * Checks the files that the functions of photo pipelines are bundled from.
 * @param projectFolder folder that contains `app`.
 * @param problemOf returns what a file misses to be the code of a function; undefined for one that is.
 */
export function pipelineProblems(
    projectFolder: string,
    { apis }: Pick<Settings, "apis">,
    problemOf: (file: string) => string | undefined,
): string[] {
    return Object.entries(apis).flatMap(([api, { photoPipeline }]) => {
        if (photoPipeline === undefined) return [];
        return Object.values(files).flatMap((file) => {
            const path = join("app", api, file);
            const want = problemOf(join(projectFolder, path));
            return want === undefined ? [] : [settingProblem(["apis", api, "photoPipeline"], path, want)];
        });
    });
}

/** The code of each function of an API's photo pipeline. */
export function pipelineCodes(
    api: string,
    codeOf: (api: string, file: string) => pulumi.asset.Archive,
): Record<PhotoFunction, pulumi.asset.Archive> {
    const { thumbnail, filter, finish } = files;
    return { thumbnail: codeOf(api, thumbnail), filter: codeOf(api, filter), finish: codeOf(api, finish) };
}
