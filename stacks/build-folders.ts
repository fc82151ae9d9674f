import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Settings } from "./settings/schema";

/** Checks the folders that APIs are built from: each needs a Dockerfile. */
export function buildProblems(projectFolder: string, { apis }: Settings): string[] {
    return Object.entries(apis).flatMap(([name, { build }]) => {
        if (build === undefined || existsSync(join(projectFolder, build, "Dockerfile"))) return [];
        return [`gatehouse:apis.${name}.build: got "${build}" without a Dockerfile, want a folder with one`];
    });
}
