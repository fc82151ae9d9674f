import { setTimeout } from "node:timers/promises";
import { exitCodes } from "../terminal/exit-codes";
import { BoundedClient } from "./bounded-client";
import { broken, type Verdict } from "./check";
import { checks } from "./checks";
import { conformanceFlags, maxRequests, readTarget } from "./flags";
import { requestsOfBurst } from "./rate-check";

/**
 * `npm run conformance`: runs every check and prints what came of it.
 * @param pause waits for some milliseconds.
 * @returns 0 if none is broken, 1 if one is.
 * @throws {UsageError} where a flag is unknown, missing or faulty.
 */
export async function conformanceCommand(
    argv: readonly string[],
    write: (text: string) => void = (text) => process.stdout.write(text),
    pause: (milliseconds: number) => Promise<unknown> = setTimeout,
): Promise<number> {
    const target = readTarget(argv);
    if (target === undefined) {
        write(conformanceFlags.help);
        return exitCodes.holds;
    }
    const client = new BoundedClient(maxRequests + (target.plan ? requestsOfBurst(target.plan) : 0));
    const counts = { holds: 0, broken: 0, "not judged": 0 };
    try {
        for (const { about, title, run } of checks) {
            const verdict = await run(target, { client, pause, clock: () => performance.now() }).catch(noAnswer);
            counts[verdict.kind]++;
            write(`${about.padEnd(6)} · ${title} · ${inWords(verdict)}\n`);
        }
    } finally {
        await client.close();
    }
    write(
        `\n${counts.holds} hold, ${counts.broken} broken, ${counts["not judged"]} not judged · ${client.sent} requests\n`,
    );
    return counts.broken === 0 ? exitCodes.holds : exitCodes.broken;
}

// What the system, the HTTP parser and undici say of a connection has a code; a defect of ours has none.
function noAnswer(error: unknown): Verdict {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (typeof code !== "string") throw error;
    return broken(`got no answer: ${code}`);
}

function inWords(verdict: Verdict): string {
    if (verdict.kind === "holds") return verdict.note ? `holds: ${verdict.note}` : "holds";
    return `${verdict.kind}: ${verdict.reason}`;
}
