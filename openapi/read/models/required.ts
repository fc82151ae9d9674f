import { type Place, quote } from "../../problem";
import type { Changes } from "./changes";
import type { Flagged } from "./flags";
import type { Direction, Draft } from "./model";

type RawSchema = Readonly<Record<string, unknown>>;

/** The properties that bodies of one direction do not have: OpenAPI's `required` takes effect on the other one only. */
export interface Hidden {
    readonly direction: Direction;
    readonly names: ReadonlySet<string>;
}

/** Selects the flagged properties that bodies of a direction do not have. */
export function hiddenIn(direction: Direction, { readOnly, writeOnly }: Flagged): Hidden {
    return { direction, names: direction === "request" ? readOnly : writeOnly };
}

/** Returns whether a schema requires a flagged property. */
export function hasFlaggedNames({ required }: RawSchema, { readOnly, writeOnly }: Flagged): boolean {
    return namesOf(required).some((name) => readOnly.has(name) || writeOnly.has(name));
}

/** Adds the required names to a model, each once and without the hidden ones; draft 4 has no empty list of them. */
export function addRequired(draft: Draft, { required }: RawSchema, hidden: Hidden, at: Place, changes: Changes): void {
    if (required === undefined || required === false) return;
    const place = [...at, "required"];
    if (!Array.isArray(required)) {
        const change = "published without it, as OpenAPI 3 has a list of names here";
        changes.widenOften("required", place, change, `"required: ${quote(required)}"`);
        return;
    }
    const names = namesOf(required);
    const absent = names.filter((name) => hidden.names.has(name));
    if (absent.length > 0) {
        const list = absent.map((name) => `"${name}"`).join(", ");
        const change = "not required in the model of requests, as only responses have them";
        if (hidden.direction === "request") changes.widen(place, change, `${list}, read-only`);
        else changes.isWider = true;
    }
    const kept = names.filter((name) => !absent.includes(name));
    if (kept.length > 0) draft.required = kept;
}

function namesOf(required: unknown): string[] {
    const list: readonly unknown[] = Array.isArray(required) ? required : [];
    return [...new Set(list)].filter((name): name is string => typeof name === "string");
}
