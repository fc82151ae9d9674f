import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { projectFolder } from "../project/project";
import type { StackSource } from "../project/stack-source";
import { exitCodes } from "../terminal/exit-codes";
import type { ScenarioResult } from "./rehearsal-result";

/** A run of a scenario, by its name, on a stack. */
export interface NamedRun {
    readonly scenario: string;
    readonly stack: StackSource;
    readonly exhaustive: boolean;
    /** File of the state that the stack starts from. */
    readonly state?: string | undefined;
}

const command = join(projectFolder, "tools/cli/start.js");

/**
 * Runs a scenario in a separate process, so that several can run at the same time: a scenario runs the program in its
 * process and sets environment variables that the program reads.
 * @throws {Error} with the error output of the process if it ends without a result.
 */
export async function runInChildProcess(run: NamedRun, signal: AbortSignal): Promise<ScenarioResult> {
    const flags = ["--scenario", run.scenario, "--stack", run.stack.name, "--json"];
    if (run.stack.file !== undefined) flags.push("--config-file", run.stack.file);
    if (run.state !== undefined) flags.push("--state", run.state);
    const child = spawn(
        process.execPath,
        [command, "rehearse", ...flags, ...(run.exhaustive ? ["--exhaustive"] : [])],
        { stdio: ["ignore", "pipe", "pipe"] },
    );
    // The process ends its engine and its servers before it exits.
    const stop = () => child.kill("SIGTERM");
    signal.addEventListener("abort", stop, { once: true });
    try {
        const [output, errors, [code]] = await Promise.all([
            text(child.stdout),
            text(child.stderr),
            once(child, "close") as Promise<[number | null]>,
        ]);
        signal.throwIfAborted();
        if (code !== exitCodes.holds && code !== exitCodes.broken) {
            throw new Error(`${run.scenario} on ${run.stack.name} ended with ${code ?? "a signal"}:\n${errors}`);
        }
        const [result] = JSON.parse(output) as [ScenarioResult];
        return result;
    } finally {
        signal.removeEventListener("abort", stop);
    }
}
