import { GatewayError } from "../errors/gateway-error";
import { type GatewayResponse, mediaType } from "../http/message";
import { type Call, mappedValue } from "../request/call-context";
import type { IntegrationResponse } from "../state/integration";
import { encodedRequest, encodedResponse, isBinaryRequest } from "./payload-encoding";

/**
 * The response of a mock integration: its request template yields the status, which selects the response.
 * The template need not be JSON: `{statusCode: 200}` is known to work (aws-cdk generates it).
 * @param types binary media types of the API.
 * @throws {GatewayError} UNSUPPORTED_MEDIA_TYPE if no template matches the request's media type and pass-through is not
 * allowed, API_CONFIGURATION_ERROR if no status or no response matches, or a body cannot be converted.
 */
export function mockResponse(call: Call, types: readonly string[]): GatewayResponse {
    const [, status] = /["']?statusCode["']?\s*:\s*(\d{3})/.exec(inputOf(call, types)) ?? [];
    const response = status === undefined ? undefined : selected(call.operation.integration.responses, status);
    if (response === undefined) {
        throw new GatewayError(
            "API_CONFIGURATION_ERROR",
            undefined,
            "the mock's template has no status, or no response matches it",
        );
    }
    const mapped = Object.entries(response.responseParameters).flatMap(([to, from]): [string, string][] => {
        const [, name] = /^method\.response\.header\.(.+)$/.exec(to) ?? [];
        const value = mappedValue(from, call);
        return name === undefined || value === undefined ? [] : [[name, value]];
    });
    const hasType = mapped.some(([name]) => name.toLowerCase() === "content-type");
    const headers = hasType ? mapped : [["Content-Type", "application/json"] as const, ...mapped];
    const text = Buffer.from(response.responseTemplates["application/json"] ?? "");
    const both = { response: headers, request: call.request.headers };
    const body = encodedResponse(text, both, types, response.contentHandling);
    return { status: Number(response.statusCode), headers, body };
}

const untransformable =
    "the media type is binary, so the mock's template cannot transform the request without CONVERT_TO_TEXT";

function inputOf({ operation, request }: Call, types: readonly string[]): string {
    const { requestTemplates, passthroughBehavior, contentHandling: handling } = operation.integration;
    const body = encodedRequest(request.body, request.headers, types, handling);
    const template = requestTemplates[mediaType(request.headers)];
    if (template !== undefined) {
        // A template needs text; even a preflight without a body is binary if every type is (aws/chalice#1310).
        const isBinary = isBinaryRequest(request.headers, types) || handling === "CONVERT_TO_BINARY";
        if (isBinary && handling !== "CONVERT_TO_TEXT") {
            throw new GatewayError("API_CONFIGURATION_ERROR", undefined, untransformable);
        }
        return template;
    }
    const isRejected =
        passthroughBehavior === "never" ||
        (passthroughBehavior === "when_no_templates" && Object.keys(requestTemplates).length > 0);
    if (isRejected) throw new GatewayError("UNSUPPORTED_MEDIA_TYPE");
    return body.toString("utf8");
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
