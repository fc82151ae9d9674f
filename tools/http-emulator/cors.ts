import {
    type GatewayRequest,
    type GatewayResponse,
    type HeaderList,
    headerValues,
} from "../gateway-emulator/http/message";
import type { CorsConfiguration } from "./state/deployed-http-api";

/** Whether a request is a preflight, which a browser sends before a request of another origin (fetch.spec.whatwg.org, "CORS protocol"). */
export function isPreflight({ method, headers }: GatewayRequest): boolean {
    return (
        method === "OPTIONS" &&
        headerValues(headers, "origin").length > 0 &&
        headerValues(headers, "access-control-request-method").length > 0
    );
}

/**
 * The API's own response to a preflight: 204, with the configured headers if the origin is allowed
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html).
 */
export function preflightResponse(request: GatewayRequest, cors: CorsConfiguration): GatewayResponse {
    const origin = allowedOrigin(request, cors);
    const headers = origin === undefined ? [] : [...common(origin, cors), ...ofPreflight(cors)];
    return { status: 204, headers, body: Buffer.alloc(0) };
}

/**
 * A response with the API's CORS headers for the origin of a request, if that is allowed; those of the integration are ignored
 * (same page, note).
 */
export function withCors(request: GatewayRequest, response: GatewayResponse, cors: CorsConfiguration): GatewayResponse {
    const headers = response.headers.filter(([name]) => !name.toLowerCase().startsWith("access-control-"));
    const origin = allowedOrigin(request, cors);
    if (origin === undefined) return { ...response, headers };
    const added = isPreflight(request) ? ofPreflight(cors) : [];
    return { ...response, headers: [...headers, ...common(origin, cors), ...added] };
}

// The value of Access-Control-Allow-Origin: `*`, or the origin itself if it is listed or has an allowed scheme.
function allowedOrigin({ headers }: GatewayRequest, { allowOrigins }: CorsConfiguration): string | undefined {
    const [origin] = headerValues(headers, "origin");
    if (origin === undefined) return undefined;
    if (allowOrigins.includes("*")) return "*";
    const isAllowed = allowOrigins.some(
        (allowed) => allowed === origin || (/^https?:\/\/\*$/.test(allowed) && origin.startsWith(allowed.slice(0, -1))),
    );
    return isAllowed ? origin : undefined;
}

function common(origin: string, { allowCredentials, exposeHeaders }: CorsConfiguration): HeaderList {
    return [
        ["access-control-allow-origin", origin],
        ...(allowCredentials ? [["access-control-allow-credentials", "true"] as const] : []),
        ...listed("access-control-expose-headers", exposeHeaders),
    ];
}

function ofPreflight({ allowMethods, allowHeaders, maxAge }: CorsConfiguration): HeaderList {
    return [
        ...listed("access-control-allow-methods", allowMethods),
        ...listed("access-control-allow-headers", allowHeaders),
        ...(maxAge === undefined ? [] : [["access-control-max-age", String(maxAge)] as const]),
    ];
}

function listed(name: string, values: readonly string[]): HeaderList {
    return values.length === 0 ? [] : [[name, values.join(",")]];
}
