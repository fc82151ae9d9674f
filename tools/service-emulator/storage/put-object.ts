import type { WrittenBody } from "./body-file";
import { type ChecksumAlgorithm, checksumAlgorithms, isChecksumValue } from "./checksums";
import { decodeChunks } from "./chunked-body";
import { type ContentVersion, keptHeaders, type ObjectHeaders } from "./object-version";
import { causeOf, headerOf, requireAccess, type S3Call } from "./s3-call";
import { invalidRequest, notImplemented, preconditionFailed, StorageError } from "./storage-error";

// S3 user guide, "Naming Amazon S3 objects"; "Working with object metadata": 2 KB.
const longestKey = 1024;
const longestMetadata = 2048;

/** PutObject. */
export async function putObject(call: S3Call): Promise<void> {
    const { request, response, store, bucket, key } = call;
    requireAccess(call, "s3:PutObject");
    checkKey(key);
    const metadata = metadataOf((name) => headerOf(request, name), Object.keys(request.headers));
    const headers = keptOf((name) => headerOf(request, name));
    const body = await receiveBody(call);
    try {
        checkPreconditions(call);
    } catch (error) {
        await store.discard(body);
        throw error;
    }
    const version = await store.create(bucket, { key, body, headers, metadata }, "ObjectCreated:Put", causeOf(call));
    response.writeHead(200, { ...versionHeaders(call, version), "Content-Length": 0 });
    response.end();
}

/** Checks that a key is not too long, in UTF-8. */
export function checkKey(key: string): void {
    const size = Buffer.byteLength(key);
    if (size <= longestKey) return;
    const details = { Size: String(size), MaxSizeAllowed: String(longestKey) };
    throw new StorageError("KeyTooLongError", "Your key is too long", 400, details);
}

/** The headers of an object among those of a request or a form. */
export function keptOf(find: (name: string) => string | undefined): ObjectHeaders {
    // `aws-chunked` is the encoding of the request alone.
    const encoding = find("content-encoding")
        ?.split(",")
        .filter((each) => each.trim() !== "aws-chunked")
        .join(",");
    const found = keptHeaders.map((name) => [name, name === "content-encoding" ? encoding : find(name)] as const);
    return Object.fromEntries(found.filter(([, value]) => value !== undefined && value !== ""));
}

/** The user's metadata among headers or fields. @throws {StorageError} MetadataTooLarge. */
export function metadataOf(
    find: (name: string) => string | undefined,
    names: readonly string[],
): Record<string, string> {
    const found = names
        .filter((name) => name.startsWith("x-amz-meta-"))
        .map((name) => [name.slice("x-amz-meta-".length), find(name) ?? ""] as const);
    const size = found.reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value), 0);
    if (size > longestMetadata)
        throw new StorageError(
            "MetadataTooLarge",
            "Your metadata headers exceed the maximum allowed metadata size",
            400,
            { Size: String(size), MaxSizeAllowed: String(longestMetadata) },
        );
    return Object.fromEntries(found);
}

/** The headers by which a response names a new version. */
export function versionHeaders({ bucket }: Pick<S3Call, "bucket">, { versionId, content }: ContentVersion) {
    return {
        ETag: `"${content.etag}"`,
        "x-amz-server-side-encryption": "AES256",
        ...(bucket.settings.isVersioned && { "x-amz-version-id": versionId }),
        ...(content.checksum && {
            [`x-amz-checksum-${content.checksum.algorithm}`]: content.checksum.value,
            "x-amz-checksum-type": "FULL_OBJECT",
        }),
    };
}

async function receiveBody({ store, request }: S3Call): Promise<WrittenBody> {
    const payload = headerOf(request, "x-amz-content-sha256") ?? "UNSIGNED-PAYLOAD";
    if (payload.startsWith("STREAMING-AWS4")) throw notImplemented("x-amz-content-sha256");
    const trailers = new Map<string, string>();
    const decoded = headerOf(request, "x-amz-decoded-content-length");
    const isChunked = payload === "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    const length = { decodedLength: decoded === undefined ? undefined : Number(decoded), trailers };
    const [algorithm, given] = givenChecksum(request.headers);
    const withSha256 = /^[0-9a-f]{64}$/.test(payload);
    // The connection stays open if the body is rejected, so that the client sees the error.
    const sent: AsyncIterable<Uint8Array> = request.iterator({ destroyOnReturn: false });
    const body = await store.write(isChunked ? decodeChunks(sent, length) : sent, { algorithm, withSha256 });
    try {
        if (withSha256 && body.sha256 !== payload)
            throw new StorageError(
                "XAmzContentSHA256Mismatch",
                "The provided 'x-amz-content-sha256' header does not match what was computed.",
                400,
                { ClientComputedContentSHA256: payload, S3ComputedContentSHA256: body.sha256 ?? "" },
            );
        checkMd5(headerOf(request, "content-md5"), body.md5);
        if (algorithm !== undefined)
            checkChecksum(algorithm, given ?? trailers.get(`x-amz-checksum-${algorithm}`), body);
    } catch (error) {
        await store.discard(body);
        throw error;
    }
    return body;
}

// In a header, or announced by `x-amz-trailer` and sent after the body.
function givenChecksum(
    headers: S3Call["request"]["headers"],
): readonly [algorithm: ChecksumAlgorithm | undefined, value: string | undefined] {
    const names = Object.keys(headers).filter((name) => /^x-amz-checksum-(?!type$|mode$|algorithm$)/.test(name));
    const announced = String(headers["x-amz-trailer"] ?? "");
    const name = names[0] ?? (announced.startsWith("x-amz-checksum-") ? announced : undefined);
    if (names.length > 1)
        throw invalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
    if (name === undefined) return [undefined, undefined];
    const algorithm = checksumAlgorithms.find((each) => name === `x-amz-checksum-${each}`);
    if (algorithm === undefined) throw notImplemented(name);
    return [algorithm, names[0] === undefined ? undefined : String(headers[name])];
}

function checkChecksum(algorithm: ChecksumAlgorithm, given: string | undefined, { checksum }: WrittenBody): void {
    if (given === undefined || !isChecksumValue(algorithm, given))
        throw invalidRequest(`Value for x-amz-checksum-${algorithm} header is invalid.`);
    if (given === checksum?.value) return;
    const message = `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`;
    throw new StorageError("BadDigest", message, 400);
}

function checkMd5(given: string | undefined, md5: string): void {
    if (given === undefined) return;
    const bytes = Buffer.from(given, "base64");
    if (bytes.length !== 16)
        throw new StorageError("InvalidDigest", "The Content-MD5 you specified was invalid.", 400, {
            "Content-MD5": given,
        });
    if (bytes.toString("hex") === md5) return;
    throw new StorageError("BadDigest", "The Content-MD5 you specified did not match what we received.", 400, {
        ExpectedDigest: bytes.toString("hex"),
        CalculatedDigest: Buffer.from(md5, "hex").toString("base64"),
    });
}

// Conditional writes: checked at the end, so that of two writers one gets the error.
function checkPreconditions({ request, bucket, key }: S3Call): void {
    const current = bucket.current(key);
    const noneMatch = headerOf(request, "if-none-match");
    if (noneMatch !== undefined && noneMatch !== "*") throw notImplemented("If-None-Match");
    if (noneMatch === "*" && current !== undefined) throw preconditionFailed("If-None-Match");
    const match = headerOf(request, "if-match")?.replaceAll('"', "");
    if (match !== undefined && match !== current?.content.etag) throw preconditionFailed("If-Match");
}
