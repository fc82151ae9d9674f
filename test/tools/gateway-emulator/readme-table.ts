import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../../tools/cli/project/project";

/** The form of a grade in a table of the gateway's README. */
export const grades = /^(A|B|C)(, [a-z ]+ (A|B|C))?(: `\w+`)?$/;

/** The cells of each row under a heading of the gateway's README. */
export function table(heading: string): string[][] {
    const text = readFileSync(join(projectFolder, "tools/gateway-emulator/README.md"), "utf8");
    const [, section = ""] = text.split(`## ${heading}\n`);
    const lines = (section.split("\n## ")[0] ?? "").split("\n").filter((line) => line.startsWith("| "));
    return lines.slice(2).map((line) => line.slice(2, -2).split(" | "));
}
