import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { originalKey } from "../photos/keys";
import { bucket, client } from "../photos/objects";
import { json, jsonOf, OperationError, operation } from "../photos/operation";
import { type ContentType, contentTypes } from "../photos/photo";
import { createRow } from "../photos/photo-rows";
import { numberSetting } from "../photos/settings";
import { TimeOrderedIds } from "../photos/time-ordered-id";

const ids = new TimeOrderedIds();

/**
 * Returns a signed form that admits one key, one media type and a maximum size. The row comes first: an object without one counts
 * as that of a deleted photo.
 */
export const handler = operation(async (event) => {
    const { contentType, fileName } = uploadRequest(jsonOf(event));
    const photoId = ids.next();
    const now = new Date();
    await createRow({ photoId, contentType, fileName }, now);
    const seconds = numberSetting("PHOTO_FORM_SECONDS");
    const { url, fields } = await createPresignedPost(client, {
        Bucket: bucket(),
        Key: originalKey(photoId),
        Fields: { "Content-Type": contentType },
        Conditions: [
            ["eq", "$Content-Type", contentType],
            ["content-length-range", 1, numberSetting("PHOTO_MAXIMUM_BYTES")],
        ],
        Expires: seconds,
    });
    const expiresAt = new Date(now.getTime() + seconds * 1000).toISOString();
    return json(201, { photoId, url, fields, expiresAt });
});

function uploadRequest({ contentType, fileName }: Readonly<Record<string, unknown>>): {
    readonly contentType: ContentType;
    readonly fileName?: string;
} {
    const known = contentTypes.find((type) => type === contentType);
    if (known === undefined) throw new OperationError(400, `contentType must be one of ${contentTypes.join(", ")}.`);
    if (fileName === undefined) return { contentType: known };
    if (typeof fileName !== "string" || fileName.length < 1 || fileName.length > 200) {
        throw new OperationError(400, "fileName must have 1 to 200 characters.");
    }
    return { contentType: known, fileName };
}
