import { GatewayError } from "../../errors/gateway-error";
import { type GatewayResponse, type HeaderList, headerValues } from "../../http/message";
import { mappedValue } from "../../request/call-context";
import type { IntegrationResponse } from "../../state/integration";
import { bodyValue, isBodyExpression, type Mapped } from "../parameters";
import { encodedResponse, isTextResponse } from "../payload-encoding";
import { mappedResponseHeaders } from "../proxy-headers";
import type { EndpointResponse } from "./endpoint";
import { withOverrides } from "./integration-request";
import { renderForCall, type TemplateScope } from "./render-for-call";

/**
 * Applies the mappings of the integration response that an endpoint's response selects.
 * @throws {GatewayError} API_CONFIGURATION_ERROR if none matches and none is the default, a template cannot be evaluated, or
 * a body cannot be converted.
 */
export function integrationResponse(endpoint: EndpointResponse, scope: TemplateScope): GatewayResponse {
    const { call, overrides } = scope;
    const selection = endpoint.selection ?? String(endpoint.status);
    const response = selected(call.operation.integration.responses, selection);
    const mapped = mappedHeaders(response, endpoint, scope);
    const { text, explanation } = responseBody(response, endpoint, scope);
    const { header, status } = overrides.responseOverride;
    const headers = withOverrides(mapped, header, (name) => name.toLowerCase());
    const hasType = headers.some(([name]) => name.toLowerCase() === "content-type");
    const traceId = ["X-Amzn-Trace-Id", call.context.xrayTraceId ?? ""] as const;
    return {
        status: isStatus(status) ? status : Number(response.statusCode),
        headers: [
            ...(hasType ? [] : [["Content-Type", "application/json"] as const]),
            ...mappedResponseHeaders(headers),
            ...(endpoint.isTraced ? [traceId] : []),
        ],
        body: text,
        ...(explanation !== undefined && { explanation }),
    };
}

function responseBody(
    { contentHandling: handling, responseTemplates }: IntegrationResponse,
    { headers, body }: EndpointResponse,
    scope: TemplateScope,
): { text: Buffer; explanation?: string | undefined } {
    const request = scope.call.request.headers;
    const types = scope.api.binaryMediaTypes;
    const converted = encodedResponse(body, { response: headers, request }, types, handling);
    const template = templateFor(responseTemplates, request);
    if (template === undefined) return { text: converted };
    if (!isTextResponse(request, types, handling))
        throw misconfigured("the response is binary, so its template cannot transform it without CONVERT_TO_TEXT");
    const rendered = renderForCall(template, converted.toString("utf8"), scope);
    return { text: Buffer.from(rendered.text), explanation: rendered.explanation };
}

// An override that is not a status is ignored (localstack, integration_response.py).
function isStatus(value: unknown): value is number {
    return typeof value === "number" && Number.isInteger(value) && value >= 100 && value < 600;
}

// The expressions match the whole value (java.util.regex, `matches`); which of several is taken is not documented.
function selected(responses: Readonly<Record<string, IntegrationResponse>>, value: string): IntegrationResponse {
    const matching = Object.entries(responses).find(
        ([pattern]) => pattern !== "default" && new RegExp(`^(?:${pattern})$`).test(value),
    );
    const response = matching?.[1] ?? responses.default;
    if (response !== undefined) return response;
    throw misconfigured(`No match for output mapping and no default output mapping configured: "${value}"`);
}

// By the request's `Accept`, else that of JSON, else the first one (developer guide, "Select a VTL mapping template").
function templateFor(templates: Readonly<Record<string, string>>, request: HeaderList): string | undefined {
    const [accept = ""] = headerValues(request, "accept");
    const type = accept.split(/[,;]/, 1)[0]?.trim().toLowerCase() ?? "";
    const accepted = Object.hasOwn(templates, type) ? templates[type] : undefined;
    return accepted ?? templates["application/json"] ?? Object.values(templates)[0];
}

function mappedHeaders(response: IntegrationResponse, endpoint: EndpointResponse, { call }: TemplateScope): Mapped {
    return Object.entries(response.responseParameters).flatMap(([to, from]): Mapped => {
        const [, name] = /^method\.response\.header\.(.+)$/.exec(to) ?? [];
        const value = endpointValue(from, endpoint) ?? mappedValue(from, call);
        return name === undefined || value === undefined ? [] : [[name, value]];
    });
}

function endpointValue(expression: string, { headers, body }: EndpointResponse): string | undefined {
    const [, place, name = ""] = /^integration\.response\.(header|multivalueheader)\.(.+)$/.exec(expression) ?? [];
    if (place === "header") return headerValues(headers, name).at(-1);
    if (place === "multivalueheader") return headerValues(headers, name).join(",") || undefined;
    const prefix = "integration.response.body";
    if (!isBodyExpression(expression, prefix)) return undefined;
    try {
        return bodyValue(expression.slice(prefix.length), body);
    } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        throw misconfigured(`"${expression}" refers to a body that is not JSON`);
    }
}

function misconfigured(explanation: string): GatewayError {
    return new GatewayError("API_CONFIGURATION_ERROR", undefined, explanation);
}
