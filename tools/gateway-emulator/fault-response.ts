import type { DeployedApi } from "./deployed-api";
import { faultKinds, type GatewayFault } from "./gateway-fault";
import type { GatewayResponse } from "./message";
import type { Switches } from "./switches";

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
export function faultResponse(
    api: DeployedApi,
    fault: GatewayFault,
    switches: Switches,
    lookUp: (expression: string) => string | undefined,
): GatewayResponse {
    const kind = faultKinds[fault.type];
    const known = fault.type === "INTEGRATION_FAILURE" ? switches.integrationFailureStatus : kind.status;
    const own = api.gatewayResponses[fault.type];
    const fallback = api.gatewayResponses[known < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX"];
    const status = Number(own?.statusCode ?? fallback?.statusCode ?? known);
    const parameters = own?.responseParameters ?? fallback?.responseParameters ?? {};
    const template = (own?.responseTemplates ?? fallback?.responseTemplates)?.["application/json"];
    const message = JSON.stringify(fault.message);
    const spaced = known >= 500 || known === 415 || (known === 400 && switches.spaceInBadRequest);
    const body =
        template === undefined ? `{"message":${spaced ? " " : ""}${message}}` : render(template, fault, lookUp);
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
function render(template: string, fault: GatewayFault, lookUp: (expression: string) => string | undefined): string {
    return template.replaceAll(/\$(context\.[A-Za-z.]*[A-Za-z])/g, (_, expression: string) => {
        if (expression === "context.error.messageString") return JSON.stringify(fault.message);
        if (expression === "context.error.message") return fault.message;
        if (expression === "context.error.responseType") return fault.type;
        return lookUp(expression) ?? "";
    });
}
