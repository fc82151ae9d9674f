import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { projectFolder } from "../cli/project/project";
import { median } from "./median";

/** Seconds of a preview with and without the policy pack, measured alternately. */
export interface PreviewRatio {
    readonly withPack: number;
    readonly withoutPack: number;
}

/** Previews the dev stack with and without the pack alternately, each in a separate process; the first pair is not counted. */
export function measurePreviews(rounds: number): PreviewRatio {
    const withPack: number[] = [];
    const withoutPack: number[] = [];
    for (let round = 0; round <= rounds; round++) {
        const [first, second] = [timePreview([]), timePreview(["--no-pack"])];
        if (round === 0) continue;
        withPack.push(first);
        withoutPack.push(second);
    }
    return { withPack: median(withPack), withoutPack: median(withoutPack) };
}

function timePreview(flags: readonly string[]): number {
    const command = ["-r", "tsx/cjs", join(projectFolder, "tools/bench/preview-process.ts"), ...flags];
    const started = performance.now();
    execFileSync(process.execPath, command, { cwd: projectFolder });
    return (performance.now() - started) / 1000;
}
