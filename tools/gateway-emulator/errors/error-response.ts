import type { GatewayResponse } from "../http/message";
import type { UnverifiedBehavior } from "../http/unverified-behavior";
import type { DeployedApi } from "../state/deployed-api";
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

/**
 * Renders a gateway response: the document's override for its type, else for DEFAULT_4XX or DEFAULT_5XX, else AWS's default.
 * The body of a front-end error has no space after its colon and that of a 5xx has one, as recorded from AWS.
 * @param lookUp returns the value of a `$context` variable or a mapping expression.
 */
export function errorResponse(
    api: DeployedApi,
    error: GatewayError,
    unverified: UnverifiedBehavior,
    lookUp: (expression: string) => string | undefined,
): GatewayResponse {
    const awsStatus = error.type === "INTEGRATION_FAILURE" ? unverified.integrationFailureStatus : error.status;
    const own = api.gatewayResponses[error.type];
    const fallback = api.gatewayResponses[awsStatus < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX"];
    const status = Number(own?.statusCode ?? fallback?.statusCode ?? awsStatus);
    const parameters = own?.responseParameters ?? fallback?.responseParameters ?? {};
    const template = (own?.responseTemplates ?? fallback?.responseTemplates)?.["application/json"];
    const message = messageOf(error);
    // As seen in each denial by a policy.
    const name = error.errorType === "AccessDeniedException" ? "Message" : "message";
    const hasSpace = awsStatus >= 500 || awsStatus === 415 || (awsStatus === 400 && unverified.spaceInBadRequest);
    const body =
        template === undefined ? `{"${name}":${hasSpace ? " " : ""}${message}}` : render(template, error, lookUp);
    const headers = Object.entries(parameters).flatMap(([to, from]): [string, string][] => {
        const [, name] = /^gatewayresponse\.header\.(.+)$/.exec(to) ?? [];
        const value = lookUp(from);
        return name === undefined || value === undefined ? [] : [[name, value]];
    });
    return {
        status,
        headers: [["Content-Type", "application/json"], ["x-amzn-ErrorType", error.errorType], ...headers],
        body: Buffer.from(body),
    };
}

function messageOf({ message }: GatewayError): string {
    return message === "" ? "null" : JSON.stringify(message);
}

// The template of a gateway response supports variables only, no directives (developer guide, "Gateway responses").
function render(template: string, error: GatewayError, lookUp: (expression: string) => string | undefined): string {
    return template.replaceAll(/\$(context\.[A-Za-z.]*[A-Za-z])/g, (_, expression: string) => {
        if (expression === "context.error.messageString") return messageOf(error);
        if (expression === "context.error.message") return error.message;
        if (expression === "context.error.responseType") return error.type;
        return lookUp(expression) ?? "";
    });
}
