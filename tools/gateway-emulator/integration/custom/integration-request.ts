import { GatewayError } from "../../errors/gateway-error";
import { headerValues, mediaType } from "../../http/message";
import { textOf } from "../../mapping/java-values";
import { type Mapped, mappedParameters } from "../parameters";
import { encodedRequest, isBinaryRequest } from "../payload-encoding";
import type { EndpointRequest } from "./endpoint";
import { renderForCall, type TemplateScope } from "./render-for-call";

/** The request that an integration sends, and why a part of it is missing. */
export interface IntegrationRequest extends EndpointRequest {
    readonly explanation?: string;
}

/**
 * Applies the request mappings of an integration that is not a proxy: parameters, template, and the template's overrides,
 * which take precedence.
 * @throws {GatewayError} UNSUPPORTED_MEDIA_TYPE if no template matches the request's media type and pass-through is not
 * allowed, API_CONFIGURATION_ERROR if a template cannot be evaluated, a body not be converted or a header not be set.
 */
export function integrationRequest(scope: TemplateScope): IntegrationRequest {
    const { call, api } = scope;
    const { integration } = call.operation;
    const { body, explanation } = requestBody(scope);
    const mapped = mappedParameters(call);
    rejectHeaders(mapped.header, integration.type === "aws");
    const { path, querystring, header } = scope.overrides.requestOverride;
    const callMethod = call.context.httpMethod ?? call.request.method;
    const method = integration.httpMethod === "ANY" ? callMethod : integration.httpMethod;
    const headers = requestHeaders(
        withOverrides(mapped.header, header, (name) => name.toLowerCase()),
        integration.type === "aws",
    );
    const [contentType] = headerValues(call.request.headers, "content-type");
    return {
        method,
        path: Object.fromEntries(withOverrides(mapped.path, path)),
        query: withOverrides(mapped.querystring, querystring),
        headers: {
            accept: "application/json",
            "user-agent": `AmazonAPIGateway_${api.id}`,
            ...(contentType !== undefined && !bodiless.has(callMethod) && { "content-type": contentType }),
            ...headers,
            "x-amzn-trace-id": call.context.xrayTraceId ?? "",
            ...(integration.type === "http" && { "x-amzn-apigateway-api-id": api.id }),
        },
        body: integration.type !== "mock" && bodiless.has(method) ? Buffer.alloc(0) : body,
        ...(explanation !== undefined && { explanation }),
    };
}

const bodiless = new Set(["GET", "HEAD", "OPTIONS"]);

const untransformable =
    "the media type is binary, so the integration's template cannot transform the request without CONVERT_TO_TEXT";

function requestBody(scope: TemplateScope): { body: Buffer; explanation?: string | undefined } {
    const { request, operation } = scope.call;
    const { requestTemplates, passthroughBehavior, contentHandling: handling } = operation.integration;
    const types = scope.api.binaryMediaTypes;
    const body = encodedRequest(request.body, request.headers, types, handling);
    const type = mediaType(request.headers);
    const template = Object.hasOwn(requestTemplates, type) ? requestTemplates[type] : undefined;
    if (template !== undefined) {
        // A template needs text; even a preflight without a body is binary if every type is (aws/chalice#1310).
        const isBinary = isBinaryRequest(request.headers, types) || handling === "CONVERT_TO_BINARY";
        if (isBinary && handling !== "CONVERT_TO_TEXT") {
            throw new GatewayError("API_CONFIGURATION_ERROR", undefined, untransformable);
        }
        const { text, explanation } = renderForCall(template, body.toString("utf8"), scope);
        return { body: Buffer.from(text), explanation };
    }
    const isRejected =
        passthroughBehavior === "never" ||
        (passthroughBehavior === "when_no_templates" && Object.keys(requestTemplates).length > 0);
    if (isRejected) throw new GatewayError("UNSUPPORTED_MEDIA_TYPE");
    return { body };
}

// Recorded from AWS: localstack, TestApiGatewayHeaderRemapping[HTTP] and [AWS]. A mapping to the first ones fails; the others
// are not sent.
const unmappable = new Set(["content-length", "transfer-encoding", "x-amzn-trace-id", "x-amzn-apigateway-api-id"]);
const unmappableToAws = new Set("authorization connection expect proxy-authenticate te".split(" "));
const unsent = new Set(["connection", "expect", "proxy-authenticate", "te"]);

function rejectHeaders(mapped: Mapped, isAws: boolean): void {
    for (const [name] of mapped) {
        const key = name.toLowerCase();
        if (!unmappable.has(key) && !(isAws && unmappableToAws.has(key))) continue;
        throw new GatewayError("API_CONFIGURATION_ERROR", undefined, `an integration must not map the header ${name}`);
    }
}

function requestHeaders(headers: Mapped, isAws: boolean): Record<string, string> {
    const dropped = isAws ? "referer" : "via";
    return Object.fromEntries(
        headers
            .map(([name, value]) => [name.toLowerCase(), value] as const)
            .filter(([name]) => name !== dropped && !unsent.has(name)),
    );
}

/** Replaces mapped values by those that a template sets; a list is joined with commas (developer guide, "Use a mapping template to override …"). */
export function withOverrides(
    mapped: Mapped,
    overrides: Readonly<Record<string, unknown>>,
    keyOf: (name: string) => string = (name) => name,
): Mapped {
    const set = Object.entries(overrides).map(
        ([name, value]) => [name, Array.isArray(value) ? value.map(textOf).join(",") : textOf(value)] as const,
    );
    const replaced = new Set(set.map(([name]) => keyOf(name)));
    return [...mapped.filter(([name]) => !replaced.has(keyOf(name))), ...set];
}
