import { snapshotNameForm, snapshotNamePattern } from "../../../openapi/snapshot";
import { UsageError } from "../terminal/usage-error";
import type { ReleaseAction } from "./plan-release";

/** The actions of `npm run release`, as a user writes them. */
export const actionForm = "status, canary PERCENT, promote, abort or rollback [SNAPSHOT]";

/**
 * Reads the action of a command line.
 * @param from value of the option `--from`.
 * @returns undefined for `status`.
 * @throws {UsageError} for an unknown action or an invalid value of it.
 */
export function readAction(
    [kind = "", value, ...rest]: readonly string[],
    from: string | undefined,
): ReleaseAction | undefined {
    const percent = Number(value);
    const usesFrom = kind === "canary" || kind === "promote";
    if (from !== undefined && !usesFrom)
        throw new UsageError([`"--from": got it with ${kind}, want it with canary or promote only`]);
    if (kind === "canary" && rest.length === 0) {
        if (value !== undefined && value.trim() !== "" && percent >= 0 && percent <= 100)
            return { kind, percent, from };
        throw new UsageError([
            `"canary": got ${value === undefined ? "nothing" : `"${value}"`}, want a percentage from 0 to 100`,
        ]);
    }
    if (kind === "rollback" && rest.length === 0) {
        if (value === undefined || snapshotNamePattern.test(value)) return { kind, snapshot: value };
        throw new UsageError([`"rollback": got "${value}", want ${snapshotNameForm}`]);
    }
    if (value === undefined && kind === "promote") return { kind, from };
    if (value === undefined && kind === "abort") return { kind };
    if (value === undefined && kind === "status") return undefined;
    throw new UsageError([`"ACTION": got "${[kind, value, ...rest].filter(Boolean).join(" ")}", want ${actionForm}`]);
}
