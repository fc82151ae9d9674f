import { existsSync, mkdirSync, mkdtempSync, rmdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { UsageError } from "../terminal/usage-error";
import { asSvg } from "./drawing/diagram";
import type { Report } from "./facts/report-schema";
import { asHtml } from "./render/html-page";
import { asJunit } from "./render/junit";
import { asMarkdown } from "./render/markdown";
import { asSarif } from "./render/sarif";

// If Graphviz fails, the page shows the diagram as text.
async function diagramOf({ architecture }: Report): Promise<string | undefined> {
    try {
        return await asSvg(architecture);
    } catch (error) {
        process.stderr.write(`The diagram could not be drawn: ${error instanceof Error ? error.message : error}\n`);
        return undefined;
    }
}

/**
 * Writes every form of a report into a folder, which is created if missing.
 * @returns the paths of the files.
 * @throws {UsageError} if the folder is not writable.
 */
export async function writeReport(report: Report, folder: string): Promise<string[]> {
    const files = {
        "report.json": `${JSON.stringify(report, undefined, 2)}\n`,
        "report.md": asMarkdown(report),
        "report.html": asHtml(report, await diagramOf(report)),
        "junit.xml": asJunit(report),
        "results.sarif": asSarif(report),
    };
    createReportFolder(folder);
    try {
        return Object.entries(files).map(([name, text]) => {
            const file = join(folder, name);
            writeFileSync(file, text);
            return file;
        });
    } catch (error) {
        throw folderError(folder, error);
    }
}

/**
 * Creates the folder of a report if it is missing, and checks that it is writable.
 * @throws {UsageError} if it cannot be created, or is not writable.
 */
export function createReportFolder(folder: string): void {
    try {
        // Node's recursive mkdir never returns if the system reports an existing parent as missing, as /proc does.
        for (const missing of missingFolders(resolve(folder))) mkdirSync(missing);
        rmdirSync(mkdtempSync(join(folder, ".gatehouse-")));
    } catch (error) {
        throw folderError(folder, error);
    }
}

function missingFolders(folder: string): string[] {
    return existsSync(folder) ? [] : [...missingFolders(dirname(folder)), folder];
}

function folderError(folder: string, error: unknown): unknown {
    if (!(error instanceof Error && "code" in error)) return error;
    return new UsageError([`"--out ${folder}": got ${String(error.code)}, want a writable folder`]);
}
