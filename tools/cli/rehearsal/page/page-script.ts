import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { text as readText } from "node:stream/consumers";
import { quoted } from "../../../cloud-simulator/engine/engine-home";
import { errorMessage } from "../../../error-message";
import { projectFolder } from "../../project/project";

/**
 * The shell commands below a heading of a page, in their order, as one script: those of its blocks marked `sh`.
 * @param page path below the project's folder, such as `docs/operation.md`.
 * @param heading text of the heading, without its number signs.
 * @throws {Error} if there is no such heading, or no command below it.
 */
export function scriptOf(page: string, heading: string): string {
    const text = readFileSync(join(projectFolder, page), "utf8");
    const [start, level = ""] = headingIn(text, heading);
    if (start === undefined) throw new Error(`"${page}" has no heading "${heading}"`);
    const rest = text.slice(start);
    const end = rest.search(new RegExp(`^#{1,${level.length}} `, "m"));
    const blocks = [...(end < 0 ? rest : rest.slice(0, end)).matchAll(/^( *)```sh\n(.*?)^ *```$/gms)];
    if (blocks.length === 0) throw new Error(`"${page}" has no commands below "${heading}"`);
    return blocks.map(([, indent = "", block = ""]) => block.replaceAll(new RegExp(`^${indent}`, "gm"), "")).join("");
}

function headingIn(text: string, heading: string): [start?: number, level?: string] {
    for (const match of text.matchAll(/^(#+) (.*)$/gm)) {
        if (match[2] === heading) return [match.index + match[0].length, match[1] ?? ""];
    }
    return [];
}

/** Runs a command, of which it gets the words without the command's own name, and returns its standard output. */
export type CommandHandler = (words: readonly string[]) => Promise<string> | string;

/**
 * Runs a script in bash, in which some commands are handlers of this process, until the first command that fails.
 * @throws {Error} with the error of that command.
 */
export async function runScript(script: string, handlers: Readonly<Record<string, CommandHandler>>): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), "gatehouse-page-"));
    let failure: string | undefined;
    const server = createServer(async (request, response) => {
        const [name = "", ...words]: string[] = JSON.parse(await readText(request));
        try {
            response.end(await handlers[name]?.(words));
        } catch (error) {
            failure ??= `${[name, ...words].join(" ")}: ${errorMessage(error)}`;
            response.statusCode = 400;
            response.end(errorMessage(error));
        }
    });
    try {
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        const { port } = server.address() as AddressInfo;
        for (const name of Object.keys(handlers)) await writeCommand(join(folder, name), name, port);
        const env = { ...process.env, PATH: [folder, process.env.PATH].join(delimiter) };
        const bash = spawn("bash", ["-eu", "-o", "pipefail", "-c", script], {
            env,
            stdio: ["ignore", "ignore", "pipe"],
        });
        const [errors, [code]] = await Promise.all([readText(bash.stderr), once(bash, "close")]);
        if (failure !== undefined) throw new Error(failure);
        if (code !== 0) throw new Error(errors.trim() || `the script ended with ${code}`);
    } finally {
        server.closeAllConnections();
        server.close();
        await rm(folder, { recursive: true, force: true });
    }
}

async function writeCommand(file: string, name: string, port: number): Promise<void> {
    const client = [process.execPath, join(__dirname, "command-client.cjs"), `http://127.0.0.1:${port}/`, name];
    await writeFile(file, `#!/bin/sh\nexec ${client.map(quoted).join(" ")} "$@"\n`);
    await chmod(file, 0o755);
}
