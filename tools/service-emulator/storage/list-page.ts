/** The parameters of a list. */
export interface ListRequest {
    readonly prefix: string;
    /** Keys with this string after the prefix are grouped; empty for no groups. */
    readonly delimiter: string;
    /** Only entries after this key or group. */
    readonly after: string;
    readonly maximum: number;
}

/** A page of a list. */
export interface ListPage<Entry> {
    readonly entries: readonly Entry[];
    /** Groups: prefix, then everything up to the delimiter. */
    readonly commonPrefixes: readonly string[];
    readonly isTruncated: boolean;
    /** The last key or group of the page; empty for an empty page. */
    readonly last: string;
}

/**
 * A page of entries with their keys in order. A group counts as one entry (S3 API reference, ListObjectsV2).
 * @param isAfter whether an entry is after the last one of the page before.
 */
export function listPage<Entry extends { readonly key: string }>(
    all: Iterable<Entry>,
    { prefix, delimiter, after, maximum }: ListRequest,
    isAfter: (entry: Entry) => boolean,
): ListPage<Entry> {
    const entries: Entry[] = [];
    const commonPrefixes: string[] = [];
    let last = "";
    for (const entry of all) {
        const { key } = entry;
        if (!key.startsWith(prefix)) continue;
        const group = groupOf(key, prefix, delimiter);
        const isDone = group === undefined ? !isAfter(entry) : group === after || compareKeys(group, after) < 0;
        if (isDone || (group !== undefined && group === commonPrefixes.at(-1))) continue;
        if (entries.length + commonPrefixes.length === maximum)
            return { entries, commonPrefixes, isTruncated: maximum > 0, last };
        if (group === undefined) entries.push(entry);
        else commonPrefixes.push(group);
        last = group ?? key;
    }
    return { entries, commonPrefixes, isTruncated: false, last };
}

/** Compares keys by the bytes of their UTF-8, as S3 does. */
export function compareKeys(a: string, b: string): number {
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function groupOf(key: string, prefix: string, delimiter: string): string | undefined {
    if (delimiter === "") return undefined;
    const end = key.indexOf(delimiter, prefix.length);
    return end < 0 ? undefined : key.slice(0, end + delimiter.length);
}
