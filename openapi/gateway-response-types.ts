/** A type of gateway response: an error that API Gateway itself returns. */
export interface GatewayResponseType {
    /** The status without a setting; undefined for the two types that represent the others. */
    readonly status: number | undefined;
    /** The type whose response is used if the REST API has none for this one. */
    readonly fallback: "DEFAULT_4XX" | "DEFAULT_5XX" | undefined;
    readonly cause: string;
}

const clientError = (status: number, cause: string) => ({ status, fallback: "DEFAULT_4XX", cause }) as const;
const serverError = (status: number, cause: string) => ({ status, fallback: "DEFAULT_5XX", cause }) as const;

/**
 * Every type of gateway response, and its status
 * (docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html; the same 21 names in an error of
 * AWS, localstack/localstack, test_apigateway_api.snapshot.json, test_gateway_response_validation).
 */
export const gatewayResponseTypes = {
    ACCESS_DENIED: clientError(403, "an authorizer or a resource policy denies the call"),
    API_CONFIGURATION_ERROR: serverError(500, "the API cannot call its backend as it is configured"),
    AUTHORIZER_CONFIGURATION_ERROR: serverError(500, "the authorizer cannot be reached"),
    AUTHORIZER_FAILURE: serverError(500, "the authorizer fails"),
    BAD_REQUEST_BODY: clientError(400, "the body does not match its model"),
    BAD_REQUEST_PARAMETERS: clientError(400, "a required parameter is missing"),
    DEFAULT_4XX: {
        status: undefined,
        fallback: undefined,
        cause: "every type here with a status of 4xx and no own setting",
    },
    DEFAULT_5XX: {
        status: undefined,
        fallback: undefined,
        cause: "every type here with a status of 5xx and no own setting",
    },
    EXPIRED_TOKEN: clientError(403, "the AWS credentials have expired"),
    INTEGRATION_FAILURE: serverError(504, "the connection to the backend breaks"),
    INTEGRATION_TIMEOUT: serverError(504, "the backend takes too long"),
    INVALID_API_KEY: clientError(403, "no key, a wrong key, or a key whose plan does not cover the stage"),
    INVALID_SIGNATURE: clientError(403, "the AWS signature is wrong"),
    MISSING_AUTHENTICATION_TOKEN: clientError(403, "no such path or method, or no AWS signature"),
    QUOTA_EXCEEDED: clientError(429, "the client's quota is used up"),
    REQUEST_TOO_LARGE: clientError(413, "the request is too large for the backend"),
    RESOURCE_NOT_FOUND: clientError(404, "no such resource, after authorization"),
    THROTTLED: clientError(429, "the plan, the stage or the account throttles"),
    UNAUTHORIZED: clientError(401, "the authorizer has no valid token"),
    UNSUPPORTED_MEDIA_TYPE: clientError(415, "no template for the body's media type"),
    WAF_FILTERED: clientError(403, "AWS WAF blocks the request; a custom response of the web ACL takes precedence"),
} as const satisfies Record<string, GatewayResponseType>;

/** Name of a type of gateway response. */
export type GatewayResponseName = keyof typeof gatewayResponseTypes;
