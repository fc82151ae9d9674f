import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withTables } from "../docs/readme";
import { projectFolder } from "../project/project";

const readme = join(projectFolder, "README.md");
writeFileSync(readme, withTables(readFileSync(readme, "utf8")));
