import { sendText } from "../wire/request-body";
import { xmlDocument } from "../wire/xml";
import { hasContent } from "./bucket";
import { checkKey, keptOf, metadataOf, versionHeaders } from "./put-object";
import { causeOf, headerOf, isoTime, readPath, requireAccess, type S3Call } from "./s3-call";
import { invalidArgument, invalidRequest, noSuchKey } from "./storage-error";

/** CopyObject: of the headers, only `x-amz-copy-source` and `x-amz-metadata-directive` beside those of the new object have an effect. */
export async function copyObject(call: S3Call): Promise<void> {
    const { request, response, store, bucket, key } = call;
    requireAccess(call, "s3:PutObject");
    checkKey(key);
    const source = findSource(call);
    const isReplaced = headerOf(request, "x-amz-metadata-directive") === "REPLACE";
    if (!isReplaced && source.bucket === bucket && source.version.key === key && source.versionId === undefined)
        throw invalidRequest(
            "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
        );
    const find = (name: string) => headerOf(request, name);
    const { content } = source.version;
    const file = await store.read(source.version);
    const body = await store.write(file.createReadStream(), { algorithm: content.checksum?.algorithm });
    const given = isReplaced
        ? { key, body, headers: keptOf(find), metadata: metadataOf(find, Object.keys(request.headers)) }
        : { key, body, headers: content.headers, metadata: content.metadata };
    const version = await store.create(bucket, given, "ObjectCreated:Copy", causeOf(call));
    const { ETag, ...headers } = versionHeaders(call, version);
    const text = xmlDocument("CopyObjectResult", { ETag, LastModified: isoTime(version.lastModified) });
    const more = source.bucket.settings.isVersioned && { "x-amz-copy-source-version-id": source.version.versionId };
    sendText(response, {
        status: 200,
        headers: { ...headers, ...more, "Content-Type": "application/xml" },
        body: text,
    });
}

function findSource({ request, store, caller }: S3Call) {
    const given = headerOf(request, "x-amz-copy-source") ?? "";
    const { bucket: name, key, query } = readPath(given);
    if (key === "") throw invalidArgument("Invalid copy source object key", "x-amz-copy-source", "x-amz-copy-source");
    const bucket = store.bucket(name);
    const versionId = query.get("versionId");
    requireAccess({ caller, bucket, key }, versionId === undefined ? "s3:GetObject" : "s3:GetObjectVersion");
    const version = bucket.version(key, versionId);
    if (hasContent(version)) return { bucket, version, versionId };
    if (versionId === undefined) throw noSuchKey(key);
    throw invalidRequest("The source of a copy request may not specifically refer to a delete marker by version id.");
}
