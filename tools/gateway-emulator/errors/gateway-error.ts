/** What API Gateway answers by itself: status, value of `x-amzn-ErrorType`, and message. */
export interface GatewayErrorKind {
    readonly status: number;
    readonly errorType: string;
    readonly message: string;
}

const forbidden = { status: 403, errorType: "ForbiddenException", message: "Forbidden" };
const internal = { status: 500, errorType: "InternalServerErrorException", message: "Internal server error" };
const badRequest = { status: 400, errorType: "BadRequestException" };

/**
 * The gateway response types that the local gateway answers with (developer guide, "Gateway response types").
 * Statuses, messages and error types are as recorded from AWS (localstack's snapshots; public captures of 403 and 429).
 */
export const gatewayErrorKinds = {
    MISSING_AUTHENTICATION_TOKEN: {
        status: 403,
        errorType: "MissingAuthenticationTokenException",
        message: "Missing Authentication Token",
    },
    // The type of the error is another emulator's word.
    INVALID_SIGNATURE: {
        status: 403,
        errorType: "IncompleteSignatureException",
        message: "Invalid key=value pair (missing equal-sign) in Authorization header",
    },
    INVALID_API_KEY: forbidden,
    ACCESS_DENIED: forbidden,
    THROTTLED: { status: 429, errorType: "TooManyRequestsException", message: "Too Many Requests" },
    QUOTA_EXCEEDED: { status: 429, errorType: "LimitExceededException", message: "Limit Exceeded" },
    BAD_REQUEST_PARAMETERS: { ...badRequest, message: "Missing required request parameters" },
    BAD_REQUEST_BODY: { ...badRequest, message: "Invalid request body" },
    UNSUPPORTED_MEDIA_TYPE: { status: 415, errorType: "BadRequestException", message: "Unsupported Media Type" },
    API_CONFIGURATION_ERROR: internal,
    INTEGRATION_FAILURE: { ...internal, status: 504, message: "Network error communicating with endpoint" },
    INTEGRATION_TIMEOUT: { ...internal, status: 504, message: "Endpoint request timed out" },
} as const satisfies Record<string, GatewayErrorKind>;

/** A type of gateway response. */
export type GatewayErrorType = keyof typeof gatewayErrorKinds;

/** Ends a request with a gateway response. */
export class GatewayError extends Error {
    /** @param explanation why, for a developer who asks; never part of the body. */
    constructor(
        readonly type: GatewayErrorType,
        message: string = gatewayErrorKinds[type].message,
        readonly explanation?: string,
    ) {
        super(message);
        this.name = "GatewayFault";
    }
}
