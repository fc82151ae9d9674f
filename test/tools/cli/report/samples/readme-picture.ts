import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { projectFolder } from "../../../../../tools/cli/project/project";
import { runCommand } from "../../../../../tools/cli/terminal/run-command";
import { UsageError } from "../../../../../tools/cli/terminal/usage-error";
import { findChromium, openChromium } from "../render/browser";

// Takes the picture of the README from the sample report of the stack that breaks every rule:
// npm run samples -- DIR broken && npm run picture -- DIR
runCommand(async () => {
    const [samples = "out/samples"] = process.argv.slice(2);
    const executable = findChromium();
    if (executable === undefined) throw new UsageError(["no Chromium on the PATH, and CHROMIUM names none"]);
    const browser = await openChromium(executable);
    try {
        const page = await browser.newPage({ colorScheme: "light", viewport: { width: 1200, height: 1000 } });
        await page.setContent(readFileSync(join(samples, "broken/report.html"), "utf8"));
        await page.screenshot({ path: join(projectFolder, "docs/images/report.png"), scale: "css" });
        process.stdout.write(`${pathToFileURL(join(projectFolder, "docs/images/report.png"))}\n`);
    } finally {
        await browser.close();
    }
    return 0;
});
