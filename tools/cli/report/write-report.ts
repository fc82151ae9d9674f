import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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
    try {
        mkdirSync(folder, { recursive: true });
        return Object.entries(files).map(([name, text]) => {
            const file = join(folder, name);
            writeFileSync(file, text);
            return file;
        });
    } catch (error) {
        if (!(error instanceof Error && "code" in error)) throw error;
        throw new UsageError([`"--out ${folder}": got ${String(error.code)}, want a writable folder`]);
    }
}
