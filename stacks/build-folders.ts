import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Settings } from "./settings/schema";

type Built = Pick<Settings, "apis" | "pages">;

/** Whether an image is built for an API or a page of the stack. */
export function buildsImages({ apis, pages = {} }: Built): boolean {
    return [...Object.values(apis), ...Object.values(pages)].some(({ build }) => build !== undefined);
}

/** Checks the folders that APIs and pages are built from: each needs a Dockerfile. */
export function buildProblems(projectFolder: string, { apis, pages = {} }: Built): string[] {
    const containers = Object.entries({ apis, pages }).flatMap(([section, entries]) =>
        Object.entries(entries).map(([name, { build }]) => ({ path: `${section}.${name}`, build })),
    );
    return containers.flatMap(({ path, build }) => {
        if (build === undefined || existsSync(join(projectFolder, build, "Dockerfile"))) return [];
        return [`gatehouse:${path}.build: got "${build}" without a Dockerfile, want a folder with one`];
    });
}
