import { GatewayError } from "../errors/gateway-error";
import { type GatewayResponse, mediaType } from "../http/message";
import { type Call, mappedValue } from "../request/call-context";
import type { IntegrationResponse } from "../state/deployed-api";

/**
 * The response of a mock integration: its request template yields the status, which selects the response.
 * The template need not be JSON: `{statusCode: 200}` is known to work (aws-cdk generates it).
 * @throws {GatewayError} UNSUPPORTED_MEDIA_TYPE if no template matches the request's media type and pass-through is not
 * allowed, API_CONFIGURATION_ERROR if no status or no response matches.
 */
export function mockResponse(call: Call): GatewayResponse {
    const [, status] = /["']?statusCode["']?\s*:\s*(\d{3})/.exec(inputOf(call)) ?? [];
    const response = status === undefined ? undefined : selected(call.operation.integration.responses, status);
    if (response === undefined) {
        throw new GatewayError(
            "API_CONFIGURATION_ERROR",
            undefined,
            "the mock's template has no status, or no response matches it",
        );
    }
    const headers = Object.entries(response.responseParameters).flatMap(([to, from]): [string, string][] => {
        const [, name] = /^method\.response\.header\.(.+)$/.exec(to) ?? [];
        const value = mappedValue(from, call);
        return name === undefined || value === undefined ? [] : [[name, value]];
    });
    const body = response.responseTemplates["application/json"] ?? "";
    return {
        status: Number(response.statusCode),
        headers: [["Content-Type", "application/json"], ...headers],
        body: Buffer.from(body),
    };
}

function inputOf({ operation, request }: Call): string {
    const { requestTemplates, passthroughBehavior } = operation.integration;
    const template = requestTemplates[mediaType(request.headers)];
    if (template !== undefined) return template;
    const isRejected =
        passthroughBehavior === "never" ||
        (passthroughBehavior === "when_no_templates" && Object.keys(requestTemplates).length > 0);
    if (isRejected) throw new GatewayError("UNSUPPORTED_MEDIA_TYPE");
    return request.body.toString("utf8");
}

function selected(
    responses: Readonly<Record<string, IntegrationResponse>>,
    status: string,
): IntegrationResponse | undefined {
    const matching = Object.entries(responses).find(
        ([pattern]) => pattern !== "default" && new RegExp(`^(?:${pattern})$`).test(status),
    );
    return matching?.[1] ?? responses.default;
}
