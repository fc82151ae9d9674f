import { spawn } from "node:child_process";
import { join } from "node:path";
import { projectFolder } from "../cli/project/project";
import { median } from "./median";

/** Seconds from the start of a pack's process until it prints its port, median of several starts. */
export interface StartUp {
    readonly pack: number;
    /** The same for a pack without policies. */
    readonly emptyPack: number;
}

/** Starts our pack and an empty one alternately; the first pair is not counted. */
export async function measureStartUp(rounds: number): Promise<StartUp> {
    const pack: number[] = [];
    const emptyPack: number[] = [];
    for (let round = 0; round <= rounds; round++) {
        const ours = await start(join(projectFolder, "policy"));
        const empty = await start(join(projectFolder, "tools/bench/empty-pack"));
        if (round === 0) continue;
        pack.push(ours);
        emptyPack.push(empty);
    }
    return { pack: median(pack), emptyPack: median(emptyPack) };
}

function start(folder: string): Promise<number> {
    const started = performance.now();
    // The SDK reads the pack's version from the working directory, and prints its port once it listens.
    const child = spawn(process.execPath, ["start.js"], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
    return new Promise((resolve, reject) => {
        child.once("error", reject);
        child.once("exit", (code) => reject(new Error(`The pack in ${folder} ended with code ${code}.`)));
        child.stdout.once("data", () => {
            child.removeAllListeners("exit");
            child.once("exit", () => resolve((listening - started) / 1000));
            const listening = performance.now();
            child.kill();
        });
    });
}
