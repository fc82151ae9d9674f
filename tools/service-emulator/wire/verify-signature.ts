import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Caller } from "../caller";
import { canonicalRequest, type SignedRequest } from "./canonical-request";
import { type MalformedSignature, millisOf, readSignature, type Scope, type Signature } from "./read-signature";
import type { FindCaller } from "./service-handler";

/** The result for a signature; each service has its own words for the errors. */
export type Verification =
    | { readonly kind: "verified"; readonly caller: Caller; readonly signature: Signature }
    | { readonly kind: "unsigned" }
    | MalformedSignature
    | { readonly kind: "unknown-key"; readonly accessKeyId: string }
    | { readonly kind: "wrong-scope"; readonly part: keyof Scope; readonly expected: string; readonly actual: string }
    | { readonly kind: "skewed"; readonly date: string }
    | { readonly kind: "expired"; readonly expiresInSeconds: number; readonly expiredAt: number }
    | {
          readonly kind: "mismatch";
          readonly signature: Signature;
          readonly stringToSign: string;
          readonly canonicalRequest: string;
      };

/** The signature that a service expects. */
export interface Expectation {
    readonly find: FindCaller;
    /** Such as `s3`. */
    readonly service: string;
    readonly region: string;
    /** Time in milliseconds since 1970. */
    readonly now: number;
    /** SHA-256 of the body in hexadecimal digits, or what is signed in its place. */
    readonly payloadHash: string;
}

/** Milliseconds that the time of a signature may differ from the clock: S3 says so in `MaxAllowedSkewMilliseconds`. */
export const toleratedMillis = 900_000;

/** Verifies the signature of a request, version 4, in its headers or its query. The body is not read. */
export function verifySignature(request: SignedRequest, expectation: Expectation): Verification {
    const signature = readSignature(request);
    if (signature === undefined) return { kind: "unsigned" };
    if ("kind" in signature) return signature;
    const problem = scopeProblem(signature, expectation) ?? timeProblem(signature, expectation.now);
    if (problem !== undefined) return problem;
    const found = expectation.find(signature.accessKeyId);
    if (found === undefined) return { kind: "unknown-key", accessKeyId: signature.accessKeyId };
    const canonical = canonicalRequest(request, {
        signedHeaders: signature.signedHeaders,
        payloadHash: expectation.payloadHash,
        isPathEncodedAgain: expectation.service !== "s3",
    });
    const { day, region, service, terminator } = signature.scope;
    const hash = createHash("sha256").update(canonical).digest("hex");
    const scope = [day, region, service, terminator].join("/");
    const stringToSign = ["AWS4-HMAC-SHA256", signature.date, scope, hash].join("\n");
    if (!isSignatureOf(signature.value, stringToSign, signature.scope, found.secretAccessKey))
        return { kind: "mismatch", signature, stringToSign, canonicalRequest: canonical };
    return { kind: "verified", caller: found.caller, signature };
}

/** Whether a value is the signature of a string, such as the policy of a form, with a secret for a scope. */
export function isSignatureOf(value: string, stringToSign: string, scope: Scope, secretAccessKey: string): boolean {
    const parts = [scope.day, scope.region, scope.service, scope.terminator];
    const key = parts.reduce((before: string | Buffer, part) => hmac(before, part), `AWS4${secretAccessKey}`);
    const expected = hmac(key, stringToSign);
    const actual = Buffer.from(value, "hex");
    return actual.length === expected.length && timingSafeEqual(actual, expected);
}

function scopeProblem({ scope, date }: Signature, { region, service }: Expectation): Verification | undefined {
    const expected = { region, service, terminator: "aws4_request", day: date.slice(0, 8) };
    for (const part of ["region", "service", "terminator", "day"] as const)
        if (scope[part] !== expected[part])
            return { kind: "wrong-scope", part, expected: expected[part], actual: scope[part] };
    return undefined;
}

function timeProblem({ date, expiresInSeconds }: Signature, now: number): Verification | undefined {
    const time = millisOf(date);
    const expiredAt = time + (expiresInSeconds ?? 0) * 1000;
    if (expiresInSeconds !== undefined && now > expiredAt) return { kind: "expired", expiresInSeconds, expiredAt };
    const isEarly = time > now + toleratedMillis;
    const isLate = expiresInSeconds === undefined && time < now - toleratedMillis;
    return isEarly || isLate ? { kind: "skewed", date } : undefined;
}

function hmac(key: string | Buffer, text: string): Buffer {
    return createHmac("sha256", key).update(text).digest();
}
