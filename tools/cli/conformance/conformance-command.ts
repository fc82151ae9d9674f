import { setTimeout } from "node:timers/promises";
import { exitCodes } from "../terminal/exit-codes";
import { BoundedClient } from "./bounded-client";
import { broken, type Verdict } from "./check";
import { checks } from "./checks";
import { conformanceFlags, maxRequests, readTarget } from "./flags";
import { requestsOfBurst } from "./rate-check";

/**
 * `npm run conformance`: runs every check and prints the results.
 * @param pause waits for some milliseconds.
 * @returns 0 if no check is broken, otherwise 1.
 * @throws {UsageError} where the flags are invalid.
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
    const counts = { holds: 0, broken: 0, "not checked": 0 };
    try {
        for (const { about, title, run } of checks[target.publisher]) {
            const verdict = await run(target, { client, pause, clock: () => performance.now() }).catch(
                connectionFailure,
            );
            counts[verdict.kind]++;
            write(`${about.padEnd(6)} · ${title} · ${describeVerdict(verdict)}\n`);
        }
    } finally {
        await client.close();
    }
    write(
        `\n${counts.holds} hold, ${counts.broken} broken, ${counts["not checked"]} not checked · ${client.sent} requests\n`,
    );
    return counts.broken === 0 ? exitCodes.holds : exitCodes.broken;
}

// Errors of the system, the HTTP parser and undici have a code; a defect of this program has none.
function connectionFailure(error: unknown): Verdict {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (typeof code !== "string") throw error;
    return broken(`got no response: ${code}`);
}

function describeVerdict(verdict: Verdict): string {
    if (verdict.kind === "holds") return verdict.note ? `holds: ${verdict.note}` : "holds";
    return `${verdict.kind}: ${verdict.reason}`;
}
