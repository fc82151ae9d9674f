import type { Json, JsonObject, Parameter } from "../document";
import { parameterBody } from "./parameter";

/** What browsers on other origins may do. The backends must answer with the same `Access-Control-Allow-Origin`. */
export interface Cors {
    /** The one origin, for example `https://www.example.com`, or `*`; one because cached answers are shared by all origins. */
    readonly allowOrigin: string;
    /** Request headers a browser may send; a browser is let in only if `x-api-key` is among them. */
    readonly allowHeaders: readonly string[];
    /** Seconds for which a browser may keep the answer to its preflight; absent leaves it to the browser. */
    readonly maxAgeSeconds?: number;
}

/**
 * Writes the OPTIONS method of a path: a mock that answers a browser's preflight with 204.
 * It needs no API key, as a browser sends none with a preflight.
 */
export function preflightBody(
    cors: Cors,
    methods: readonly string[],
    pathParameters: readonly Parameter[],
): JsonObject {
    const headers: Record<string, string> = {
        "Access-Control-Allow-Headers": cors.allowHeaders.join(","),
        "Access-Control-Allow-Methods": [...methods, "OPTIONS"].sort().join(","),
        "Access-Control-Allow-Origin": cors.allowOrigin,
    };
    if (cors.maxAgeSeconds !== undefined) headers["Access-Control-Max-Age"] = String(cors.maxAgeSeconds);
    const names = Object.keys(headers);
    const answer = {
        description: "What a browser may send from another origin.",
        headers: Object.fromEntries(names.map((name) => [name, { schema: { type: "string" } }])),
    };
    return {
        summary: "Answers the preflight of a browser.",
        ...(pathParameters.length === 0 ? {} : { parameters: pathParameters.map(parameterBody) }),
        responses: { "204": answer },
        "x-amazon-apigateway-integration": {
            type: "mock",
            passthroughBehavior: "when_no_match",
            requestTemplates: { "application/json": '{"statusCode": 204}' },
            responses: {
                default: { statusCode: "204", responseParameters: staticHeaders("method.response", headers) },
            },
        },
    };
}

/**
 * Writes the gateway responses: the gateway's own errors, such as 403 and 429, with the headers without which a
 * browser hides them from its page.
 */
export function gatewayResponsesBody(cors: Cors): JsonObject {
    const headers = {
        "Access-Control-Allow-Headers": cors.allowHeaders.join(","),
        "Access-Control-Allow-Origin": cors.allowOrigin,
    };
    const responseParameters = staticHeaders("gatewayresponse", headers);
    return { DEFAULT_4XX: { responseParameters }, DEFAULT_5XX: { responseParameters } };
}

// API Gateway takes a value in single quotes as itself, and any other as the name of a request parameter.
function staticHeaders(target: string, headers: Readonly<Record<string, string>>): Record<string, Json> {
    return Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [`${target}.header.${name}`, `'${value}'`]),
    );
}
