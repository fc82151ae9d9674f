import type { ChecksumAlgorithm } from "./checksums";

/** The headers of an object that S3 keeps and returns. */
export const keptHeaders = [
    "content-type",
    "cache-control",
    "content-disposition",
    "content-encoding",
    "content-language",
    "expires",
] as const;

/** Headers of an object by their names in lower case. */
export type ObjectHeaders = Readonly<Partial<Record<(typeof keptHeaders)[number], string>>>;

/** A version of an object, or a delete marker. */
export interface ObjectVersion {
    readonly key: string;
    /** `null` in a bucket without versions. */
    readonly versionId: string;
    /** Milliseconds since 1970. */
    readonly lastModified: number;
    /** Undefined for a delete marker. */
    readonly content: ObjectContent | undefined;
}

/** The content of a version. */
export interface ObjectContent {
    /** Path of the file that has it. */
    readonly file: string;
    readonly size: number;
    /** MD5 in hexadecimal digits. */
    readonly etag: string;
    readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string } | undefined;
    readonly headers: ObjectHeaders;
    /** By name without `x-amz-meta-`. */
    readonly metadata: Readonly<Record<string, string>>;
}

/** A version that is no delete marker. */
export type ContentVersion = ObjectVersion & { readonly content: ObjectContent };
