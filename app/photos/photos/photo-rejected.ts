/** Why a photo failed, as clients are told: they get no text of a library or a service. */
export type FailureReason =
    | "the photo is truncated or damaged"
    | "the photo is no JPEG, PNG or WebP image"
    | `the photo has more than ${number} megapixels`
    | `the photo has more than ${number} megabytes`
    | "the uploaded object is gone"
    | "the photo is not ready"
    | "there is no such filter"
    | "processing did not finish";

/**
 * A photo cannot be processed, and never will be: trying again is useless. The state machine of filters knows the error by its name,
 * and hands its message, which is the reason, on to the client.
 */
export class PhotoRejected extends Error {
    /** @param details text for operators, for the log and the dead letter. */
    constructor(
        readonly reason: FailureReason,
        readonly details: string,
        options?: ErrorOptions,
    ) {
        super(reason, options);
        this.name = "PhotoRejected";
    }
}

/** Writes to the log why a photo failed, with what clients are not told. */
export function logFailure(photoId: string, { reason, details }: Pick<PhotoRejected, "reason" | "details">): void {
    console.error(JSON.stringify({ event: "photo failed", photoId, reason, details }));
}
