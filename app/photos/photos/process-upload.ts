import { announce, announcementOf } from "./announcements";
import { decodePhoto, thumbnailOf } from "./decoded-photo";
import { getOriginal, putImage, removeObjects, removeOriginal } from "./objects";
import type { PhotoRow } from "./photo";
import { logFailure, PhotoRejected } from "./photo-rejected";
import {
    isGivenUp,
    isLastAttempt,
    isRedriven,
    type QueueMessage,
    receivesOf,
    sendToDeadLetters,
} from "./queue-message";
import type { Upload } from "./s3-event";
import { numberSetting, numbersSetting } from "./settings";
import { claim, endProcessing, rememberAnnouncement, reopen } from "./transitions";

/**
 * Makes the thumbnails of an upload. It may be called several times for one, at once and after an interruption at any moment: each
 * step is repeated until it is done, and changes nothing when it is.
 * @throws {Error} for a failure that may be over at the next receive of the message.
 */
export async function processUpload(upload: Upload, message: QueueMessage): Promise<void> {
    const { photoId, version } = upload;
    const claimed = await claim(photoId, upload);
    if (claimed === undefined) return removeObjects(photoId);
    // A form may be used twice. The photo is what was noticed first, whose images clients cache for a year.
    if (claimed.version !== version) return removeOriginal(photoId, version);
    const isToRepeat = claimed.status === "failed" && isRedriven(message);
    const row = isToRepeat ? await reopen(photoId, message.messageId) : claimed;
    const ended = row?.status === "uploaded" ? await endProcessing(photoId, await resultOf(upload, message)) : row;
    // It was deleted meanwhile, perhaps before the last image was stored.
    if (ended === undefined) return removeObjects(photoId);
    await tell(ended, message);
}

async function resultOf(upload: Upload, message: QueueMessage): Promise<Parameters<typeof endProcessing>[1]> {
    // Another attempt would end the function again.
    if (isGivenUp(message)) {
        return unfinished(upload, "no attempt had a result: the function was ended (time-out or memory) or throttled");
    }
    try {
        return await makeThumbnails(upload);
    } catch (error) {
        if (error instanceof PhotoRejected) return failure(upload, error);
        if (!isLastAttempt(message)) throw error;
        const cause = error instanceof Error ? error.message : String(error);
        return unfinished(upload, `gave up after ${receivesOf(message)} attempts: ${cause}`);
    }
}

function unfinished(upload: Upload, details: string) {
    return failure(upload, { reason: "processing did not finish", details });
}

function failure({ photoId }: Upload, { reason, details }: Pick<PhotoRejected, "reason" | "details">) {
    logFailure(photoId, { reason, details });
    return { status: "failed", reason, details } as const;
}

async function makeThumbnails({ photoId, version }: Upload): Promise<Parameters<typeof endProcessing>[1]> {
    const original = await getOriginal(photoId, version, numberSetting("PHOTO_MAXIMUM_BYTES"));
    const sizes = numbersSetting("PHOTO_THUMBNAIL_PIXELS");
    const photo = await decodePhoto(original, Math.max(...sizes), numberSetting("PHOTO_MAXIMUM_PIXELS"));
    const images = new Set<string>();
    for (const size of sizes) {
        await putImage(photoId, String(size), await thumbnailOf(photo, size));
        images.add(String(size));
    }
    const { contentType, width, height } = photo;
    return { status: "ready", contentType, width, height, images };
}

// The mark comes last: an announcement is repeated rather than lost, and subscribers know its id.
async function tell(row: PhotoRow, message: QueueMessage): Promise<void> {
    const announcement = announcementOf(row);
    if (row.announced === announcement.id) return;
    await announce(announcement);
    if (row.status === "failed") await sendToDeadLetters(message, reasonOf(row));
    await rememberAnnouncement(row.photoId, announcement.id);
}

// Releases up to b0b87ec8 have written no details.
function reasonOf({ reason, details }: PhotoRow): string {
    return [reason, details].filter((text) => text !== undefined).join(": ");
}
