import { closest, distance } from "fastest-levenshtein";
import type { z } from "zod";

/** A stack file that cannot be understood: every fault at once, one line each. */
export class SettingsError extends Error {
    constructor(
        /** One line a fault: `gatehouse:stages.Test.cache.sizeGb: got 0.7, want one of 0.5, 1.6, …`. */
        readonly problems: readonly string[],
    ) {
        super(problems.join("\n"));
        this.name = "SettingsError";
    }
}

/** Writes a fault: where, what was found, what is wanted. */
export function problem(path: readonly PropertyKey[], got: unknown, want: string): string {
    return `gatehouse:${path.map(String).join(".")}: got ${quoted(got)}, want ${want}`;
}

/** Turns the issues of a parse into faults, with the values that were found. */
export function problemsOf(
    issues: readonly z.core.$ZodIssue[],
    input: unknown,
    keysAt: (path: readonly PropertyKey[]) => string[],
): string[] {
    return issues.flatMap((issue) => {
        if (issue.code === "unrecognized_keys")
            return issue.keys.map((key) => unknownKey(issue.path, key, keysAt(issue.path)));
        if (issue.code === "invalid_key") {
            const want = issue.issues[0]?.message ?? "another name";
            return [
                `gatehouse:${issue.path.map(String).join(".")}: got the name ${quoted(issue.path.at(-1))}, want ${want}`,
            ];
        }
        return [problem(issue.path, valueAt(input, issue.path), issue.message)];
    });
}

function unknownKey(path: readonly PropertyKey[], key: string, known: string[]): string {
    const near = known.length > 0 ? closest(key, known) : undefined;
    const hint =
        near !== undefined && distance(key, near) <= Math.max(2, near.length / 3) ? `; did you mean "${near}"?` : "";
    return `gatehouse:${[...path, key].map(String).join(".")}: got an unknown key, want one of ${known.join(", ")}${hint}`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
    return path.reduce<unknown>(
        (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
        input,
    );
}

function quoted(value: unknown): string {
    if (value === undefined || value === null) return "nothing";
    if (typeof value === "object") {
        const kind = Array.isArray(value) ? "list" : "map";
        return Object.keys(value).length === 0 ? `an empty ${kind}` : `a ${kind}`;
    }
    return typeof value === "string" ? JSON.stringify(value) : String(value);
}
