import type { GatewayResponse } from "../http/message";
import type { UnverifiedBehavior } from "../http/unverified-behavior";
import type { DeployedApi } from "../state/deployed-api";
import { type GatewayError, gatewayErrorKinds } from "./gateway-error";

/** The answer where the path begins with no stage: there is no API whose gateway responses could apply. */
export const unknownStage: GatewayResponse = {
    status: 403,
    headers: [
        ["Content-Type", "application/json"],
        ["x-amzn-ErrorType", "ForbiddenException"],
    ],
    body: Buffer.from('{"message":"Forbidden"}'),
};

/**
 * Writes a gateway response: the document's own for its type, else that for DEFAULT_4XX or DEFAULT_5XX, else AWS's.
 * The body of a front-end error has no space after its colon and that of a 5xx has one, as recorded from AWS.
 * @param lookUp value of a `$context` variable or a mapping expression.
 */
export function errorResponse(
    api: DeployedApi,
    problem: GatewayError,
    unverified: UnverifiedBehavior,
    lookUp: (expression: string) => string | undefined,
): GatewayResponse {
    const kind = gatewayErrorKinds[problem.type];
    const known = problem.type === "INTEGRATION_FAILURE" ? unverified.integrationFailureStatus : kind.status;
    const own = api.gatewayResponses[problem.type];
    const fallback = api.gatewayResponses[known < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX"];
    const status = Number(own?.statusCode ?? fallback?.statusCode ?? known);
    const parameters = own?.responseParameters ?? fallback?.responseParameters ?? {};
    const template = (own?.responseTemplates ?? fallback?.responseTemplates)?.["application/json"];
    const message = JSON.stringify(problem.message);
    const spaced = known >= 500 || known === 415 || (known === 400 && unverified.spaceInBadRequest);
    const body =
        template === undefined ? `{"message":${spaced ? " " : ""}${message}}` : render(template, problem, lookUp);
    const headers = Object.entries(parameters).flatMap(([to, from]): [string, string][] => {
        const [, name] = /^gatewayresponse\.header\.(.+)$/.exec(to) ?? [];
        const value = lookUp(from);
        return name === undefined || value === undefined ? [] : [[name, value]];
    });
    return {
        status,
        headers: [["Content-Type", "application/json"], ["x-amzn-ErrorType", kind.errorType], ...headers],
        body: Buffer.from(body),
    };
}

// A gateway response's template knows variables only, no directives (developer guide, "Gateway responses").
function render(template: string, problem: GatewayError, lookUp: (expression: string) => string | undefined): string {
    return template.replaceAll(/\$(context\.[A-Za-z.]*[A-Za-z])/g, (_, expression: string) => {
        if (expression === "context.error.messageString") return JSON.stringify(problem.message);
        if (expression === "context.error.message") return problem.message;
        if (expression === "context.error.responseType") return problem.type;
        return lookUp(expression) ?? "";
    });
}
