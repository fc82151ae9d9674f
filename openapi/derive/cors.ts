import type { Json, JsonObject, Parameter } from "../document";
import { parameterBody } from "./parameter";

/** Access for browsers on another origin. The backends must send the same `Access-Control-Allow-Origin`. */
export interface Cors {
    /** One origin, for example `https://www.example.com`, or `*`; only one, as all origins share the cached responses. */
    readonly allowOrigin: string;
    /** Request headers that a browser may send; without `x-api-key` no browser can call the API. */
    readonly allowHeaders: readonly string[];
    /** Seconds for which a browser may cache the response to a preflight request. Default: the browser's. */
    readonly maxAgeSeconds?: number;
}

/**
 * Derives the OPTIONS method of a path: a mock that responds to a browser's preflight request with 204.
 * It needs no API key, as browsers do not send one with a preflight request.
 */
export function preflightBody(
    cors: Cors,
    methods: readonly string[],
    pathParameters: readonly Parameter[],
    binaryMediaTypes: readonly string[],
): JsonObject {
    const headers: Record<string, string> = {
        "Access-Control-Allow-Headers": cors.allowHeaders.join(","),
        "Access-Control-Allow-Methods": [...methods, "OPTIONS"].sort().join(","),
        "Access-Control-Allow-Origin": cors.allowOrigin,
    };
    if (cors.maxAgeSeconds !== undefined) headers["Access-Control-Max-Age"] = String(cors.maxAgeSeconds);
    const names = Object.keys(headers);
    const response = {
        description: "What a browser may send from another origin.",
        headers: Object.fromEntries(names.map((name) => [name, { schema: { type: "string" } }])),
    };
    return {
        summary: "Answers the preflight of a browser.",
        ...(pathParameters.length === 0 ? {} : { parameters: pathParameters.map(parameterBody) }),
        responses: { "204": response },
        "x-amazon-apigateway-integration": {
            type: "mock",
            // With */* the gateway takes the request for bytes, and cannot map it: "Unable to transform request", 500
            // (clebert/aws-simple#167, squidfunk/terraform-aws-api-gateway-enable-cors#10).
            ...(binaryMediaTypes.includes("*/*") ? { contentHandling: "CONVERT_TO_TEXT" } : {}),
            passthroughBehavior: "when_no_match",
            requestTemplates: { "application/json": '{"statusCode": 204}' },
            responses: {
                default: { statusCode: "204", responseParameters: staticHeaders(headers) },
            },
        },
    };
}

/** The headers without which a browser hides an error from the page. */
export function corsErrorHeaders(cors: Cors): Record<string, string> {
    return {
        "Access-Control-Allow-Headers": cors.allowHeaders.join(","),
        "Access-Control-Allow-Origin": cors.allowOrigin,
    };
}

// To API Gateway a value in single quotes is a literal, and any other the name of a request parameter.
function staticHeaders(headers: Readonly<Record<string, string>>): Record<string, Json> {
    return Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [`method.response.header.${name}`, `'${value}'`]),
    );
}
