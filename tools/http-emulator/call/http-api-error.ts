import type { GatewayResponse, HeaderList } from "../../gateway-emulator/http/message";

/**
 * The errors of HTTP APIs by the type of `$context.error.responseType`. Bodies and statuses are recorded from AWS unless the emulator's
 * README says otherwise; unlike those of REST APIs they have no `x-amzn-ErrorType`, and cannot be changed.
 */
const kinds = {
    NOT_FOUND: { status: 404, message: "Not Found" },
    UNAUTHORIZED: { status: 401, message: "Unauthorized" },
    ACCESS_DENIED: { status: 403, message: "Forbidden" },
    THROTTLED: { status: 429, message: "Too Many Requests" },
    REQUEST_TOO_LARGE: { status: 413, message: "Request Entity Too Large" },
    REQUEST_HEADERS_TOO_LARGE: { status: 431, message: "Request Header Fields Too Large" },
    AUTHORIZER_CONFIGURATION_ERROR: { status: 500, message: "Internal Server Error" },
    AUTHORIZER_FAILURE: { status: 500, message: "Internal Server Error" },
    API_CONFIGURATION_ERROR: { status: 500, message: "Internal Server Error" },
    INTEGRATION_FAILURE: { status: 503, message: "Service Unavailable" },
    INTEGRATION_TIMEOUT: { status: 503, message: "Service Unavailable" },
} as const;

/** Type of an error of an HTTP API. */
export type HttpErrorType = keyof typeof kinds;

/** Ends a call with an error of the HTTP API. */
export class HttpApiError extends Error {
    /**
     * @param explanation the cause, shown to a developer on request and in `$context`; never part of the body.
     * @param headers headers of the response, such as `www-authenticate`. Default: none.
     */
    constructor(
        readonly type: HttpErrorType,
        readonly explanation: string,
        readonly headers: HeaderList = [],
    ) {
        super(kinds[type].message);
        this.name = "HttpApiError";
    }

    /** The response, without the id that all responses have. */
    get response(): GatewayResponse {
        return {
            status: kinds[this.type].status,
            headers: [["Content-Type", "application/json"], ...this.headers],
            body: Buffer.from(JSON.stringify({ message: this.message })),
            explanation: this.explanation,
        };
    }
}
