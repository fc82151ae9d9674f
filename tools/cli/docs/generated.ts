import { replaceBetweenMarkers } from "./between-markers";
import { rejectionsTable } from "./rejections-table";
import { rulesTable } from "./rules-table";
import { settingsTable } from "./settings-table";

/** A part of a page that `npm run docs` generates between its markers. */
interface GeneratedPart {
    /** Path of the page within the project. */
    readonly page: string;
    /** Name in the markers. */
    readonly marker: string;
    readonly generate: () => string;
}

const parts: readonly GeneratedPart[] = [
    { page: "README.md", marker: "rules", generate: rulesTable },
    { page: "docs/settings.md", marker: "settings", generate: settingsTable },
    { page: "tools/cloud-simulator/README.md", marker: "rejections", generate: rejectionsTable },
];

/** The pages with generated parts, as paths within the project. */
export const generatedPages: readonly string[] = [...new Set(parts.map(({ page }) => page))];

/** Returns the text of a page with its generated parts brought up to date. */
export function regenerated(page: string, text: string): string {
    return parts
        .filter((part) => part.page === page)
        .reduce((result, { marker, generate }) => replaceBetweenMarkers(result, marker, generate()), text);
}
