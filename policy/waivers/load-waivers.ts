import { readFileSync } from "node:fs";
import { waiversVariable } from "../contract/settings";
import { dayOf } from "./day";
import { noWaivers, parseWaivers, type Waivers } from "./parse-waivers";
import { waiverProblem } from "./waiver";

/**
 * Reads the file of waivers that the environment names, if it names one. The engine starts the pack before the program,
 * so a program that writes the file changes nothing in its own run.
 */
export function loadWaivers(environment: Readonly<Record<string, string | undefined>>, now: Date): Waivers {
    const file = environment[waiversVariable];
    if (!file) return noWaivers;
    let text: string;
    try {
        text = readFileSync(file, "utf8");
    } catch (error) {
        const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
        const problem = waiverProblem(`file ${JSON.stringify(file)}`, {
            found: `it cannot be read${code}`,
            expected: `a file that ${waiversVariable} names by its whole path, or from the pack's folder`,
            change: `correct ${waiversVariable}, or unset it`,
        });
        return { waivers: [], problems: [problem] };
    }
    return parseWaivers(text, file, dayOf(now));
}
