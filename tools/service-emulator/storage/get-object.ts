import { pipeline } from "node:stream/promises";
import { hasContent } from "./bucket";
import { isUnmodified, readRange } from "./conditions";
import type { ContentVersion } from "./object-version";
import { denied, headerOf, requireAccess, type S3Call } from "./s3-call";
import { isDeleteMarker, noSuchKey } from "./storage-error";

/** GetObject and HeadObject. */
export async function getObject(call: S3Call): Promise<void> {
    const { request, response, store } = call;
    const version = findVersion(call);
    const headers = responseHeaders(call, version);
    const conditions = {
        ifMatch: headerOf(request, "if-match"),
        ifNoneMatch: headerOf(request, "if-none-match"),
        ifModifiedSince: headerOf(request, "if-modified-since"),
        ifUnmodifiedSince: headerOf(request, "if-unmodified-since"),
    };
    if (isUnmodified(version, conditions)) {
        // No content, so nothing about it: the SDK would verify a checksum.
        const kept = Object.entries(headers).filter(([name]) => !/^(content-|x-amz-checksum-)/.test(name));
        response.writeHead(304, Object.fromEntries(kept));
        response.end();
        return;
    }
    const { size } = version.content;
    const range = readRange(headerOf(request, "range"), size);
    const { start, end } = range ?? { start: 0, end: size - 1 };
    const isHead = request.method === "HEAD";
    const file = isHead || size === 0 ? undefined : await store.read(version);
    response.writeHead(range === undefined ? 200 : 206, {
        ...headers,
        "Content-Length": end - start + 1,
        ...(range && { "Content-Range": `bytes ${start}-${end}/${size}` }),
    });
    if (file === undefined) response.end();
    // The stream closes the file.
    else await pipeline(file.createReadStream({ start, end }), response).catch(unlessClosed);
}

// A client that has seen enough, or whose process was killed, closes the connection while it is sent an object.
function unlessClosed(error: unknown): void {
    if (error instanceof Error && "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE") return;
    throw error;
}

// Without the right to list, a client is not told whether a key exists (S3 API reference, GetObject, "Permissions").
function findVersion(call: S3Call): ContentVersion {
    const { bucket, key, query, response, caller, request } = call;
    const versionId = query.get("versionId");
    requireAccess(call, versionId === undefined ? "s3:GetObject" : "s3:GetObjectVersion");
    const newest = bucket.versionsOf(key)[0];
    if (versionId === undefined && (newest === undefined || !hasContent(newest))) {
        if (newest !== undefined) markDeleted(call, newest.versionId);
        if (!caller.allows("s3:ListBucket", bucket.arn)) throw denied(caller, "s3:ListBucket", bucket.arn);
        throw noSuchKey(key);
    }
    const version = bucket.version(key, versionId);
    if (hasContent(version)) return version;
    markDeleted(call, version.versionId);
    response.setHeader("Allow", "DELETE");
    throw isDeleteMarker(request.method ?? "GET");
}

function markDeleted({ response }: S3Call, versionId: string): void {
    response.setHeader("x-amz-delete-marker", "true");
    response.setHeader("x-amz-version-id", versionId);
}

const overrides = [
    "content-type",
    "cache-control",
    "content-disposition",
    "content-encoding",
    "content-language",
    "expires",
];

function responseHeaders({ bucket, query, request }: S3Call, { versionId, lastModified, content }: ContentVersion) {
    const { etag, checksum, headers, metadata } = content;
    const overridden = overrides
        .map((name) => [name, query.get(`response-${name}`)] as const)
        .filter((entry): entry is readonly [string, string] => entry[1] !== undefined);
    const withChecksum =
        headerOf(request, "x-amz-checksum-mode")?.toUpperCase() === "ENABLED" && !request.headers.range;
    return {
        "content-type": "binary/octet-stream",
        ...headers,
        ...Object.fromEntries(overridden),
        ...Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
        ETag: `"${etag}"`,
        "Last-Modified": new Date(lastModified).toUTCString(),
        "Accept-Ranges": "bytes",
        "x-amz-server-side-encryption": "AES256",
        ...(bucket.settings.isVersioned && { "x-amz-version-id": versionId }),
        ...(withChecksum && checksum && { [`x-amz-checksum-${checksum.algorithm}`]: checksum.value }),
        ...(withChecksum && checksum && { "x-amz-checksum-type": "FULL_OBJECT" }),
    };
}
