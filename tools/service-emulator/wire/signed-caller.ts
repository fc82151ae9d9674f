import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { type Caller, ServiceError } from "../caller";
import type { HandlerOptions } from "./service-handler";
import { verifySignature } from "./verify-signature";

/**
 * The caller who signed a request.
 * @param service that the signature is for, such as `sns`.
 * @throws {ServiceError} with the code and the words of AWS's common errors (IAM, "Common errors").
 */
export function signedCaller(
    { method = "POST", url = "/", headers }: IncomingMessage,
    body: Buffer,
    service: string,
    { find, region, now }: HandlerOptions,
): Caller {
    const payloadHash = createHash("sha256").update(body).digest("hex");
    const result = verifySignature({ method, url, headers }, { find, service, region, now: now(), payloadHash });
    switch (result.kind) {
        case "verified":
            return result.caller;
        case "unsigned":
            throw new ServiceError("MissingAuthenticationToken", "Request is missing Authentication Token", 403);
        case "unknown-key":
            throw new ServiceError(
                "InvalidClientTokenId",
                "The security token included in the request is invalid.",
                403,
            );
        case "malformed":
            throw new ServiceError("IncompleteSignature", `Authorization header requires '${result.part}' parameter.`);
        case "wrong-scope":
            throw mismatch(`Credential should be scoped to a valid ${result.part}, not '${result.actual}'. `);
        case "skewed":
            throw mismatch(`Signature expired: ${result.date} is not within 15 minutes of the current time`);
        case "expired":
            throw mismatch("Signature expired");
        case "mismatch":
            throw mismatch(
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
            );
    }
}

function mismatch(message: string): ServiceError {
    return new ServiceError("SignatureDoesNotMatch", message, 403);
}
