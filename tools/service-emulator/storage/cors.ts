import type { CorsRule } from "./bucket-settings";
import { StorageError } from "./storage-error";

/** A request to another origin, as a browser describes it. */
export interface CorsRequest {
    readonly origin: string;
    readonly method: string;
    /** Of a preflight: in lower case. */
    readonly headers: readonly string[];
}

/** Headers of a response to another origin, by the first rule that applies; undefined if none does. */
export function corsHeaders(rules: readonly CorsRule[], request: CorsRequest): Record<string, string> | undefined {
    const rule = rules.find((each) => applies(each, request));
    if (rule === undefined) return undefined;
    const isAny = rule.allowedOrigins.includes("*");
    return {
        "Access-Control-Allow-Origin": isAny ? "*" : request.origin,
        "Access-Control-Allow-Methods": rule.allowedMethods.join(", "),
        ...(request.headers.length > 0 && { "Access-Control-Allow-Headers": request.headers.join(", ") }),
        ...(rule.exposeHeaders?.length && { "Access-Control-Expose-Headers": rule.exposeHeaders.join(", ") }),
        ...(rule.maxAgeSeconds !== undefined && { "Access-Control-Max-Age": String(rule.maxAgeSeconds) }),
        ...(!isAny && { "Access-Control-Allow-Credentials": "true" }),
        Vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
    };
}

/**
 * The headers of the response to a preflight (recorded: localstack, tests/aws/services/s3/test_s3_cors.snapshot.json).
 * @throws {StorageError} AccessForbidden, or BadRequest for a request without `Origin` or method.
 */
export function preflightHeaders(
    rules: readonly CorsRule[],
    given: {
        readonly origin: string | undefined;
        readonly method: string | undefined;
        readonly headers: string | undefined;
        /** Whether it is about an object or about the bucket. */
        readonly resourceType: "OBJECT" | "BUCKET";
    },
): Record<string, string> {
    const { origin, method, resourceType } = given;
    if (origin === undefined) throw insufficient("Origin request header");
    if (method === undefined) throw insufficient("Access-Control-Request-Method");
    const headers = (given.headers ?? "").toLowerCase().split(",");
    const request = { origin, method, headers: headers.map((name) => name.trim()).filter((name) => name !== "") };
    const found = corsHeaders(rules, request);
    if (found !== undefined) return found;
    const message =
        rules.length === 0
            ? "CORS is not enabled for this bucket."
            : "This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.";
    const details = { Method: method, ResourceType: resourceType };
    throw new StorageError("AccessForbidden", `CORSResponse: ${message}`, 403, details);
}

function applies(rule: CorsRule, { origin, method, headers }: CorsRequest): boolean {
    const patterns = (rule.allowedHeaders ?? []).map((pattern) => pattern.toLowerCase());
    return (
        rule.allowedMethods.includes(method) &&
        rule.allowedOrigins.some((pattern) => matches(pattern, origin)) &&
        headers.every((name) => patterns.some((pattern) => matches(pattern, name)))
    );
}

function matches(pattern: string, value: string): boolean {
    const [start = "", end] = pattern.split("*", 2);
    if (end === undefined) return pattern === value;
    return value.length >= start.length + end.length && value.startsWith(start) && value.endsWith(end);
}

function insufficient(what: string): StorageError {
    return new StorageError("BadRequest", `Insufficient information. ${what} needed.`, 400);
}
