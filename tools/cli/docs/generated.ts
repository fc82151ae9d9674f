import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { presets } from "../../../policy/contract/tiers";
import { presetFile } from "../preview/run-preview";
import { projectFolder } from "../project/project";
import { alarmsTable } from "./alarms-table";
import { costsPage, costsTable } from "./costs-table";
import { httpChoice, httpChoicePage } from "./http-choice";
import { kindsPage, kindsTable } from "./kinds-table";
import { settingsTable } from "./settings-table";
import {
    accessLogTable,
    errorTypesTable,
    policiesTable,
    presetConfig,
    rejectionsTable,
    rulesTable,
    sectionsTable,
    tiersTable,
} from "./tables";

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
    { page: "policy/README.md", marker: "tiers", generate: tiersTable },
    { page: "policy/README.md", marker: "policies", generate: policiesTable },
    { page: "docs/settings.md", marker: "settings", generate: settingsTable },
    { page: "docs/gateway/errors.md", marker: "error-types", generate: errorTypesTable },
    { page: httpChoicePage, marker: "http-choice", generate: httpChoice },
    { page: "docs/operation.md", marker: "access-log", generate: accessLogTable },
    { page: "docs/watching/runbook.md", marker: "alarms", generate: alarmsTable },
    { page: "docs/report.md", marker: "sections", generate: sectionsTable },
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

/**
 * Replaces the text between the markers `<!-- name:begin -->` and `<!-- name:end -->` of a document.
 * @throws {Error} where the document lacks them.
 */
export function replaceBetweenMarkers(document: string, name: string, text: string): string {
    const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
    const from = document.indexOf(begin);
    const to = document.indexOf(end, from);
    if (from < 0 || to < 0) throw new Error(`the markers ${begin} and ${end} are missing`);
    return `${document.slice(0, from + begin.length)}\n${text}\n${document.slice(to)}`;
}

/** `npm run docs`: updates the generated tables of the pages, the presets of the pack and the picture of the system. */
export async function docsCommand(): Promise<number> {
    for (const preset of presets) writeFileSync(presetFile(preset), presetConfig(preset));
    for (const page of generatedPages) {
        const path = join(projectFolder, page);
        writeFileSync(path, regenerated(page, readFileSync(path, "utf8")));
    }
    await update(costsPage, "costs", costsTable);
    await update(kindsPage, "kinds", kindsTable);
    const { instance } = await import("@viz-js/viz");
    const viz = await instance();
    const images = join(projectFolder, "docs/images");
    const dot = readFileSync(join(images, "system.dot"), "utf8");
    writeFileSync(join(images, "system.svg"), viz.renderString(dot, { format: "svg" }));
    return 0;
}

async function update(page: string, marker: string, generate: () => Promise<string>): Promise<void> {
    const path = join(projectFolder, page);
    writeFileSync(path, replaceBetweenMarkers(readFileSync(path, "utf8"), marker, await generate()));
}
