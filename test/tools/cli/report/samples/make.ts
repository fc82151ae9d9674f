import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { runPreview } from "../../../../../tools/cli/preview/run-preview";
import { readStack } from "../../../../../tools/cli/project/project";
import { buildReport } from "../../../../../tools/cli/report/build-report";
import { runOf } from "../../../../../tools/cli/report/facts/engine-run";
import { writeReport } from "../../../../../tools/cli/report/write-report";
import { runCommand } from "../../../../../tools/cli/terminal/run-command";
import { findChromium, openChromium } from "../render/browser";
import { sampleStacks } from "./sample-stacks";

// Writes the report of each sample stack and, if Chromium is installed, screenshots of its page:
// npm run samples -- DIR [NAME...]
runCommand(async () => {
    const [out = "out/samples", ...names] = process.argv.slice(2);
    for (const [name, make] of Object.entries(sampleStacks)) {
        if (names.length > 0 && !names.includes(name)) continue;
        const folder = mkdtempSync(join(tmpdir(), "gatehouse-sample-"));
        try {
            const sample = make(folder);
            const events: EngineEvent[] = [];
            const result = await runPreview({
                stack: readStack(sample.stack, sample.folder),
                program: sample.program,
                onEvent: (event) => events.push(event),
            });
            const report = buildReport(runOf(result, events), { source: "offline preview", folder: sample.folder });
            mkdirSync(join(out, name), { recursive: true });
            await writeReport(report, join(out, name));
            process.stdout.write(`${name}: ${report.verdict} ${report.errors.join(" ")}\n`);
        } finally {
            rmSync(folder, { recursive: true });
        }
        await takePictures(join(out, name));
    }
    return 0;
});

async function takePictures(folder: string): Promise<void> {
    const executable = findChromium();
    if (executable === undefined) {
        process.stdout.write("No Chromium on the PATH, so no pictures.\n");
        return;
    }
    const browser = await openChromium(executable);
    try {
        for (const colorScheme of ["light", "dark"] as const) {
            const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 900 } });
            await page.goto(pathToFileURL(resolve(folder, "report.html")).href);
            await page.screenshot({ path: join(folder, `${colorScheme}.png`), fullPage: true });
            await page.locator(".diagram").screenshot({ path: join(folder, `diagram-${colorScheme}.png`) });
        }
    } finally {
        await browser.close();
    }
}
