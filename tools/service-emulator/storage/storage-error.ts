import { ServiceError } from "../caller";

// Codes, messages and details: recorded, localstack, tests/aws/services/s3/test_s3.snapshot.json and test_s3_api.snapshot.json.

/** An error of S3, with the elements that it has beside code and message. */
export class StorageError extends ServiceError {
    constructor(
        code: string,
        message: string,
        status: number,
        /** Such as `Key` of `NoSuchKey`. */
        readonly details: Readonly<Record<string, string>> = {},
    ) {
        super(code, message, status);
    }
}

/** The error for a bucket that does not exist. */
export function noSuchBucket(name: string): StorageError {
    return new StorageError("NoSuchBucket", "The specified bucket does not exist", 404, { BucketName: name });
}

/** The error for an object that does not exist. */
export function noSuchKey(key: string): StorageError {
    return new StorageError("NoSuchKey", "The specified key does not exist.", 404, { Key: key });
}

/** The error for a version that an object does not have. */
export function noSuchVersion(key: string, versionId: string): StorageError {
    const details = { Key: key, VersionId: versionId };
    return new StorageError("NoSuchVersion", "The specified version does not exist.", 404, details);
}

/** The error for a read of a delete marker by its version id. */
export function isDeleteMarker(method: string): StorageError {
    const details = { Method: method, ResourceType: "DeleteMarker" };
    return new StorageError(
        "MethodNotAllowed",
        "The specified method is not allowed against this resource.",
        405,
        details,
    );
}

/** The error for a parameter or header whose value S3 does not accept. */
export function invalidArgument(message: string, name: string, value: string): StorageError {
    return new StorageError("InvalidArgument", message, 400, { ArgumentName: name, ArgumentValue: value });
}

/** The error for a request that S3 does not accept as a whole. */
export function invalidRequest(message: string): StorageError {
    return new StorageError("InvalidRequest", message, 400);
}

/** The error for a condition, such as the header `If-Match`, that is not met. */
export function preconditionFailed(condition: string): StorageError {
    const message = "At least one of the pre-conditions you specified did not hold";
    return new StorageError("PreconditionFailed", message, 412, { Condition: condition });
}

/** The error for an upload of more bytes than the maximum. */
export function entityTooLarge(size: number, maximum: number): StorageError {
    const details = { ProposedSize: String(size), MaxSizeAllowed: String(maximum) };
    return new StorageError("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 400, details);
}

/** The error for an upload of fewer bytes than the minimum. */
export function entityTooSmall(size: number, minimum: number): StorageError {
    const details = { ProposedSize: String(size), MinSizeAllowed: String(minimum) };
    return new StorageError(
        "EntityTooSmall",
        "Your proposed upload is smaller than the minimum allowed size",
        400,
        details,
    );
}

/** The error for what the emulator, unlike S3, does not do. */
export function notImplemented(what: string): StorageError {
    const message = "A header you provided implies functionality that is not implemented";
    return new StorageError("NotImplemented", message, 501, { Header: what, additionalMessage: "service-emulator" });
}

/** The error without details, which S3 has for requests that are not signed. */
export function accessDenied(message = "Access Denied"): StorageError {
    return new StorageError("AccessDenied", message, 403);
}
