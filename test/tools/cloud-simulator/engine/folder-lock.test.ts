import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { withLock } from "../../../../tools/cloud-simulator/engine/folder-lock";
import { TemporaryFolders } from "./temporary-folder";

describe("a lock file", () => {
    const folders = new TemporaryFolders();
    afterEach(() => folders.removeAll());

    it("lets one piece of work after the other through", async () => {
        const file = join(folders.make(), "deep", "lock");
        const steps: string[] = [];
        const { promise, resolve } = gate();
        const begun = gate();
        const first = withLock(file, async () => {
            steps.push("first begins");
            begun.resolve();
            await promise;
            steps.push("first ends");
        });
        await begun.promise;
        const waits: number[] = [];
        const second = withLock(file, async () => void steps.push("second"), {
            onWait: (owner) => {
                waits.push(owner);
                resolve();
            },
        });
        await Promise.all([first, second]);
        assert.deepEqual(steps, ["first begins", "first ends", "second"]);
        assert.deepEqual(waits, [process.pid]);
        assert.equal(existsSync(file), false);
    });

    it("is released when the work fails", async () => {
        const file = join(folders.make(), "lock");
        await assert.rejects(
            withLock(file, async () => Promise.reject(new Error("no luck"))),
            /no luck/,
        );
        assert.equal(await withLock(file, async () => "free"), "free");
    });

    it("is taken over from a process that has died", async () => {
        const file = join(folders.make(), "lock");
        const { pid } = spawnSync(process.execPath, ["-e", ""]);
        writeFileSync(file, JSON.stringify({ pid, host: hostname() }));
        assert.equal(await withLock(file, async () => "taken"), "taken");
    });

    it("is taken over from another machine after a minute without a sign of life", async () => {
        const file = join(folders.make(), "lock");
        writeFileSync(file, JSON.stringify({ pid: 1, host: "elsewhere" }));
        const longAgo = new Date(Date.now() - 120_000);
        utimesSync(file, longAgo, longAgo);
        assert.equal(await withLock(file, async () => "taken"), "taken");
    });

    it("is not taken over from another machine that lives", async () => {
        const file = join(folders.make(), "lock");
        writeFileSync(file, JSON.stringify({ pid: 1, host: "elsewhere" }));
        const stop = new AbortController();
        const waiting = withLock(file, async () => "taken", { signal: stop.signal, onWait: () => stop.abort() });
        await assert.rejects(waiting, { name: "AbortError" });
        assert.equal(existsSync(file), true);
    });
});

function gate(): { promise: Promise<void>; resolve: () => void } {
    let resolve = () => {};
    const promise = new Promise<void>((done) => {
        resolve = done;
    });
    return { promise, resolve };
}
