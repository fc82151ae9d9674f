import { announce, announcementOf } from "../photos/announcements";
import { removeObjects } from "../photos/objects";
import { operation } from "../photos/operation";
import { noSuchPhoto, photoIdIn } from "../photos/path-parameters";
import { removeRow } from "../photos/photo-rows";
import { beginDeletion } from "../photos/transitions";

/**
 * Deletes a photo and all its images. The row goes last: a photo whose deletion was interrupted is still listed, and the call can be
 * repeated. The pipeline removes by itself what it writes in the meantime, when it finds the row marked or gone.
 */
export const handler = operation(async (event) => {
    const photoId = photoIdIn(event);
    const row = await beginDeletion(photoId);
    if (row === undefined) throw noSuchPhoto();
    await removeObjects(photoId);
    await announce(announcementOf(row));
    await removeRow(photoId);
    return { statusCode: 204, headers: {}, body: "" };
});
