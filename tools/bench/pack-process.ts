import { readFileSync } from "node:fs";
import type { StateResource } from "../cloud-simulator/state/state-resource";
import { analyzerRequests, repeat } from "./analyzer-requests";
import { loadCheckers } from "./check-once";
import { median } from "./median";

/** Measurements of a separate process, in milliseconds. */
export interface PackTimes {
    /** Loading the pack and its SDK. */
    readonly load: number;
    /** The first stack that it checks. */
    readonly cold: number;
    /** A stack of the same size, later. */
    readonly warm: number;
    /** The part of `warm` that the SDK needs for as many policies that check nothing. */
    readonly sdk: number;
    /** Number of violations; 0 for a clean state. */
    readonly violations: number;
}

const warmRounds = 5;

async function measure(stateFile: string, count: number): Promise<PackTimes> {
    const state = JSON.parse(readFileSync(stateFile, "utf8")) as readonly StateResource[];
    const requests = analyzerRequests(repeat(state, count));
    const started = performance.now();
    const { pack, sdk } = loadCheckers();
    const load = performance.now() - started;
    const { time: cold, violations } = await pack(requests);
    // Alternately, so that both meet the same machine.
    const times: { readonly warm: number; readonly sdk: number }[] = [];
    for (let round = 0; round < warmRounds; round++)
        times.push({ warm: (await pack(requests)).time, sdk: (await sdk(requests)).time });
    const [warm, ofSdk] = [median(times.map((one) => one.warm)), median(times.map((one) => one.sdk))];
    return { load, cold, warm, sdk: ofSdk, violations };
}

const [stateFile = "", count = ""] = process.argv.slice(2);
measure(stateFile, Number(count)).then((times) => process.stdout.write(JSON.stringify(times)));
