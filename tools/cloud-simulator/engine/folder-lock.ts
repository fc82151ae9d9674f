import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** How often a lock's owner shows that it lives, in milliseconds. */
const heartbeat = 5_000;

/** After this time without a sign of life a lock is taken over, whoever its owner is. */
const timeouts = 60_000;

const pollInterval = 100;

/**
 * Runs `work` while no other process does the same under the same lock file.
 * A lock whose owner has died is taken over. `onWait` is called once if another process holds the lock.
 */
export async function withLock<T>(
    file: string,
    work: () => Promise<T>,
    options: { readonly onWait?: (owner: number) => void; readonly signal?: AbortSignal } = {},
): Promise<T> {
    await mkdir(dirname(file), { recursive: true });
    let hasWaited = false;
    while (!(await acquire(file))) {
        const owner = await ownerOf(file);
        if (owner && (await isStale(file, owner))) await takeOver(file, owner);
        else if (owner) {
            if (!hasWaited) options.onWait?.(owner.pid);
            hasWaited = true;
            await delay(pollInterval, undefined, options.signal ? { signal: options.signal } : {});
        }
    }
    const beat = setInterval(() => void touch(file), heartbeat);
    try {
        return await work();
    } finally {
        clearInterval(beat);
        await rm(file, { force: true });
    }
}

interface Owner {
    readonly pid: number;
    readonly host: string;
}

async function acquire(file: string): Promise<boolean> {
    try {
        await writeFile(file, JSON.stringify({ pid: process.pid, host: hostname() }), { flag: "wx" });
        return true;
    } catch (error) {
        if (codeOf(error) === "EEXIST") return false;
        throw error;
    }
}

// Undefined if the lock is gone; a lock that is only half written counts as its writer's.
async function ownerOf(file: string): Promise<Owner | undefined> {
    try {
        const text = await readFile(file, "utf8");
        const { pid, host } = JSON.parse(text || "{}");
        return { pid: Number(pid ?? 0), host: String(host ?? "") };
    } catch (error) {
        if (codeOf(error) === "ENOENT") return undefined;
        if (error instanceof SyntaxError) return { pid: 0, host: "" };
        throw error;
    }
}

async function isStale(file: string, { pid, host }: Owner): Promise<boolean> {
    if (host === hostname() && pid > 0 && !isAlive(pid)) return true;
    const written = await stat(file).then(
        ({ mtimeMs }) => mtimeMs,
        () => Date.now(),
    );
    return Date.now() - written > timeouts;
}

// Moving the file away first leaves only one of several waiters with it; a lock that is new by then is put back.
async function takeOver(file: string, owner: Owner): Promise<void> {
    const moved = `${file}.${process.pid}`;
    try {
        await rename(file, moved);
    } catch (error) {
        if (codeOf(error) === "ENOENT") return;
        throw error;
    }
    const found = await ownerOf(moved);
    if (found?.pid === owner.pid && found.host === owner.host) await rm(moved, { force: true });
    else await rename(moved, file);
}

function isAlive(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return codeOf(error) === "EPERM";
    }
}

async function touch(file: string): Promise<void> {
    const now = new Date();
    // The lock may be gone by now: it is released while a beat is under way.
    await utimes(file, now, now).catch((error: unknown) => {
        if (codeOf(error) !== "ENOENT") throw error;
    });
}

function codeOf(error: unknown): unknown {
    return error instanceof Error && "code" in error ? error.code : undefined;
}
