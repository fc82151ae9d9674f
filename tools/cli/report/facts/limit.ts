import type { Limit } from "./report-schema";

/** A limit, or a part of it that the stack has: `2 of 300`. */
export function limit(subject: string, name: string, value: string): Limit {
    return { subject, limit: name, value };
}

/** A number, or `not set`. */
export function amount(value: number | undefined): string {
    return value === undefined ? "not set" : value.toLocaleString("en");
}
