import { spawn } from "node:child_process";
import { once } from "node:events";

/** A program on the PATH is missing, or failed; its message is for the user. */
export class ToolError extends Error {}

/** The result of a program that ended. */
export interface ToolResult {
    readonly code: number | null;
    /** Standard output. */
    readonly output: string;
    /** Standard error. */
    readonly errors: string;
}

/** How a program is run. */
export interface ToolOptions {
    readonly signal: AbortSignal;
    /** Takes both outputs of the program as they arrive. */
    readonly onOutput?: (text: string) => void;
}

/**
 * Runs a program on the PATH.
 * @returns undefined if there is no such program.
 */
export async function runTool(
    name: string,
    args: readonly string[],
    { signal, onOutput }: ToolOptions,
): Promise<ToolResult | undefined> {
    const child = spawn(name, [...args], { stdio: ["ignore", "pipe", "pipe"], signal });
    const texts = { output: "", errors: "" };
    const take = (part: keyof typeof texts) => (chunk: string) => {
        texts[part] += chunk;
        onOutput?.(chunk);
    };
    child.stdout.setEncoding("utf8").on("data", take("output"));
    child.stderr.setEncoding("utf8").on("data", take("errors"));
    try {
        const [code] = (await once(child, "close")) as [number | null];
        return { code, ...texts };
    } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
        throw error;
    }
}
