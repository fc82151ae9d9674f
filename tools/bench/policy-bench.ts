import { measureLargeBody } from "./large-body";
import { measurePack } from "./pack-cost";
import { measurePreviews } from "./preview-ratio";
import { measureStartUp } from "./start-up";

const rounds = 5;
const sizes = [50, 500, 2000];

/** Measures the cost of the policy pack, and prints each figure once it is known. */
export async function benchPolicy(): Promise<void> {
    const { withPack, withoutPack } = measurePreviews(rounds);
    const ratio = (withPack / withoutPack).toFixed(2);
    process.stdout.write(
        `Preview of dev, process start to end, warm, median of ${rounds}: ${withPack.toFixed(2)} s with the pack, ${withoutPack.toFixed(2)} s without, ratio ${ratio}\n\n`,
    );
    const { pack, emptyPack } = await measureStartUp(rounds);
    process.stdout.write(
        `Start-up of the pack, process start to its port, median of ${rounds}: ${pack.toFixed(2)} s, of an empty pack ${emptyPack.toFixed(2)} s, difference ${(pack - emptyPack).toFixed(2)} s\n`,
    );
    const { megabytes, seconds, violations } = measureLargeBody();
    process.stdout.write(
        `An API definition of ${megabytes.toFixed(1)} MB: ${seconds.toFixed(2)} s for all policies, ${violations} violations\n\n`,
    );
    process.stdout.write("The pack by itself, in milliseconds:\n");
    process.stdout.write("resources   load   cold   cold/resource   warm   warm/resource   of which the SDK\n");
    for (const { resources, load, cold, warm, sdk } of await measurePack(sizes)) {
        const cells = [
            load.toFixed(0),
            cold.toFixed(0),
            (cold / resources).toFixed(3),
            warm.toFixed(0),
            (warm / resources).toFixed(3),
            (sdk / resources).toFixed(3),
        ];
        const widths = [7, 7, 16, 7, 16, 19];
        process.stdout.write(
            `${String(resources).padStart(9)}${cells.map((cell, index) => cell.padStart(widths[index] ?? 8)).join("")}\n`,
        );
    }
}
