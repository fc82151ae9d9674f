import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { EndedRun, PhotoRow } from "./photo";
import { findPhoto, readRow } from "./photo-rows";
import { at, change, ifMet, shelf } from "./photo-table";

/**
 * Makes a version of the uploaded object the photo, unless another one is: of several callers, one succeeds.
 * @returns the row as it is then, whose `version` says which one the photo is; undefined if the photo is deleted.
 */
export async function claim(
    photoId: string,
    { version, bytes, uploadedAt }: { readonly version: string; readonly bytes: number; readonly uploadedAt: string },
): Promise<PhotoRow | undefined> {
    const claimed = await change(photoId, "#status = :requested", {
        set: { status: "uploaded", version, bytes, uploadedAt, shelf },
        remove: ["expiresAt"],
        values: { ":requested": "requested" },
    });
    return claimed ?? findPhoto(photoId);
}

/** Lets a failed photo be processed again, once for each message; returns the row as it is then, or undefined if it is deleted. */
export async function reopen(photoId: string, messageId: string): Promise<PhotoRow | undefined> {
    const condition = "#status = :failed AND (attribute_not_exists(redriven) OR redriven <> :redriven)";
    const reopened = await change(photoId, condition, {
        set: { status: "uploaded", redriven: messageId },
        remove: ["reason", "details"],
        values: { ":failed": "failed" },
    });
    return reopened ?? findPhoto(photoId);
}

/** Ends the processing of a photo; returns the row as it is then, or undefined if it is deleted. */
export async function endProcessing(
    photoId: string,
    result: Partial<Pick<PhotoRow, "contentType" | "width" | "height" | "images" | "reason" | "details">> & {
        readonly status: "ready" | "failed";
    },
): Promise<PhotoRow | undefined> {
    const set = { ...result, changedAt: new Date().toISOString() };
    const ended = await change(photoId, "#status = :uploaded", { set, values: { ":uploaded": "uploaded" } });
    return ended ?? findPhoto(photoId);
}

/** Remembers that an event was announced, if there still is a row. */
export async function rememberAnnouncement(photoId: string, announced: string): Promise<void> {
    await change(photoId, "attribute_exists(#status)", { set: { announced } });
}

/**
 * Begins the deletion of a photo, which has no images from then on. It stays in the list until everything of it is gone, so that clients
 * see what an interrupted deletion has left, and can repeat it.
 * @returns its row, or undefined if it does not exist.
 */
export async function beginDeletion(photoId: string): Promise<PhotoRow | undefined> {
    const begun = await change(photoId, "attribute_exists(#status) AND #status <> :status", {
        set: { status: "deleting", changedAt: new Date().toISOString(), shelf },
        remove: ["images", "expiresAt"],
    });
    return begun ?? readRow(photoId);
}

/**
 * Keeps the end of a run, and the names of its images. The first end of a run stays.
 * @returns the row as it is then, or undefined if it is deleted.
 */
export async function endRun(photoId: string, runId: string, run: EndedRun): Promise<PhotoRow | undefined> {
    const { images = [] } = run;
    const ended = await ifMet(
        new UpdateCommand({
            ...at(photoId),
            ConditionExpression: "#status = :ready AND attribute_not_exists(runs.#run)",
            UpdateExpression: `SET runs.#run = :run${images.length > 0 ? " ADD images :images" : ""}`,
            ExpressionAttributeNames: { "#status": "status", "#run": runId },
            ExpressionAttributeValues: {
                ":ready": "ready",
                ":run": run,
                ...(images.length > 0 && { ":images": new Set(images) }),
            },
            ReturnValues: "ALL_NEW",
        }),
    );
    return ended ?? findPhoto(photoId);
}
