import { announce, announcementOf } from "../photos/announcements";
import { removeObjects } from "../photos/objects";
import { operation } from "../photos/operation";
import { noSuchPhoto, photoIdIn } from "../photos/path-parameters";
import { removeRow } from "../photos/photo-rows";
import { hidePhoto } from "../photos/transitions";

/**
 * Deletes a photo and all its images. The row goes last, so that a call that was interrupted can be repeated; what the pipeline
 * writes in the meantime, it removes itself when it finds the row marked or gone.
 */
export const handler = operation(async (event) => {
    const photoId = photoIdIn(event);
    const row = await hidePhoto(photoId);
    if (row === undefined) throw noSuchPhoto();
    await removeObjects(photoId);
    await announce(announcementOf(row));
    await removeRow(photoId);
    return { statusCode: 204, headers: {}, body: "" };
});
