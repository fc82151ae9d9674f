import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { projectFolder } from "../cli/project/project";

/** Measurement of an API definition of almost 6 MB, the maximum of API Gateway, in a separate process. */
export interface LargeBody {
    readonly megabytes: number;
    /** Seconds that the pack takes from the first request to its last response. */
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
