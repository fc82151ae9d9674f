import { mkdir, readFile, realpath, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The version of an executable, determined once and cached in a folder until the executable changes: a run of the Pulumi
 * CLI takes a tenth of a second.
 * @param cache the folder; without one, the executable is run each time.
 */
export async function knownVersion(
    path: string,
    cache: string | undefined,
    determine: () => Promise<string>,
): Promise<string> {
    const stamp = await stampOf(path);
    if (cache === undefined || stamp === undefined) return determine();
    const file = join(cache, "cli-version.json");
    const cached = await read(file);
    if (cached?.stamp === stamp && typeof cached.version === "string") return cached.version;
    const version = await determine();
    await write(cache, file, JSON.stringify({ stamp, version }));
    return version;
}

// Undefined if the file does not exist (running it gives the reason), or if its stamp would not reveal a change.
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

// If the cache cannot be written, the version is determined again the next time.
async function write(cache: string, file: string, text: string): Promise<void> {
    const draft = `${file}.${process.pid}`;
    await mkdir(cache, { recursive: true })
        .then(() => writeFile(draft, text))
        .then(() => rename(draft, file))
        .catch(() => undefined);
}
