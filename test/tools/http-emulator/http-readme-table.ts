import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The form of a grade in a table of the README. */
export const grades = /^(A|B|C)(: `\w+`)?$/;

/** The cells of each row under a heading of the README of the HTTP API emulator. */
export function table(heading: string): string[][] {
    const text = readFileSync(join(__dirname, "../../../tools/http-emulator/README.md"), "utf8");
    const [, section = ""] = text.split(`## ${heading}\n`);
    const lines = (section.split("\n## ")[0] ?? "").split("\n").filter((line) => line.startsWith("| "));
    return lines.slice(2).map((line) => line.slice(2, -2).split(" | "));
}
