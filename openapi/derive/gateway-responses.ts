import type { Json, JsonObject } from "../document";
import { type GatewayResponseName, gatewayResponseTypes } from "../gateway-response-types";
import { type Cors, corsErrorHeaders } from "./cors";

/** The response to one type of error; what it lacks comes from `DEFAULT_4XX` or `DEFAULT_5XX`, and else from API Gateway. */
export interface ErrorResponse {
    readonly status?: number | undefined;
    /** By name: a constant, or an expression such as `context.requestId`. */
    readonly headers?: Readonly<Record<string, string>> | undefined;
    /** Templates of the body by media type. */
    readonly templates?: Readonly<Record<string, string>> | undefined;
}

/** Responses by the type of error. */
export type ErrorResponses = Readonly<Partial<Record<GatewayResponseName, ErrorResponse>>>;

const expression = /^(context|method\.request|stageVariables)\./;

/** Whether the value of a header is an expression, and not a constant. */
export function isExpression(value: string): boolean {
    return expression.test(value);
}

/**
 * Derives the gateway responses: the gateway's own errors, such as 403 and 429. Each has the headers without which a browser
 * hides it from the page. API Gateway takes the response of `DEFAULT_4XX` or `DEFAULT_5XX` as a whole, and only for a type
 * without its own (recorded: localstack, test_gateway_response_put, "default-ignored"), so that a type's own repeats it here.
 * @returns undefined if nothing differs from what API Gateway returns.
 */
export function gatewayResponsesBody(cors: Cors | undefined, errors: ErrorResponses = {}): JsonObject | undefined {
    const types = new Set<GatewayResponseName>([
        ...(cors === undefined ? [] : (["DEFAULT_4XX", "DEFAULT_5XX"] as const)),
        ...names.filter((name) => errors[name] !== undefined),
    ]);
    if (types.size === 0) return undefined;
    return Object.fromEntries([...types].map((type) => [type, responseBody(cors, inherited(type, errors))]));
}

const names = Object.keys(gatewayResponseTypes).filter(
    (name): name is GatewayResponseName => name in gatewayResponseTypes,
);

function inherited(type: GatewayResponseName, errors: ErrorResponses): ErrorResponse {
    const { fallback } = gatewayResponseTypes[type];
    const own = errors[type] ?? {};
    const base = fallback === undefined ? {} : (errors[fallback] ?? {});
    return {
        status: own.status ?? base.status,
        headers: withHeaders(base.headers, own.headers),
        templates: own.templates ?? base.templates,
    };
}

function responseBody(cors: Cors | undefined, { status, headers, templates }: ErrorResponse): JsonObject {
    const parameters = withHeaders(cors && corsErrorHeaders(cors), headers);
    return {
        ...(status === undefined ? {} : { statusCode: String(status) }),
        ...(Object.keys(parameters).length === 0 ? {} : { responseParameters: mappings(parameters) }),
        ...(templates === undefined ? {} : { responseTemplates: { ...templates } }),
    };
}

type Headers = Readonly<Record<string, string>>;

// Names of headers have no case.
function withHeaders(base: Headers = {}, own: Headers = {}): Headers {
    const replaced = new Set(Object.keys(own).map((name) => name.toLowerCase()));
    const kept = Object.entries(base).filter(([name]) => !replaced.has(name.toLowerCase()));
    return { ...Object.fromEntries(kept), ...own };
}

// To API Gateway a value in single quotes is a constant.
function mappings(headers: Headers): Record<string, Json> {
    return Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [
            `gatewayresponse.header.${name}`,
            isExpression(value) ? value : `'${value}'`,
        ]),
    );
}
