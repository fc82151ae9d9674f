import type { Place } from "../../problem";
import { isObject } from "../../raw-value";
import type { DocumentSource } from "../source";
import { outermostOf, type SchemaReferences } from "./references";

/** The names of the properties that a schema marks as read-only and write-only. */
export interface Flagged {
    readonly readOnly: ReadonlySet<string>;
    readonly writeOnly: ReadonlySet<string>;
}

type Flag = keyof Flagged;

/** No flagged property. */
export const noneFlagged: Flagged = { readOnly: new Set(), writeOnly: new Set() };

/** The properties that a schema itself flags, and the schemas that it consists of. */
interface Part {
    readonly readOnly: readonly string[];
    readonly writeOnly: readonly string[];
    readonly others: readonly Place[];
}

/** Collects the flagged properties of schemas. */
export class PropertyFlags {
    private readonly parts = new Map<string, Part>();
    /** Most documents flag nothing. */
    private isUsed: boolean | undefined;

    constructor(
        private readonly source: DocumentSource,
        private readonly references: SchemaReferences,
    ) {}

    /** Those of a schema, and of the schemas that it consists of by `allOf`. */
    of(schema: Place): Flagged {
        this.isUsed ??= flagsAny(this.source.valueAt([]));
        if (!this.isUsed) return noneFlagged;
        const readOnly = new Set<string>();
        const writeOnly = new Set<string>();
        const seen = new Set<Part>();
        const pending: Place[] = [schema];
        for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
            const part = this.part(at);
            if (seen.has(part)) continue;
            seen.add(part);
            for (const name of part.readOnly) readOnly.add(name);
            for (const name of part.writeOnly) writeOnly.add(name);
            pending.push(...part.others);
        }
        return { readOnly, writeOnly };
    }

    private part(at: Place): Part {
        const key = JSON.stringify(at);
        const known = this.parts.get(key) ?? this.read(at);
        this.parts.set(key, known);
        return known;
    }

    private read(at: Place): Part {
        const value = this.source.valueAt(at);
        if (!isObject(value)) return { readOnly: [], writeOnly: [], others: [] };
        const names = isObject(value.properties) ? Object.keys(value.properties) : [];
        const flagged = (flag: Flag) => names.filter((name) => this.hasFlag([...at, "properties", name], flag));
        const target = value.$ref === undefined ? undefined : this.references.find(at, outermostOf(at));
        const parts = Array.isArray(value.allOf) ? this.source.childrenOf([...at, "allOf"]) : [];
        return {
            readOnly: flagged("readOnly"),
            writeOnly: flagged("writeOnly"),
            others: target === undefined ? parts : [target, ...parts],
        };
    }

    private hasFlag(at: Place, flag: Flag): boolean {
        const seen = new Set<string>();
        for (
            let next: Place | undefined = at;
            next !== undefined;
            next = this.references.find(next, outermostOf(next))
        ) {
            if (this.source.valueAt([...next, flag]) === true) return true;
            const key = JSON.stringify(next);
            if (seen.has(key)) return false;
            seen.add(key);
        }
        return false;
    }
}

function flagsAny(root: unknown): boolean {
    const pending = [root];
    for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
        if (typeof value !== "object" || value === null) continue;
        if (isObject(value) && (value.readOnly === true || value.writeOnly === true)) return true;
        for (const child of Object.values(value)) if (child !== undefined) pending.push(child);
    }
    return false;
}
