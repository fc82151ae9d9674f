import { isPhotoId } from "../photos/keys";
import { json, OperationError, type OperationEvent, operation } from "../photos/operation";
import { photoOf } from "../photos/photo";
import { listRows, type PageEnd } from "../photos/photo-rows";

const defaultLimit = 20;
const maximumLimit = 100;

/** Lists photos that have arrived, and those whose deletion has begun, newest first. */
export const handler = operation(async (event) => {
    const { rows, end } = await listRows(limitIn(event), afterIn(event));
    return json(200, { photos: rows.map(photoOf), ...(end && { next: cursorOf(end) }) });
});

function limitIn({ queryStringParameters }: OperationEvent): number {
    const { limit } = queryStringParameters ?? {};
    if (limit === undefined) return defaultLimit;
    const number = /^\d{1,3}$/.test(limit) ? Number(limit) : 0;
    if (number >= 1 && number <= maximumLimit) return number;
    throw new OperationError(400, `limit must be an integer from 1 to ${maximumLimit}.`);
}

function afterIn({ queryStringParameters }: OperationEvent): PageEnd | undefined {
    const { after } = queryStringParameters ?? {};
    if (after === undefined) return undefined;
    const [uploadedAt = "", photoId = "", ...rest] = Buffer.from(after, "base64url").toString("utf8").split(" ");
    if (rest.length === 0 && isPhotoId(photoId) && !Number.isNaN(Date.parse(uploadedAt)))
        return { photoId, uploadedAt };
    throw new OperationError(400, "after must be the next of a page.");
}

function cursorOf({ photoId, uploadedAt }: PageEnd): string {
    return Buffer.from(`${uploadedAt} ${photoId}`).toString("base64url");
}
