import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// A build of a page takes seconds; one of a large site, minutes.
const maxMilliseconds = 10 * 60 * 1000;
const pauseMilliseconds = 100;

/**
 * Runs `build` while no other process builds a site, as two would write to the same output at once. Waits up to ten minutes for the
 * other process; the lock of a process that has ended is removed.
 * @param folder existing folder for the lock.
 * @throws {Error} after ten minutes.
 */
export function withBuildLock(folder: string, build: () => void): void {
    const lock = join(folder, "lock");
    const end = Date.now() + maxMilliseconds;
    while (!acquire(lock)) {
        if (Date.now() > end) throw new Error(`another process is building a site; if none is, remove "${lock}"`);
        pause();
    }
    try {
        build();
    } finally {
        rmSync(lock, { recursive: true, force: true });
    }
}

function acquire(lock: string): boolean {
    try {
        mkdirSync(lock);
        writeFileSync(join(lock, "pid"), String(process.pid));
        return true;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
        if (isLeftBehind(lock)) rmSync(lock, { recursive: true, force: true });
        return false;
    }
}

function isLeftBehind(lock: string): boolean {
    try {
        process.kill(Number(readFileSync(join(lock, "pid"), "utf8")), 0);
        return false;
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === "ESRCH") return true;
        // Its process has not written its number yet, or has just ended.
        const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
        return code === "ENOENT" && made !== undefined && Date.now() - made > 10_000;
    }
}

// The program of a stack is built synchronously.
function pause(): void {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMilliseconds);
}
