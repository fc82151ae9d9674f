import type { LoadOptions, LoadResult } from "./load-run";

// Raised whenever a field changes its name or meaning.
const formatVersion = 1;

/** The result of a load run as one JSON document. */
export function asJson(given: LoadOptions, { counts, measures, wrong }: LoadResult, exitCode: number): string {
    const { photos, concurrency, poisoned, kills, workers, seed } = given;
    const options = { photos, concurrency, poisoned, kills, workers, seed };
    return JSON.stringify({ version: formatVersion, options, exitCode, counts, measures, wrong });
}

/** The result of a load run as a table. */
export function asText({ kills }: Pick<LoadOptions, "kills">, { counts, measures, wrong }: LoadResult): string {
    const { duplicated, deadLettersByReason } = counts;
    const { rows, objects, announcements } = duplicated;
    const { memory, seconds, photosPerSecond } = measures;
    const table: readonly (readonly [name: string, value: string])[] = [
        ["requested", number(counts.requested)],
        ["uploaded", number(counts.uploaded)],
        ["stored", number(counts.stored)],
        ["with thumbnails", number(counts.thumbnails)],
        ["dead letters", number(counts.deadLetters)],
        ...Object.entries(deadLettersByReason).map(([reason, count]) => [`  ${reason}`, number(count)] as const),
        ["lost", number(counts.lost)],
        ["there twice", `${number(rows)} rows, ${number(objects)} objects, ${number(announcements)} announcements`],
        ["with another result than their content", number(counts.mistaken)],
        [
            "announced",
            measures.announced === undefined ? "no one: the stack has no WebSocket API" : number(measures.announced),
        ],
        ["announced out of order", outOfOrderLine(measures)],
        ["processes killed", `${number(measures.killed)} of ${number(kills)}`],
        ["messages received again", number(measures.redeliveries)],
        ["repeated, which no one sees", repeatedLine(measures)],
        ["requests that clients repeated", number(measures.repeatedRequests)],
        ["peak memory of this process", `${number(memory.main)} MB`],
        ["peak memory of the functions", `${number(memory.workers)} MB, ${number(memory.worker)} MB in one process`],
        ["time", `${seconds.toFixed(1)} s, ${photosPerSecond.toFixed(1)} photos a second`],
    ];
    const width = Math.max(...table.map(([name]) => name.length));
    const lines = table.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
    const missing = kills - measures.killed;
    const note = `Note: ${number(missing)} of ${number(kills)} processes were not killed, as none was busy when it was their turn. More photos leave more time.`;
    const verdict =
        wrong.length === 0 ? ["No photo is lost, and none is there twice."] : wrong.map((line) => `Wrong: ${line}.`);
    return `${[...lines, "", ...(missing === 0 ? [] : [note]), ...verdict].join("\n")}\n`;
}

// Functions run at the same time, and neither SNS nor a standard queue keeps an order.
function outOfOrderLine({ outOfOrder }: LoadResult["measures"]): string {
    const reason =
        "no error: photos are processed at the same time, and clients go by the time `at` of an announcement";
    return outOfOrder === 0 ? "0" : `${number(outOfOrder)} (${reason})`;
}

function repeatedLine({ rewrittenImages, ignoredAnnouncements, repeatedDeadLetters }: LoadResult["measures"]): string {
    return `${number(rewrittenImages)} images, ${number(ignoredAnnouncements)} announcements, ${number(repeatedDeadLetters)} dead letters`;
}

function number(value: number): string {
    return value.toLocaleString("en-US");
}
