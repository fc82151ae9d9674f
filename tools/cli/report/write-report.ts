import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../terminal/usage-error";
import { asSvg } from "./drawing/diagram";
import type { Report } from "./facts/report-schema";
import { asHtml } from "./render/html-page";
import { asJunit } from "./render/junit";
import { asMarkdown } from "./render/markdown";
import { asSarif } from "./render/sarif";

// A picture is worth no report: where Graphviz gives up, the page says so and has the same in words.
async function pictureOf({ architecture }: Report): Promise<string | undefined> {
    try {
        return await asSvg(architecture);
    } catch (error) {
        process.stderr.write(`The diagram could not be drawn: ${error instanceof Error ? error.message : error}\n`);
        return undefined;
    }
}

/**
 * Writes every form of a report into a folder, which it makes where it is missing.
 * @returns the files, in the order in which they were written.
 * @throws {UsageError} where the folder cannot be written into.
 */
export async function writeReport(report: Report, folder: string): Promise<string[]> {
    const files = {
        "report.json": `${JSON.stringify(report, undefined, 2)}\n`,
        "report.md": asMarkdown(report),
        "report.html": asHtml(report, await pictureOf(report)),
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
        throw new UsageError([`"--out ${folder}": got ${String(error.code)}, want a folder that can be written into`]);
    }
}
