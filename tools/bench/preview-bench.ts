import { median } from "./median";
import { measurePreviewWaits } from "./preview-wait";

const rounds = 5;

/** Measures and prints how long a user waits for a preview, compared with the plain engine. */
export async function benchPreview(): Promise<void> {
    const { plain, once, edits } = await measurePreviewWaits(rounds);
    const rows: [string, readonly number[]][] = [
        ["pulumi preview --policy-pack policy --policy-pack-config policy/strict.json", plain],
        ["npm run preview", once],
        ...Object.entries(edits).map(([kind, waits]): [string, readonly number[]] => [
            `--watch: edit of a ${kind}`,
            waits,
        ]),
    ];
    process.stdout.write(
        `Preview of dev against the same simulated clouds, warm, alternately, median of ${rounds}:\n\n`,
    );
    process.stdout.write(`${"".padEnd(38)}seconds   of plain   of npm run preview\n`);
    for (const [name, waits] of rows) {
        const seconds = median(waits);
        const cells = [
            seconds.toFixed(2).padStart(7),
            (seconds / median(plain)).toFixed(2).padStart(11),
            (seconds / median(once)).toFixed(2).padStart(21),
        ];
        process.stdout.write(`${name.padEnd(38)}${cells.join("")}\n`);
    }
}
