import type { Place } from "../../problem";
import type { DocumentSource } from "../source";
import { isObject } from "./model";
import { outermostOf, type SchemaReferences } from "./references";

/** The names of the properties that a schema marks as read-only and write-only. */
export interface Flagged {
    readonly readOnly: ReadonlySet<string>;
    readonly writeOnly: ReadonlySet<string>;
}

/** No flagged property. */
export const noneFlagged: Flagged = { readOnly: new Set(), writeOnly: new Set() };

/** Collects the flagged properties of a schema, and of the schemas that it consists of by `allOf`. */
export function flaggedProperties(source: DocumentSource, references: SchemaReferences, schema: Place): Flagged {
    const readOnly = new Set<string>();
    const writeOnly = new Set<string>();
    const seen = new Set<string>();
    const pending: Place[] = [schema];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
        const key = JSON.stringify(at);
        const value = source.valueAt(at);
        if (seen.has(key) || !isObject(value)) continue;
        seen.add(key);
        const target = value.$ref === undefined ? undefined : references.find(at, outermostOf(at));
        if (target !== undefined) pending.push(target);
        if (Array.isArray(value.allOf)) pending.push(...source.childrenOf([...at, "allOf"]));
        if (!isObject(value.properties)) continue;
        for (const name of Object.keys(value.properties)) {
            const property = [...at, "properties", name];
            if (hasFlag(source, references, property, "readOnly")) readOnly.add(name);
            if (hasFlag(source, references, property, "writeOnly")) writeOnly.add(name);
        }
    }
    return { readOnly, writeOnly };
}

function hasFlag(
    source: DocumentSource,
    references: SchemaReferences,
    at: Place,
    flag: "readOnly" | "writeOnly",
): boolean {
    const seen = new Set<string>();
    for (let next: Place | undefined = at; next !== undefined; next = references.find(next, outermostOf(next))) {
        const key = JSON.stringify(next);
        if (seen.has(key)) return false;
        seen.add(key);
        if (source.valueAt([...next, flag]) === true) return true;
    }
    return false;
}
