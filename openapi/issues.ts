import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";
import { type Problem, quote } from "./problem";
import { valueAt } from "./raw-value";

/**
 * Converts the issues that a zod schema found in a value into problems.
 * The message of an issue is the expected form; an unknown key gets the known ones, and the most similar of them.
 */
export function problemsOf(schema: z.ZodType, issues: readonly z.core.$ZodIssue[], value: unknown): Problem[] {
    return issues.flatMap((issue): Problem[] => {
        const at = issue.path.map(String);
        switch (issue.code) {
            case "unrecognized_keys":
                return issue.keys.map((key) => unknownKey([...at, key], key, keysAt(schema, at)));
            case "invalid_key":
                return [{ at, got: `the name ${quote(at.at(-1))}`, want: issue.issues[0]?.message ?? "another name" }];
            default:
                return [{ at, got: quote(valueAt(value, at)), want: issue.message }];
        }
    });
}

/** The problem of an unknown key: the known ones, and the most similar of them. */
export function unknownKey(at: readonly string[], key: string, known: readonly string[]): Problem {
    const want =
        known.length > 0 ? `one of ${known.join(", ")}${suggestion(key, known)}` : "no key, as the map has none";
    return { at, got: "an unknown key", want };
}

/** The most similar of the known names, for the end of a message: `; did you mean "path"?`; empty if none is similar. */
export function suggestion(name: string, known: readonly string[]): string {
    const near = known.length > 0 ? closest(name, known) : undefined;
    const isTypo = near !== undefined && distance(name, near) <= Math.max(2, near.length / 3);
    return isTypo ? `; did you mean "${near}"?` : "";
}

// The keys that a schema allows at a place in its value.
function keysAt(schema: z.ZodType, at: readonly string[]): string[] {
    let current: unknown = schema;
    for (const key of at) {
        const parent = unwrap(current);
        if (parent instanceof z.ZodObject) current = parent.shape[key];
        else if (parent instanceof z.ZodRecord) current = parent.valueType;
        else return [];
    }
    const object = unwrap(current);
    return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
}

function unwrap(schema: unknown): unknown {
    if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) {
        return unwrap(schema.unwrap());
    }
    return schema;
}
