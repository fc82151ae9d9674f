import { z } from "zod";
import { crossChecks } from "./cross-checks";
import { problemsOf, SettingsError } from "./problems";
import { type Settings, schema } from "./schema";

/**
 * Reads the settings of a stack once, with every fault reported together.
 * @param values the values under `gatehouse:`, without that prefix, as YAML has them.
 * @throws {SettingsError} where anything cannot be understood.
 */
export function parseSettings(values: Readonly<Record<string, unknown>>): Settings {
    const result = schema.safeParse(values);
    const problems = result.success ? [] : problemsOf(result.error.issues, values, keysAt);
    problems.push(...crossChecks(result.success ? result.data : soundSections(values)));
    if (!result.success || problems.length > 0) throw new SettingsError(problems);
    return result.data;
}

// A fault in one section must not hide another fault between two others.
function soundSections(values: Readonly<Record<string, unknown>>): Partial<Settings> {
    return Object.fromEntries(
        Object.entries(schema.shape).flatMap(([key, section]) => {
            const result = section.safeParse(values[key]);
            return result.success ? [[key, result.data]] : [];
        }),
    );
}

/** The keys that a map of the schema takes, at a path into the settings. */
function keysAt(path: readonly PropertyKey[]): string[] {
    let at: unknown = schema;
    for (const key of path) {
        const map = unwrap(at);
        if (map instanceof z.ZodObject) at = map.shape[String(key)];
        else if (map instanceof z.ZodRecord) at = map.valueType;
        else return [];
    }
    const map = unwrap(at);
    return map instanceof z.ZodObject ? Object.keys(map.shape) : [];
}

function unwrap(schema: unknown): unknown {
    if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) {
        return unwrap(schema.unwrap());
    }
    return schema;
}
