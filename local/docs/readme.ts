import { replaceBetweenMarkers } from "./between-markers";
import { rulesTable } from "./rules-table";
import { settingsTable } from "./settings-table";

/** The README with its tables made anew. */
export function withTables(readme: string): string {
    return replaceBetweenMarkers(replaceBetweenMarkers(readme, "settings", settingsTable()), "rules", rulesTable());
}
