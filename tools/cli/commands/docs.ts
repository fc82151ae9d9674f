import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withRejections, withTables } from "../docs/readme";
import { projectFolder } from "../project/project";

for (const [file, renew] of [
    ["README.md", withTables],
    ["tools/cloud-simulator/README.md", withRejections],
] as const) {
    const path = join(projectFolder, file);
    writeFileSync(path, renew(readFileSync(path, "utf8")));
}
