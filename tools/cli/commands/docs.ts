import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { instance } from "@viz-js/viz";
import { generatedPages, regenerated } from "../docs/generated";
import { projectFolder } from "../project/project";
import { runCommand } from "../terminal/run-command";

// Brings the generated tables and the picture of the system up to date.
runCommand(async () => {
    for (const page of generatedPages) {
        const path = join(projectFolder, page);
        writeFileSync(path, regenerated(page, readFileSync(path, "utf8")));
    }
    const viz = await instance();
    const images = join(projectFolder, "docs/images");
    const dot = readFileSync(join(images, "system.dot"), "utf8");
    writeFileSync(join(images, "system.svg"), viz.renderString(dot, { format: "svg" }));
    return 0;
});
