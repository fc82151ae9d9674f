import { createHash } from "node:crypto";
import { canonicalRequest } from "../../service-emulator/wire/canonical-request";
import { isSignatureOf } from "../../service-emulator/wire/verify-signature";
import { GatewayError, unsigned } from "../errors/gateway-error";
import { type GatewayRequest, headerValues } from "../http/message";
import type { CredentialStore, LocalCredentials } from "./local-credentials";
import { basicTime, readSignature, type Signature } from "./read-signature";

/** Service that calls of a REST API are signed for. */
const service = "execute-api";

/** Milliseconds that the time of a signature may differ from the clock. */
const tolerance = 300_000;

/**
 * Verifies the signature of a call, version 4, in its headers or its query (IAM user guide, "Create a signed AWS API request"). The
 * order and the wording of errors are those of other services of AWS that use the same front end (recorded by dynalite's authors), in
 * which API Gateway was seen to agree; the payload is always hashed.
 * @param region region of the REST API.
 * @param now time in milliseconds.
 * @throws {GatewayError} MISSING_AUTHENTICATION_TOKEN, INVALID_SIGNATURE or EXPIRED_TOKEN.
 */
export function verifySignature(
    request: GatewayRequest,
    { store, region, now }: { readonly store: CredentialStore; readonly region: string; readonly now: number },
): LocalCredentials {
    const signature = readSignature(request);
    if (signature === undefined) throw unsigned(request, "the method demands a signature with AWS credentials");
    checkTime(signature, now);
    if (!signature.signedHeaders.includes("host"))
        throw invalid("'Host' must be a 'SignedHeader' in the AWS Authorization.");
    checkScope(signature, region);
    const credentials = store.find(signature.accessKeyId);
    if (credentials === undefined) throw unrecognized("the access key is none of the local ones");
    checkText(request, signature, credentials);
    checkToken(signature, credentials, now);
    return credentials;
}

function checkTime({ date, time, expiresInSeconds }: Signature, now: number): void {
    const validity = expiresInSeconds === undefined ? tolerance : expiresInSeconds * 1000;
    const suffix = expiresInSeconds === undefined ? ` (${basicTime(now)} - 5 min.)` : "";
    if (time < now - validity)
        throw invalid(`Signature expired: ${date} is now earlier than ${basicTime(now - validity)}${suffix}`);
    if (time > now + tolerance)
        throw invalid(
            `Signature not yet current: ${date} is still later than ${basicTime(now + tolerance)} (${basicTime(now)} + 5 min.)`,
        );
}

function checkScope({ scope, date }: Signature, region: string): void {
    const day = date.slice(0, 8);
    const problems = [
        scope.region === region ? "" : `Credential should be scoped to a valid region, not '${scope.region}'.`,
        scope.service === service ? "" : `Credential should be scoped to correct service: '${service}'.`,
        scope.terminator === "aws4_request"
            ? ""
            : `Credential should be scoped with a valid terminator: 'aws4_request', not '${scope.terminator}'.`,
        scope.day === day
            ? ""
            : `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.day}' != '${day}', from '${date}'.`,
    ].filter((problem) => problem !== "");
    if (problems.length > 0) throw invalid(problems.join(" "));
}

function checkText(request: GatewayRequest, signature: Signature, { secretAccessKey }: LocalCredentials): void {
    const { scope, date } = signature;
    const canonical = canonicalOf(request, signature);
    const scopeText = [scope.day, scope.region, scope.service, scope.terminator].join("/");
    const hash = createHash("sha256").update(canonical).digest("hex");
    const text = ["AWS4-HMAC-SHA256", date, scopeText, hash].join("\n");
    if (isSignatureOf(signature.value, text, scope, secretAccessKey)) return;
    throw invalid(
        `The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\nThe Canonical String for this request should have been\n'${canonical}'\n\nThe String-to-Sign should have been\n'${text}'\n`,
    );
}

function canonicalOf({ method, url, headers, body, sentBody }: GatewayRequest, { signedHeaders }: Signature): string {
    const signed = signedHeaders.map((name): [string, string[]] => [name, [...headerValues(headers, name)]]);
    const payloadHash = createHash("sha256")
        .update(sentBody ?? body)
        .digest("hex");
    const form = { signedHeaders, payloadHash, isPathEncodedAgain: true };
    return canonicalRequest({ method, url, headers: Object.fromEntries(signed) }, form);
}

function checkToken(
    { sessionToken: given }: Signature,
    { sessionToken, expiresAt }: LocalCredentials,
    now: number,
): void {
    if (given !== sessionToken) throw unrecognized("the session token is not that of the access key");
    if (expiresAt !== undefined && now >= expiresAt) throw new GatewayError("EXPIRED_TOKEN");
}

function invalid(message: string): GatewayError {
    return new GatewayError("INVALID_SIGNATURE", message, undefined, undefined, undefined, "InvalidSignatureException");
}

// Which type of gateway response this is, no source says.
function unrecognized(explanation: string): GatewayError {
    const message = "The security token included in the request is invalid.";
    return new GatewayError(
        "INVALID_SIGNATURE",
        message,
        explanation,
        undefined,
        undefined,
        "UnrecognizedClientException",
    );
}
