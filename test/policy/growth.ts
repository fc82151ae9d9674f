import assert from "node:assert/strict";

/** Returns the used CPU time in milliseconds, which does not depend on other processes. */
async function costOf(work: () => unknown): Promise<number> {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
}

/** Fails if four times the length takes much more than four times as long, which indicates quadratic time. */
export async function growsWithLength(
    read: (text: string) => unknown,
    text: (length: number) => string,
    shorter: number,
): Promise<void> {
    const [one, other] = [text(shorter), text(4 * shorter)];
    const small = await costOf(() => read(one));
    const large = await costOf(() => read(other));
    // Quadratic time would take sixteen times as long; the constant allows for garbage collection.
    assert.ok(large < 10 * small + 400, `${small.toFixed(0)} ms, then ${large.toFixed(0)} ms`);
}
