import { percentDecoded, referenceKeys } from "../../json-pointer";
import { type Place, quote } from "../../problem";
import { isObject } from "../../raw-value";
import type { DocumentSource } from "../source";

// Parts of a document that hold no schemas, and components that are something else than a schema.
const otherRoots = ["openapi", "info", "servers", "security", "tags", "externalDocs"];
const isOtherComponent = (place: Place) => place[0] === "components" && place[1] !== "schemas" && place.length === 3;

/** Finds the schemas that `$ref`s name: by pointer, by `$id` or by `$anchor`. */
export class SchemaReferences {
    private names: ReadonlyMap<string, Place> | undefined;
    /** Pointers from the root of the document. */
    private readonly found = new Map<string, Place>();
    private readonly ending = new Set<string>();

    constructor(private readonly source: DocumentSource) {}

    /**
     * The place of the schema that the `$ref` of a schema names; undefined, with a problem, if it is missing, in another
     * file, no schema, or circular. A pointer that leads nowhere is tried from the outermost schema around it too.
     */
    read(at: Place, outermost: Place): Place | undefined {
        const target = this.find(at, outermost);
        const reference = this.source.valueAt([...at, "$ref"]);
        const place = [...at, "$ref"];
        if (target === undefined) {
            const isLocal = typeof reference === "string" && reference.startsWith("#");
            const want = isLocal
                ? "a reference to something in this document"
                : 'a reference into this document, such as "#/components/schemas/Picture"; bundle several files into one first, for example with "redocly bundle"';
            this.source.report(place, want);
            return undefined;
        }
        if (otherRoots.includes(String(target[0])) || isOtherComponent(target)) {
            this.source.report(place, 'a schema such as "#/components/schemas/Picture"');
            return undefined;
        }
        return this.ends(at, target) ? target : undefined;
    }

    /** The place that the `$ref` of a schema names; undefined if it is missing. */
    find(at: Place, outermost: Place): Place | undefined {
        const reference = this.source.valueAt([...at, "$ref"]);
        if (typeof reference !== "string") return undefined;
        if (reference === "#") return outermost;
        const known = this.found.get(reference);
        if (known !== undefined) return known;
        const keys = referenceKeys(reference);
        if (keys === undefined) return this.byName(reference);
        if (this.source.valueAt(keys) !== undefined) {
            this.found.set(reference, keys);
            return keys;
        }
        const decoded = keys.map(percentDecoded);
        const candidates = [decoded, [...outermost, ...keys], [...outermost, ...decoded]];
        return candidates.find((place) => this.source.valueAt(place) !== undefined);
    }

    private ends(at: Place, target: Place): boolean {
        const seen = new Set([JSON.stringify(at)]);
        for (let next: Place | undefined = target; next !== undefined; next = this.find(next, outermostOf(next))) {
            const key = JSON.stringify(next);
            if (this.ending.has(key)) break;
            if (seen.has(key)) {
                const reference = this.source.valueAt([...at, "$ref"]);
                const got = `the circular reference ${quote(reference)}`;
                this.source.report([...at, "$ref"], "a reference that leads to a schema", got);
                return false;
            }
            seen.add(key);
        }
        for (const key of seen) this.ending.add(key);
        return true;
    }

    private byName(reference: string): Place | undefined {
        this.names ??= namesIn(this.source);
        return this.names.get(reference);
    }
}

/** The outermost schema around a place, as far as its keys tell: a component, or the schema of a media type. */
export function outermostOf(at: Place): Place {
    if (at[0] === "components" && at[1] === "schemas") return at.slice(0, 3);
    const schema = at.indexOf("schema");
    return schema < 0 ? at : at.slice(0, schema + 1);
}

function namesIn(source: DocumentSource): Map<string, Place> {
    const names = new Map<string, Place>();
    const pending: Place[] = [["components"]];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
        const value = source.valueAt(at);
        if (isObject(value)) {
            if (typeof value.$id === "string") names.set(value.$id, at);
            if (typeof value.$anchor === "string") names.set(`#${value.$anchor}`, at);
            if (typeof value.$dynamicAnchor === "string") names.set(`#${value.$dynamicAnchor}`, at);
        }
        pending.push(...source.childrenOf(at));
    }
    return names;
}
