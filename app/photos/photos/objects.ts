import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import {
    DeleteObjectCommand,
    DeleteObjectsCommand,
    GetObjectCommand,
    ListObjectVersionsCommand,
    NoSuchKey,
    PutObjectCommand,
    S3Client,
    S3ServiceException,
} from "@aws-sdk/client-s3";
import { imageFolder, imageKey, originalKey } from "./keys";
import { PhotoRejected } from "./photo-rejected";
import { setting } from "./settings";

/** The client of the bucket. */
export const client = new S3Client({});

/** Media type of images. */
export const imageType = "image/webp";
/** `Cache-Control` of images: clients keep one for a year, as it never changes. */
export const imageCaching = "max-age=31536000, immutable";

/** Stores an original; returns the id of its version. */
export async function putOriginal(photoId: string, body: Buffer, contentType: string): Promise<string> {
    const Key = originalKey(photoId);
    const { VersionId } = await client.send(
        new PutObjectCommand({ Bucket: bucket(), Key, Body: body, ContentType: contentType }),
    );
    return versionOf(VersionId);
}

/** The version of an object in a bucket without versions is "null" (docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html). */
export function versionOf(versionId: string | undefined): string {
    return versionId ?? "null";
}

/**
 * Reads a version of an original into memory.
 * @throws {PhotoRejected} if it has more bytes than the maximum, of which it then reads nothing, or if it does not exist.
 */
export async function getOriginal(photoId: string, version: string, maximumBytes: number): Promise<Buffer> {
    const Key = originalKey(photoId);
    try {
        const { Body, ContentLength = 0 } = await client.send(
            new GetObjectCommand({ Bucket: bucket(), Key, VersionId: version }),
        );
        const stream = Body as Readable;
        if (ContentLength > maximumBytes) {
            stream.destroy();
            throw new PhotoRejected(
                `the photo has more than ${maximumBytes / 1_000_000} megabytes`,
                `it has ${ContentLength} bytes; the maximum is ${maximumBytes} bytes`,
            );
        }
        return await buffer(stream);
    } catch (error) {
        if (!isMissing(error)) throw error;
        throw new PhotoRejected("the uploaded object is gone", `"${Key}" has no version ${version}`, { cause: error });
    }
}

/** Stores an image. */
export async function putImage(photoId: string, image: string, body: Buffer): Promise<void> {
    await client.send(
        new PutObjectCommand({
            Bucket: bucket(),
            Key: imageKey(photoId, image),
            Body: body,
            ContentType: imageType,
            CacheControl: imageCaching,
        }),
    );
}

/** Reads an image into memory; undefined if it does not exist. */
export async function getImage(photoId: string, image: string): Promise<Buffer | undefined> {
    try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket(), Key: imageKey(photoId, image) }));
        return await buffer(Body as Readable);
    } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
    }
}

/** Deletes one version of an original, for ever. */
export async function removeOriginal(photoId: string, version: string): Promise<void> {
    await client.send(new DeleteObjectCommand({ Bucket: bucket(), Key: originalKey(photoId), VersionId: version }));
}

/** Deletes an original and all images of it, with every version and deletion marker of them. */
export async function removeObjects(photoId: string): Promise<void> {
    // No other id begins with this one, as all are equally long.
    for (const prefix of [originalKey(photoId), imageFolder(photoId)]) await removeVersions(prefix);
}

async function removeVersions(prefix: string): Promise<void> {
    let page: { readonly KeyMarker?: string | undefined; readonly VersionIdMarker?: string | undefined } | undefined =
        {};
    while (page !== undefined) {
        const found: Awaited<ReturnType<typeof versions>> = await versions(prefix, page);
        const Objects = [...(found.Versions ?? []), ...(found.DeleteMarkers ?? [])].map(({ Key, VersionId }) => ({
            Key,
            VersionId,
        }));
        // A page has at most 1,000 versions, which is also the maximum of a deletion.
        if (Objects.length > 0) await removeListed(Objects);
        page = found.IsTruncated
            ? { KeyMarker: found.NextKeyMarker, VersionIdMarker: found.NextVersionIdMarker }
            : undefined;
    }
}

function versions(Prefix: string, page: object) {
    return client.send(new ListObjectVersionsCommand({ Bucket: bucket(), Prefix, ...page }));
}

async function removeListed(Objects: { Key: string | undefined; VersionId: string | undefined }[]): Promise<void> {
    const { Errors = [] } = await client.send(
        new DeleteObjectsCommand({ Bucket: bucket(), Delete: { Objects, Quiet: true } }),
    );
    const [first] = Errors;
    if (first !== undefined) throw new Error(`S3 did not delete "${first.Key}": ${first.Code} ${first.Message}`);
}

function isMissing(error: unknown): boolean {
    return error instanceof NoSuchKey || (error instanceof S3ServiceException && error.name === "NoSuchVersion");
}

/** Name of the bucket. */
export function bucket(): string {
    return setting("PHOTO_BUCKET");
}
