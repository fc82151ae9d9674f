import { createHash } from "node:crypto";
import { readBody } from "../wire/request-body";
import { elementsOf, stringIn, type XmlContent } from "../wire/xml";
import { checksumAlgorithms, startChecksum } from "./checksums";
import { causeOf, denied, headerOf, requireAccess, type S3Call, sendXml } from "./s3-call";
import { invalidRequest, StorageError } from "./storage-error";

// S3 API reference, DeleteObjects: 1,000 keys. A key has 1,024 bytes at most.
const mostKeys = 1000;
const longestBody = 8 * 1024 * 1024;

/** DeleteObject, of the newest version or of a given one. */
export async function deleteObject(call: S3Call): Promise<void> {
    const { store, bucket, key, query, response } = call;
    const versionId = query.get("versionId");
    requireAccess(call, versionId === undefined ? "s3:DeleteObject" : "s3:DeleteObjectVersion");
    const removal = await store.remove(bucket, key, versionId, causeOf(call));
    response.writeHead(204, {
        ...(removal.versionId !== undefined && { "x-amz-version-id": removal.versionId }),
        ...(removal.isDeleteMarker && { "x-amz-delete-marker": "true" }),
    });
    response.end();
}

/** DeleteObjects: each key is checked and removed alone, and errors are listed in the response. */
export async function deleteObjects(call: S3Call): Promise<void> {
    const body = await readBody(call.request, longestBody);
    if (body === undefined) throw malformedXml();
    checkIntegrity(call, body);
    const xml = body.toString();
    const objects = elementsOf(xml, "Object").map((object) => ({
        key: stringIn(object, "Key"),
        versionId: stringIn(object, "VersionId"),
    }));
    if (objects.length === 0 || objects.length > mostKeys) throw malformedXml();
    const deleted: XmlContent[] = [];
    const errors: XmlContent[] = [];
    for (const { key, versionId } of objects) {
        if (key === undefined) throw malformedXml();
        const result = await deleteOne(call, key, versionId);
        if ("Code" in result) errors.push(result);
        else deleted.push(result);
    }
    const isQuiet = stringIn(xml, "Quiet") === "true";
    sendXml(call.response, "DeleteResult", { ...(!isQuiet && { Deleted: deleted }), Error: errors });
}

async function deleteOne(call: S3Call, key: string, versionId: string | undefined): Promise<Record<string, string>> {
    const { caller, bucket, store } = call;
    const named = { Key: key, ...(versionId !== undefined && { VersionId: versionId }) };
    const action = versionId === undefined ? "s3:DeleteObject" : "s3:DeleteObjectVersion";
    const resource = `${bucket.arn}/${key}`;
    if (!caller.allows(action, resource)) {
        const { code, message } = denied(caller, action, resource);
        return { ...named, Code: code, Message: message };
    }
    const removal = await store.remove(bucket, key, versionId, causeOf(call));
    if (!removal.isDeleteMarker) return named;
    return { ...named, DeleteMarker: "true", DeleteMarkerVersionId: removal.versionId ?? "" };
}

// Required by this operation alone (S3 API reference, DeleteObjects).
function checkIntegrity({ request }: S3Call, body: Buffer): void {
    const md5 = headerOf(request, "content-md5");
    const checksums = checksumAlgorithms
        .map((algorithm) => ({ algorithm, given: headerOf(request, `x-amz-checksum-${algorithm}`) }))
        .filter(({ given }) => given !== undefined);
    if (md5 === undefined && checksums.length === 0)
        throw invalidRequest("Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
    if (md5 !== undefined && md5 !== createHash("md5").update(body).digest("base64"))
        throw new StorageError("BadDigest", "The Content-MD5 you specified did not match what we received.", 400);
    for (const { algorithm, given } of checksums) {
        const checksum = startChecksum(algorithm);
        checksum.update(body);
        if (checksum.digest() === given) continue;
        const message = `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`;
        throw new StorageError("BadDigest", message, 400);
    }
}

function malformedXml(): StorageError {
    const message = "The XML you provided was not well-formed or did not validate against our published schema";
    return new StorageError("MalformedXML", message, 400);
}
