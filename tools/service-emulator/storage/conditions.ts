import type { ContentVersion } from "./object-version";
import { preconditionFailed, StorageError } from "./storage-error";

/** The conditional headers of a read. */
export interface ReadConditions {
    readonly ifMatch: string | undefined;
    readonly ifNoneMatch: string | undefined;
    readonly ifModifiedSince: string | undefined;
    readonly ifUnmodifiedSince: string | undefined;
}

/**
 * Checks the conditions of a read (RFC 9110, section 13.2.2, as S3's GetObject has it).
 * @returns whether the client has this version already.
 * @throws {StorageError} PreconditionFailed.
 */
export function isUnmodified({ content, lastModified }: ContentVersion, conditions: ReadConditions): boolean {
    const { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince } = conditions;
    // Times of HTTP have no fractions of a second.
    const modified = Math.floor(lastModified / 1000) * 1000;
    if (ifMatch !== undefined) {
        if (!matches(ifMatch, content.etag)) throw preconditionFailed("If-Match");
    } else if (ifUnmodifiedSince !== undefined && modified > Date.parse(ifUnmodifiedSince))
        throw preconditionFailed("If-Unmodified-Since");
    if (ifNoneMatch !== undefined) return matches(ifNoneMatch, content.etag);
    return ifModifiedSince !== undefined && modified <= Date.parse(ifModifiedSince);
}

/** The part of an object that a `Range` header asks for: the first byte and the last one. */
export interface ByteRange {
    readonly start: number;
    readonly end: number;
}

/**
 * Reads a `Range` header. Several ranges, and units other than bytes, are ignored, as by S3.
 * @returns undefined for the whole object.
 * @throws {StorageError} InvalidRange if it is outside the object.
 */
export function readRange(header: string | undefined, size: number): ByteRange | undefined {
    const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
    if (header === undefined || first === undefined || last === undefined || (first === "" && last === ""))
        return undefined;
    const start = first === "" ? Math.max(size - Number(last), 0) : Number(first);
    const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
    if (first !== "" && last !== "" && Number(last) < Number(first)) return undefined;
    if (start < size && end >= start) return { start, end };
    throw new StorageError("InvalidRange", "The requested range is not satisfiable", 416, {
        RangeRequested: header,
        ActualObjectSize: String(size),
    });
}

function matches(header: string, etag: string): boolean {
    const tags = header.split(",").map((tag) => tag.trim().replace(/^W\//, "").replaceAll('"', ""));
    return tags.includes("*") || tags.includes(etag);
}
