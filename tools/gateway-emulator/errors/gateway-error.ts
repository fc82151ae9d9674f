import { createHash } from "node:crypto";
import type { GatewayResponseName } from "../../../openapi/gateway-response-types";
import { type GatewayRequest, headerValues } from "../http/message";

/** A type of gateway response: status, value of `x-amzn-ErrorType`, and message. */
export interface GatewayErrorKind {
    readonly status: number;
    readonly errorType: string;
    /** Empty for a response whose message is null. */
    readonly message: string;
}

const forbidden = { status: 403, errorType: "ForbiddenException", message: "Forbidden" };
const internal = { status: 500, errorType: "InternalServerErrorException", message: "Internal server error" };
const badRequest = { status: 400, errorType: "BadRequestException" };

/**
 * The gateway response types that the emulator returns (developer guide, "Gateway response types").
 * Statuses, messages and error types are as recorded from AWS (localstack's snapshots; public captures of 403 and 429).
 */
export const gatewayErrorKinds = {
    MISSING_AUTHENTICATION_TOKEN: {
        status: 403,
        errorType: "MissingAuthenticationTokenException",
        message: "Missing Authentication Token",
    },
    // The error type is taken from another emulator.
    INVALID_SIGNATURE: {
        status: 403,
        errorType: "IncompleteSignatureException",
        message: "Invalid key=value pair (missing equal-sign) in Authorization header",
    },
    EXPIRED_TOKEN: {
        status: 403,
        errorType: "ExpiredTokenException",
        message: "The security token included in the request is expired",
    },
    UNAUTHORIZED: { status: 401, errorType: "UnauthorizedException", message: "Unauthorized" },
    // The message is null (auth0-samples/jwt-rsa-aws-custom-authorizer#6), the first type from serverless/examples#305.
    AUTHORIZER_CONFIGURATION_ERROR: { status: 500, errorType: "AuthorizerConfigurationException", message: "" },
    AUTHORIZER_FAILURE: { status: 500, errorType: "AuthorizerFailureException", message: "" },
    INVALID_API_KEY: forbidden,
    ACCESS_DENIED: forbidden,
    // A web ACL blocked the request (tools/edge-emulator).
    WAF_FILTERED: forbidden,
    THROTTLED: { status: 429, errorType: "TooManyRequestsException", message: "Too Many Requests" },
    QUOTA_EXCEEDED: { status: 429, errorType: "LimitExceededException", message: "Limit Exceeded" },
    BAD_REQUEST_PARAMETERS: { ...badRequest, message: "Missing required request parameters" },
    BAD_REQUEST_BODY: { ...badRequest, message: "Invalid request body" },
    UNSUPPORTED_MEDIA_TYPE: { status: 415, errorType: "BadRequestException", message: "Unsupported Media Type" },
    REQUEST_TOO_LARGE: { status: 413, errorType: "RequestEntityTooLargeException", message: "Request Too Long" },
    API_CONFIGURATION_ERROR: internal,
    INTEGRATION_FAILURE: { ...internal, status: 504, message: "Network error communicating with endpoint" },
    INTEGRATION_TIMEOUT: { ...internal, status: 504, message: "Endpoint request timed out" },
} as const satisfies Partial<Record<GatewayResponseName, GatewayErrorKind>>;

/** Name of a gateway response type. */
export type GatewayErrorType = keyof typeof gatewayErrorKinds;

/** Ends a request with a gateway response. */
export class GatewayError extends Error {
    /**
     * @param explanation the cause, shown to a developer on request; never part of the body.
     * @param status the status. Default: that of the type.
     * @param validation the reason why a request is not valid: `$context.error.validationErrorString`.
     * @param errorType value of `x-amzn-ErrorType`. Default: that of the type.
     */
    constructor(
        readonly type: GatewayErrorType,
        message: string = gatewayErrorKinds[type].message,
        readonly explanation?: string,
        readonly status: number = gatewayErrorKinds[type].status,
        readonly validation?: string,
        readonly errorType: string = gatewayErrorKinds[type].errorType,
    ) {
        super(message);
        this.name = "GatewayError";
    }
}

/**
 * The error for a path or method that the API does not have. API Gateway expects a signature on such a request: if the
 * `Authorization` header is not one, such as a bearer token, the message is about that (wording from
 * awslabs/time-addressable-media-store#8; what exactly AWS hashes is not known, the emulator hashes the header's value).
 */
export function unknownMethod(request: GatewayRequest): GatewayError {
    return unsigned(request, "the path or the method is not in the API");
}

/** The error for a request without a signature, where API Gateway expects one. */
export function unsigned({ headers }: GatewayRequest, explanation: string): GatewayError {
    const [authorization] = headerValues(headers, "authorization");
    if (authorization === undefined || authorization.startsWith("AWS4-")) {
        return new GatewayError("MISSING_AUTHENTICATION_TOKEN", undefined, explanation);
    }
    const hash = createHash("sha256").update(authorization).digest("base64");
    const message = `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${hash}'.`;
    return new GatewayError("INVALID_SIGNATURE", message, explanation);
}
