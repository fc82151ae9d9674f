import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { projectFolder } from "../project/project";
import { exitCodes } from "../terminal/exit-codes";
import type { ScenarioResult } from "./rehearsal-result";

/** A scenario on a stack, by their names. */
export interface NamedPart {
    readonly scenario: string;
    readonly stack: string;
    readonly exhaustive: boolean;
}

const command = join(projectFolder, "tools/cli/start.js");

/**
 * Plays a scenario in a process of its own, so that several are played at a time: each has a program that runs in its
 * process, and an environment that the program reads.
 * @throws {Error} with what the process said, where it ended without a result.
 */
export async function playApart(part: NamedPart, signal: AbortSignal): Promise<ScenarioResult> {
    const flags = ["--scenario", part.scenario, "--stack", part.stack, "--json"];
    const child = spawn(
        process.execPath,
        [command, "rehearse", ...flags, ...(part.exhaustive ? ["--exhaustive"] : [])],
        { stdio: ["ignore", "pipe", "pipe"] },
    );
    // It takes down what it has under way, and then ends.
    const stop = () => child.kill("SIGTERM");
    signal.addEventListener("abort", stop, { once: true });
    try {
        const [output, said, [code]] = await Promise.all([
            text(child.stdout),
            text(child.stderr),
            once(child, "close") as Promise<[number | null]>,
        ]);
        signal.throwIfAborted();
        if (code !== exitCodes.holds && code !== exitCodes.broken) {
            throw new Error(`${part.scenario} on ${part.stack} ended with ${code ?? "a signal"}:\n${said}`);
        }
        const [result] = JSON.parse(output) as [ScenarioResult];
        return result;
    } finally {
        signal.removeEventListener("abort", stop);
    }
}
