import { decodePhoto, filtered } from "../photos/decoded-photo";
import { getOriginal, putImage, removeObjects } from "../photos/objects";
import { type FilterName, filterNames } from "../photos/photo";
import { logFailure, PhotoRejected } from "../photos/photo-rejected";
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
 * Of a photo that is deleted meanwhile none remains, which is no failure.
 * @throws {PhotoRejected} if trying again is useless; the state machine then ends the run.
 */
export async function handler(task: FilterTask): Promise<{ readonly image: string }> {
    try {
        return await makeImage(task);
    } catch (error) {
        if (error instanceof PhotoRejected) logFailure(task.photoId, error);
        throw error;
    }
}

async function makeImage({ photoId, filter }: FilterTask): Promise<{ readonly image: string }> {
    if (!filterNames.includes(filter)) throw new PhotoRejected("there is no such filter", `"${filter}"`);
    const row = await findPhoto(photoId);
    if (row === undefined) return discard(photoId, filter);
    if (row.status !== "ready" || row.version === undefined) {
        throw new PhotoRejected("the photo is not ready", `it is ${row.status}`);
    }
    if (row.images?.has(filter)) return { image: filter };
    // It is not larger than the maximum of an upload, or it would not be ready.
    const original = await originalOf(photoId, row.version);
    if (original === undefined) return discard(photoId, filter);
    const photo = await decodePhoto(original, longestSide, numberSetting("PHOTO_MAXIMUM_PIXELS"));
    await putImage(photoId, filter, await filtered(photo, filter));
    // It may have been deleted before the image was stored.
    if ((await findPhoto(photoId)) === undefined) return discard(photoId, filter);
    return { image: filter };
}

async function originalOf(photoId: string, version: string): Promise<Buffer | undefined> {
    try {
        return await getOriginal(photoId, version, Number.POSITIVE_INFINITY);
    } catch (error) {
        if (error instanceof PhotoRejected && (await findPhoto(photoId)) === undefined) return undefined;
        throw error;
    }
}

// The end of the run finds no row either. An error would send the run to the dead-letter queue, which needs an operator.
async function discard(photoId: string, image: FilterName): Promise<{ readonly image: string }> {
    await removeObjects(photoId);
    return { image };
}
