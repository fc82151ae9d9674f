import { isPhotoId } from "./keys";
import { OperationError, type OperationEvent } from "./operation";
import type { PhotoRow } from "./photo";
import { readRow } from "./photo-rows";

/**
 * Returns the photo's id in the path, in lower case.
 * @throws {OperationError} if it is not a UUID.
 */
export function photoIdIn({ pathParameters }: OperationEvent): string {
    const photoId = pathParameters?.photoId?.toLowerCase() ?? "";
    if (!isPhotoId(photoId)) throw new OperationError(400, "photoId must be a UUID.");
    return photoId;
}

/**
 * Returns the photo that the path names, also one whose deletion has begun.
 * @throws {OperationError} if it does not exist.
 */
export async function photoIn(event: OperationEvent): Promise<PhotoRow> {
    const row = await readRow(photoIdIn(event));
    if (row === undefined) throw noSuchPhoto();
    return row;
}

/** The error for a photo that does not exist. */
export function noSuchPhoto(): OperationError {
    return new OperationError(404, "There is no such photo.");
}

/**
 * Returns another parameter of the path.
 * @throws {OperationError} if it does not have the form.
 */
export function nameIn({ pathParameters }: OperationEvent, parameter: string, form: RegExp): string {
    const value = pathParameters?.[parameter] ?? "";
    if (!form.test(value)) throw new OperationError(400, `${parameter} must match ${form.source}.`);
    return value;
}
