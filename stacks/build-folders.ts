import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Settings } from "./settings/schema";

/** Whether an image is built for an API of the stack. */
export function buildsImages({ apis }: Settings): boolean {
    return Object.values(apis).some(({ build }) => build !== undefined);
}

/** Checks the folders that APIs are built from: each needs a Dockerfile. */
export function buildProblems(projectFolder: string, { apis }: Settings): string[] {
    return Object.entries(apis).flatMap(([name, { build }]) => {
        if (build === undefined || existsSync(join(projectFolder, build, "Dockerfile"))) return [];
        return [`gatehouse:apis.${name}.build: got "${build}" without a Dockerfile, want a folder with one`];
    });
}
