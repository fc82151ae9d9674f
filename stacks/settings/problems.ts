import type { z } from "zod";
import { problemsOf } from "../../openapi/issues";
import { type Problem, quote } from "../../openapi/problem";

/** Reports every problem of a stack's file at once. */
export class SettingsError extends Error {
    constructor(
        /** One line each: `gatehouse:stages.Test.cache.sizeGb: got 0.7, want one of 0.5, 1.6, …`. */
        readonly problems: readonly string[],
    ) {
        super(problems.join("\n"));
        this.name = "SettingsError";
    }
}

/** Formats the problem of a setting: its path, the value found, and the expected form. */
export function settingProblem(path: readonly (string | number)[], value: unknown, want: string): string {
    return render({ at: path, got: quote(value), want });
}

/** Formats the issues that the schema found in the settings. */
export function settingProblems(schema: z.ZodType, issues: readonly z.core.$ZodIssue[], values: unknown): string[] {
    return problemsOf(schema, issues, values).map(render);
}

function render({ at, got, want }: Problem): string {
    return `gatehouse:${at.join(".")}: got ${got}, want ${want}`;
}
