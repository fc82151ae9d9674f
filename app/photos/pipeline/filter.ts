import { decodePhoto, filtered } from "../photos/decoded-photo";
import { getOriginal, putImage, removeObjects } from "../photos/objects";
import { type FilterName, filterNames } from "../photos/photo";
import { PhotoRejected } from "../photos/photo-rejected";
import { findPhoto } from "../photos/photo-rows";
import { numberSetting } from "../photos/settings";

/** The task of the state machine: one image of a run. */
export interface FilterTask {
    readonly photoId: string;
    readonly runId: string;
    readonly filter: FilterName;
}

/** Longest side of a filtered image, in pixels. */
const longestSide = 1280;

/**
 * Makes one filtered image. It may be called several times: the image is always the same, and one that exists is not made again.
 * @throws {PhotoRejected} if trying again is useless; the state machine then ends the run.
 */
export async function handler({ photoId, filter }: FilterTask): Promise<{ readonly image: string }> {
    if (!filterNames.includes(filter)) throw new PhotoRejected(`there is no filter "${filter}"`);
    const row = await findPhoto(photoId);
    if (row === undefined) return discard(photoId);
    if (row.status !== "ready" || row.version === undefined) {
        throw new PhotoRejected(`the photo is not ready but ${row.status}`);
    }
    if (row.images?.has(filter)) return { image: filter };
    // It is not larger than the maximum of an upload, or it would not be ready.
    const original = await getOriginal(photoId, row.version, Number.POSITIVE_INFINITY);
    const photo = await decodePhoto(original, longestSide, numberSetting("PHOTO_MAXIMUM_PIXELS"));
    await putImage(photoId, filter, await filtered(photo, filter));
    // It may have been deleted before the image was stored.
    if ((await findPhoto(photoId)) === undefined) return discard(photoId);
    return { image: filter };
}

async function discard(photoId: string): Promise<never> {
    await removeObjects(photoId);
    throw new PhotoRejected("the photo was deleted");
}
