import { imageTypeOf } from "../photos/image-type";
import { putOriginal } from "../photos/objects";
import { bodyOf, json, OperationError, operation } from "../photos/operation";
import { photoOf } from "../photos/photo";
import { createRow } from "../photos/photo-rows";
import { numberSetting } from "../photos/settings";
import { TimeOrderedIds } from "../photos/time-ordered-id";
import { claim } from "../photos/transitions";

const ids = new TimeOrderedIds();

/** In Base64, 4 MB fit into the 6 MB of Lambda's payload (docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). */
const maximumBytes = 4_000_000;

/** Stores a small photo; the notification about the object starts the same pipeline as for one of a form. */
export const handler = operation(async (event) => {
    const body = bodyOf(event);
    if (body.length === 0) throw new OperationError(400, "The body must be a photo.");
    const maximum = Math.min(maximumBytes, numberSetting("PHOTO_MAXIMUM_BYTES"));
    if (body.length > maximum) {
        throw new OperationError(413, `The photo has ${body.length} bytes; the maximum is ${maximum} here.`);
    }
    const contentType = imageTypeOf(body);
    if (contentType === undefined) throw new OperationError(415, "The body is no JPEG, PNG or WebP image.");
    const photoId = ids.next();
    const now = new Date();
    // The row first: without one, the pipeline would remove the object as that of a deleted photo.
    const created = await createRow({ photoId, contentType }, now);
    const version = await putOriginal(photoId, body, contentType);
    const row = await claim(photoId, { version, bytes: body.length, uploadedAt: created.uploadedAt });
    if (row === undefined) throw new Error(`the row of photo ${photoId} has disappeared`);
    return json(202, photoOf(row));
});
