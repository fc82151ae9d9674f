import { readFileSync } from "node:fs";
import type { StateResource } from "../cloud-simulator/state/state-resource";
import { analyzerRequests, repeat } from "./analyzer-requests";
import { loadChecker } from "./check-once";
import { median } from "./median";

/** Measurements of a separate process, in milliseconds. */
export interface PackTimes {
    /** Loading the pack and its SDK. */
    readonly load: number;
    /** The first stack that it checks. */
    readonly cold: number;
    /** A stack of the same size, later. */
    readonly warm: number;
    /** Number of violations; 0 for a clean state. */
    readonly violations: number;
}

const warmRounds = 5;

async function measure(stateFile: string, count: number): Promise<PackTimes> {
    const state = JSON.parse(readFileSync(stateFile, "utf8")) as readonly StateResource[];
    const requests = analyzerRequests(repeat(state, count));
    const started = performance.now();
    const check = loadChecker();
    const load = performance.now() - started;
    const { time: cold, violations } = await check(requests);
    const times: number[] = [];
    for (let round = 0; round < warmRounds; round++) times.push((await check(requests)).time);
    return { load, cold, warm: median(times), violations };
}

const [stateFile = "", count = ""] = process.argv.slice(2);
measure(stateFile, Number(count)).then((times) => process.stdout.write(JSON.stringify(times)));
