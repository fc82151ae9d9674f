import { type Document, isScalar, visit } from "yaml";

/** The values that a document may have where each use of an alias counts. */
const maxExpanded = 1_000_000;

/**
 * The number of values in a tree in which each use of an alias counts; undefined if it is harmless. Some lines of
 * lists of aliases to lists of aliases have billions, which no reader would get to the end of.
 */
export function excessiveSize(value: unknown): number | undefined {
    const sizes = new Map<object, number>();
    const sizeOf = (part: unknown): number => {
        if (typeof part !== "object" || part === null) return 1;
        const known = sizes.get(part);
        if (known !== undefined) return known;
        let size = 1;
        for (const child of Object.values(part)) size += sizeOf(child);
        sizes.set(part, size);
        return size;
    };
    const size = sizeOf(value);
    // Each part once is what the document is without its aliases.
    let written = 1;
    for (const part of sizes.keys()) written += Object.keys(part).length;
    return size > maxExpanded && size > written ? size : undefined;
}

/** Returns whether a document has a merge key: `<<` without quotes, for keys that maps share (yaml.org/type/merge). */
export function hasMergeKey(document: Document): boolean {
    let found = false;
    visit(document, {
        Pair: (_, { key }) => {
            if (!isScalar(key) || key.value !== "<<" || key.type !== "PLAIN") return undefined;
            found = true;
            return visit.BREAK;
        },
    });
    return found;
}

/**
 * Replaces each merge key in a tree by the keys of the map, or the list of maps, that it has as its value; the map's own
 * keys come first, then those of the earlier maps. Any other value of a merge key stays. YAML 1.2 has no merge keys, but
 * the readers of OpenAPI documents do.
 */
export function replaceMergeKeys(root: unknown): void {
    const done = new Set<unknown>();
    const replace = (value: unknown): void => {
        if (typeof value !== "object" || value === null || done.has(value)) return;
        done.add(value);
        for (const child of Object.values(value)) replace(child);
        if (Array.isArray(value) || !Object.hasOwn(value, "<<")) return;
        const own = value as Record<string, unknown>;
        const merged = Array.isArray(own["<<"]) ? own["<<"] : [own["<<"]];
        if (!merged.every(isMap)) return;
        delete own["<<"];
        for (const [key, child] of merged.flatMap((map) => Object.entries(map))) {
            if (Object.hasOwn(own, key)) continue;
            Object.defineProperty(own, key, { value: child, enumerable: true, configurable: true, writable: true });
        }
    };
    replace(root);
}

function isMap(value: unknown): value is object {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
