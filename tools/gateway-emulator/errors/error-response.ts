import { templateReference } from "../../../openapi/context-variables";
import { type GatewayRequest, type GatewayResponse, headerValues } from "../http/message";
import type { UnverifiedBehavior } from "../http/unverified-behavior";
import type { DeployedApi, GatewayResponseOverride } from "../state/deployed-api";
import type { GatewayError } from "./gateway-error";

/** The response to a path that begins with no stage, or that a domain name does not map; no API is involved whose gateway responses could apply. */
export const unknownStage: GatewayResponse = {
    status: 403,
    headers: [
        ["Content-Type", "application/json"],
        ["x-amzn-ErrorType", "ForbiddenException"],
    ],
    body: Buffer.from('{"message":"Forbidden"}'),
};

/** The values of `$context.error` (docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html). */
export function errorContext({ type, message, validation }: GatewayError): Record<string, string> {
    return {
        "error.responseType": type,
        "error.message": message,
        "error.messageString": messageString(message),
        ...(validation !== undefined && { "error.validationErrorString": validation }),
        // No source says what it is for other errors of an integration.
        ...(type.startsWith("INTEGRATION_") && { "integration.error": message }),
    };
}

/**
 * Renders a gateway response: the document's override for its type, else for DEFAULT_4XX or DEFAULT_5XX, else AWS's default. An
 * override is used as a whole: one without a status has AWS's, also if the default one has another (recorded: localstack,
 * test_gateway_response_put, "default-ignored").
 * The body of a front-end error has no space after its colon and that of a 5xx has one, as recorded from AWS.
 * @param lookUp returns the value of a mapping expression, such as `context.requestId`; those of the error are among them.
 */
export function errorResponse(
    api: DeployedApi,
    error: GatewayError,
    request: GatewayRequest,
    unverified: UnverifiedBehavior,
    lookUp: (expression: string) => string | undefined,
): GatewayResponse {
    const awsStatus = error.type === "INTEGRATION_FAILURE" ? unverified.integrationFailureStatus : error.status;
    const override =
        api.gatewayResponses[error.type] ?? api.gatewayResponses[awsStatus < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX"];
    const template = chosenTemplate(override, request);
    const headers = Object.entries(override?.responseParameters ?? {}).flatMap(([to, from]): [string, string][] => {
        const [, name] = /^gatewayresponse\.header\.(.+)$/.exec(to) ?? [];
        const value = lookUp(from);
        return name === undefined || value === undefined ? [] : [[name, value]];
    });
    const hasType = headers.some(([name]) => name.toLowerCase() === "content-type");
    const hasSpace = awsStatus >= 500 || awsStatus === 415 || (awsStatus === 400 && unverified.spaceInBadRequest);
    // As seen in each denial by a policy.
    const key = error.errorType === "AccessDeniedException" ? "Message" : "message";
    const defaultBody = `{"${key}":${hasSpace ? " " : ""}${messageString(error.message)}}`;
    return {
        status: Number(override?.statusCode ?? awsStatus),
        headers: [
            ...(hasType ? [] : [["Content-Type", template?.type ?? "application/json"] as const]),
            ["x-amzn-ErrorType", error.errorType],
            ...headers,
        ],
        body: Buffer.from(template === undefined ? defaultBody : render(template.text, lookUp)),
    };
}

function messageString(message: string): string {
    return message === "" ? "null" : JSON.stringify(message);
}

// As AWS documents for integration responses: by `Accept`, whose default is application/json; it says nothing of errors.
function chosenTemplate(override: GatewayResponseOverride | undefined, { headers }: GatewayRequest) {
    const templates = Object.entries(override?.responseTemplates ?? {}).map(([type, text]) => ({ type, text }));
    const accepted = headerValues(headers, "accept")
        .flatMap((value) => value.split(","))
        .map((each) => each.split(";", 1)[0]?.trim().toLowerCase());
    for (const type of [...accepted, "application/json"]) {
        const found = templates.find((each) => each.type === type);
        if (found !== undefined) return found;
    }
    return templates[0];
}

// The template of a gateway response supports variables only, no directives (developer guide, "Gateway responses").
function render(template: string, lookUp: (expression: string) => string | undefined): string {
    return template.replaceAll(templateReference, (reference) => lookUp(reference.slice(1)) ?? "");
}
