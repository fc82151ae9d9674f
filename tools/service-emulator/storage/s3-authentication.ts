import type { Caller } from "../caller";
import { queryOf, type SignedRequest } from "../wire/canonical-request";
import { millisOf } from "../wire/read-signature";
import type { HandlerOptions } from "../wire/service-handler";
import { toleratedMillis, type Verification, verifySignature } from "../wire/verify-signature";
import { accessDenied, StorageError } from "./storage-error";

/**
 * The caller of a request. Anonymous requests have no access, as buckets are private.
 * @throws {StorageError} AccessDenied, SignatureDoesNotMatch, RequestTimeTooSkewed, InvalidAccessKeyId, AuthorizationHeaderMalformed or
 * AuthorizationQueryParametersError.
 */
export function authenticate(request: SignedRequest, { find, region, now }: HandlerOptions): Caller {
    const time = now();
    const inQuery = new Map(queryOf(request.url)).get("X-Amz-Content-Sha256");
    const payloadHash = String(request.headers["x-amz-content-sha256"] ?? inQuery ?? "UNSIGNED-PAYLOAD");
    const result = verifySignature(request, { find, service: "s3", region, now: time, payloadHash });
    if (result.kind === "verified") return result.caller;
    throw errorOf(result, time);
}

/** The error for an access key that does not exist. */
export function unknownKey(accessKeyId: string): StorageError {
    const message = "The AWS Access Key Id you provided does not exist in our records.";
    return new StorageError("InvalidAccessKeyId", message, 403, { AWSAccessKeyId: accessKeyId });
}

/** The error for a signature that another secret, or another string, has made. */
export function signatureDoesNotMatch(details: Readonly<Record<string, string>>): StorageError {
    const message =
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.";
    return new StorageError("SignatureDoesNotMatch", message, 403, details);
}

// Recorded: localstack, test_s3.snapshot.json; the words about the time are in S3's error list ("List of error codes").
function errorOf(result: Exclude<Verification, { kind: "verified" }>, now: number): StorageError {
    switch (result.kind) {
        case "unsigned":
            return accessDenied();
        case "malformed":
            return malformed(result.isInQuery, result.part);
        case "unknown-key":
            return unknownKey(result.accessKeyId);
        case "wrong-scope":
            return new StorageError(
                "AuthorizationHeaderMalformed",
                `The authorization header is malformed; the ${result.part} '${result.actual}' is wrong; expecting '${result.expected}'`,
                400,
                result.part === "region" ? { Region: result.expected } : {},
            );
        case "skewed":
            return new StorageError(
                "RequestTimeTooSkewed",
                "The difference between the request time and the current time is too large.",
                403,
                {
                    RequestTime: timeText(millisOf(result.date)),
                    ServerTime: timeText(now),
                    MaxAllowedSkewMilliseconds: String(toleratedMillis),
                },
            );
        case "expired":
            return new StorageError("AccessDenied", "Request has expired", 403, {
                "X-Amz-Expires": String(result.expiresInSeconds),
                Expires: timeText(result.expiredAt),
                ServerTime: timeText(now),
            });
        case "mismatch":
            return signatureDoesNotMatch({
                AWSAccessKeyId: result.signature.accessKeyId,
                StringToSign: result.stringToSign,
                SignatureProvided: result.signature.value,
                CanonicalRequest: result.canonicalRequest,
            });
    }
}

function malformed(isInQuery: boolean, part: string): StorageError {
    if (!isInQuery)
        return new StorageError(
            "AuthorizationHeaderMalformed",
            `The authorization header is malformed; the ${part} is mal-formed`,
            400,
        );
    const message =
        part === "Credential"
            ? 'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".'
            : "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.";
    return new StorageError("AuthorizationQueryParametersError", message, 400);
}

function timeText(millis: number): string {
    return new Date(millis).toISOString().replace(/\.\d+/, "");
}
