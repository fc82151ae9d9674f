import { mkdir, readFile, realpath, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The version of an executable, asked once and remembered in a folder until the executable changes: a run of the Pulumi
 * CLI takes a tenth of a second.
 * @param cache the folder; without one, the version is asked each time.
 */
export async function knownVersion(
    path: string,
    cache: string | undefined,
    ask: () => Promise<string>,
): Promise<string> {
    const stamp = await stampOf(path);
    if (cache === undefined || stamp === undefined) return ask();
    const file = join(cache, "cli-version.json");
    const remembered = await read(file);
    if (remembered?.stamp === stamp && typeof remembered.version === "string") return remembered.version;
    const version = await ask();
    await write(cache, file, JSON.stringify({ stamp, version }));
    return version;
}

// Undefined where there is no such file (running it tells why), and for what does not tell by itself whether it changed.
async function stampOf(path: string): Promise<string | undefined> {
    try {
        const target = await realpath(path);
        const { size, mtimeMs, ctimeMs } = await stat(target);
        // A small file is a script of a version manager, which may run another version tomorrow.
        if (size < 1_000_000) return undefined;
        return [target, size, mtimeMs, ctimeMs].join(" ");
    } catch {
        return undefined;
    }
}

async function read(file: string): Promise<{ stamp?: unknown; version?: unknown } | undefined> {
    try {
        return JSON.parse(await readFile(file, "utf8"));
    } catch {
        return undefined;
    }
}

// A cache that cannot be written costs time, and nothing else.
async function write(cache: string, file: string, text: string): Promise<void> {
    const draft = `${file}.${process.pid}`;
    await mkdir(cache, { recursive: true })
        .then(() => writeFile(draft, text))
        .then(() => rename(draft, file))
        .catch(() => undefined);
}
