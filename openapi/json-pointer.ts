/** Splits a reference into the same document into keys, e.g. `#/paths/~1all` into `["paths", "/all"]`; undefined for any other. */
export function referenceKeys(reference: unknown): string[] | undefined {
    if (typeof reference !== "string" || !reference.startsWith("#/")) return undefined;
    return reference
        .slice(2)
        .split("/")
        .map((key) => unescapeKey(percentDecoded(key)));
}

/** Decodes one key of a JSON pointer: `~1` is a slash and `~0` a tilde (RFC 6901, section 4). */
export function unescapeKey(key: string): string {
    return key.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** Decodes a key of a pointer in a URI fragment (RFC 6901, section 6); one that is not percent-encoded stays as it is. */
export function percentDecoded(key: string): string {
    try {
        return decodeURIComponent(key);
    } catch (error) {
        if (error instanceof URIError) return key;
        throw error;
    }
}
