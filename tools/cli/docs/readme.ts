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
    return replaceBetweenMarkers(readme, "rejections", rejectionsTable());
}
