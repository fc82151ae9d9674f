import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { projectFolder } from "../cli/project/project";

/** What a process of its own measured on an API whose definition has almost 6 MB, the most that API Gateway takes. */
export interface LargeBody {
    readonly megabytes: number;
    /** Seconds that the pack takes from the first request to its last answer. */
    readonly seconds: number;
    /** The definition breaks no rule. */
    readonly violations: number;
}

/** Measures the pack on one large definition. */
export function measureLargeBody(): LargeBody {
    const script = join(projectFolder, "tools/bench/large-body-process.ts");
    return JSON.parse(
        execFileSync(process.execPath, ["-r", "tsx/cjs", script], { cwd: projectFolder, encoding: "utf8" }),
    );
}
