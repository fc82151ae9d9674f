import type { Place } from "../problem";
import type { DocumentSource } from "./source";

/**
 * Reads a descriptive string, such as a summary; an object without the key if it is absent or empty.
 * A number or a boolean, as YAML reads an unquoted version, becomes a string.
 */
export function readText<Key extends string>(source: DocumentSource, owner: Place, key: Key): { [K in Key]?: string } {
    const at = [...owner, key];
    const value = source.valueAt(at);
    if (value === undefined || value === null || value === "") return {};
    if (typeof value === "object") {
        source.adjustForRestApi(at, "left out, as it is not a string");
        return {};
    }
    return { [key]: String(value) } as { [K in Key]?: string };
}

/** Reads the tags of an operation, each once: API Gateway rejects an operation with a repeated or an empty tag. */
export function readTags(source: DocumentSource, at: Place): string[] {
    const tags: string[] = [];
    for (const place of source.itemsOf(at)) {
        const tag = source.valueAt(place);
        if (typeof tag !== "string" || tag === "" || tags.includes(tag)) {
            source.adjustForRestApi(
                place,
                "left out, as the tags of an operation must be distinct strings that are not empty",
            );
        } else tags.push(tag);
    }
    return tags;
}
