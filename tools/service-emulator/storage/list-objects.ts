import { percentEncoded } from "../wire/canonical-request";
import type { XmlContent } from "../wire/xml";
import { hasContent } from "./bucket";
import { compareKeys, listPage } from "./list-page";
import type { ObjectVersion } from "./object-version";
import { isoTime, requireAccess, type S3Call, sendXml } from "./s3-call";
import { invalidArgument } from "./storage-error";

/** ListObjectsV2. */
export function listObjects(call: S3Call): void {
    requireAccess(call, "s3:ListBucket");
    const { bucket, query, response } = call;
    const request = readRequest(query);
    const token = query.get("continuation-token");
    const startAfter = query.get("start-after");
    const after = token === undefined ? (startAfter ?? "") : Buffer.from(token, "base64url").toString();
    const versions = bucket.keys().flatMap((key) => bucket.current(key) ?? []);
    const page = listPage(versions, { ...request, after }, ({ key }) => compareKeys(key, after) > 0);
    const { encode } = request;
    sendXml(response, "ListBucketResult", {
        Name: bucket.settings.name,
        Prefix: encode(request.prefix),
        ...(startAfter !== undefined && { StartAfter: encode(startAfter) }),
        ...(token !== undefined && { ContinuationToken: token }),
        ...(page.isTruncated && { NextContinuationToken: Buffer.from(page.last).toString("base64url") }),
        KeyCount: String(page.entries.length + page.commonPrefixes.length),
        MaxKeys: String(request.maximum),
        ...echoed(request),
        IsTruncated: String(page.isTruncated),
        Contents: page.entries.map((version) => contentOf(version, encode)),
        CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
    });
}

/** ListObjectVersions. */
export function listObjectVersions(call: S3Call): void {
    requireAccess(call, "s3:ListBucketVersions");
    const { bucket, query, response } = call;
    const request = readRequest(query);
    const after = query.get("key-marker") ?? "";
    const versionMarker = query.get("version-id-marker");
    const all = bucket.keys().flatMap((key) => bucket.versionsOf(key));
    // The markers name the last version of the page before, and the versions of its key go on after it.
    const marked = all.findIndex(({ key, versionId }) => key === after && versionId === versionMarker);
    const isAfter = (version: ObjectVersion) =>
        marked < 0 ? compareKeys(version.key, after) > 0 : all.indexOf(version, marked + 1) > marked;
    const page = listPage(all, { ...request, after }, isAfter);
    const { encode } = request;
    const lastVersion = page.entries.at(-1);
    const next = {
        NextKeyMarker: encode(page.last),
        NextVersionIdMarker: lastVersion?.key === page.last ? lastVersion.versionId : undefined,
    };
    sendXml(response, "ListVersionsResult", {
        Name: bucket.settings.name,
        Prefix: encode(request.prefix),
        KeyMarker: encode(after),
        VersionIdMarker: versionMarker ?? "",
        ...(page.isTruncated && next),
        MaxKeys: String(request.maximum),
        ...echoed(request),
        IsTruncated: String(page.isTruncated),
        Version: page.entries.filter(hasContent).map((version) => ({
            ...contentOf(version, encode),
            ...versionOf(version, bucket.versionsOf(version.key)),
        })),
        DeleteMarker: page.entries
            .filter((version) => !hasContent(version))
            .map((version) => ({
                Key: encode(version.key),
                LastModified: isoTime(version.lastModified),
                ...versionOf(version, bucket.versionsOf(version.key)),
            })),
        CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
    });
}

// S3 returns 1,000 at most, whatever is asked for.
function readRequest(query: ReadonlyMap<string, string>) {
    const given = query.get("max-keys") ?? "1000";
    if (!/^\d{1,10}$/.test(given))
        throw invalidArgument("Argument maxKeys must be an integer between 0 and 2147483647", "maxKeys", given);
    const encoding = query.get("encoding-type");
    if (encoding !== undefined && encoding !== "url")
        throw invalidArgument("Invalid Encoding Method specified in Request", "encoding-type", encoding);
    return {
        prefix: query.get("prefix") ?? "",
        delimiter: query.get("delimiter") ?? "",
        maximum: Math.min(Number(given), 1000),
        encoding,
        encode: encoding === "url" ? encodedKey : (key: string) => key,
    };
}

function echoed({ delimiter, encoding, encode }: ReturnType<typeof readRequest>): Record<string, string> {
    return {
        ...(delimiter !== "" && { Delimiter: encode(delimiter) }),
        ...(encoding !== undefined && { EncodingType: encoding }),
    };
}

function contentOf({ key, lastModified, content }: ObjectVersion, encode: (key: string) => string) {
    return {
        Key: encode(key),
        LastModified: isoTime(lastModified),
        ETag: `"${content?.etag}"`,
        ...(content?.checksum && {
            ChecksumAlgorithm: content.checksum.algorithm.toUpperCase(),
            ChecksumType: "FULL_OBJECT",
        }),
        Size: String(content?.size),
        StorageClass: "STANDARD",
    };
}

function versionOf({ versionId }: ObjectVersion, all: readonly ObjectVersion[]): Record<string, XmlContent> {
    return {
        VersionId: versionId,
        IsLatest: String(all[0]?.versionId === versionId),
        Owner: { ID: "local" },
    };
}

function encodedKey(key: string): string {
    return percentEncoded(key).replaceAll("%2F", "/").replaceAll("%20", "+");
}
