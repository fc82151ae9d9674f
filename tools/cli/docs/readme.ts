import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../project/project";
import { replaceBetweenMarkers } from "./between-markers";
import { rejectionsTable } from "./rejections-table";
import { rulesTable } from "./rules-table";
import { settingsTable } from "./settings-table";

/** The README with its tables made anew. */
export function withTables(readme: string): string {
    return replaceBetweenMarkers(replaceBetweenMarkers(readme, "settings", settingsTable()), "rules", rulesTable());
}

/** The README of the simulated clouds with its table made anew. */
export function withRejections(readme: string): string {
    return replaceBetweenMarkers(readme, "refusals", rejectionsTable());
}

/** `npm run docs`: updates the generated tables of the pages. */
export async function docsCommand(): Promise<number> {
    for (const [file, update] of [
        ["README.md", withTables],
        ["tools/cloud-simulator/README.md", withRejections],
    ] as const) {
        const path = join(projectFolder, file);
        writeFileSync(path, update(readFileSync(path, "utf8")));
    }
    return 0;
}
