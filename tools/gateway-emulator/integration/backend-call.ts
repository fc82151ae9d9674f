import { GatewayError } from "../errors/gateway-error";
import { type HeaderList, headerValues } from "../http/message";
import type { UnverifiedBehavior } from "../http/unverified-behavior";
import { type Call, withStageVariables } from "../request/call-context";
import type { App, DeployedApi } from "../state/deployed-api";
import { type Mapped, mappedParameters } from "./parameters";
import { encodedRequest } from "./payload-encoding";
import { requestHeaders } from "./proxy-headers";

/** A request to a backend. */
export interface BackendCall {
    /** Name of the app behind the VPC link. */
    readonly app: string;
    readonly method: string;
    /** Path and query. */
    readonly path: string;
    /** Value of the Host header. */
    readonly host: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Buffer;
    readonly timeoutInMillis: number;
}

/** The outcome of a call to a backend. */
export type BackendResponse =
    | { readonly kind: "response"; readonly status: number; readonly headers: HeaderList; readonly body: Buffer }
    /** The response was not complete in time. */
    | { readonly kind: "timeout" }
    /** The connection was refused. */
    | { readonly kind: "refused" }
    /** The call is not a valid HTTP request, for example because a mapped header contains a line break. */
    | { readonly kind: "unsendable" }
    /** The response exceeds the gateway's size limit. */
    | { readonly kind: "too large" }
    /** The connection broke. */
    | { readonly kind: "broken" };

/** Calls a backend; a failure of the backend is an outcome, not a rejection. */
export type Backend = (call: BackendCall) => Promise<BackendResponse>;

/**
 * Builds the backend call for a client's call: link and host from stage variables, path variables from their mappings.
 * A mapped query parameter is appended to the client's (recorded: localstack, HTTP_PROXY data mappings).
 * @throws {GatewayError} API_CONFIGURATION_ERROR if the link, the host or a path variable is missing.
 */
export function backendCall(api: DeployedApi, call: Call, unverified: UnverifiedBehavior): BackendCall {
    const { integration } = call.operation;
    const mapped = mappedParameters(call);
    const { request, context } = call;
    const headers = requestHeaders(request.headers, {
        apiId: api.id,
        sourceIp: request.sourceIp,
        forwardedFor: headerValues(request.headers, "x-forwarded-for").at(-1),
        traceId: context.xrayTraceId ?? "",
        forwardsApiKey: unverified.forwardsApiKey,
    });
    return {
        ...backendAddress(api, call, [...call.query, ...mapped.querystring], new Map(mapped.path), unverified),
        method: integration.httpMethod === "ANY" ? (context.httpMethod ?? "") : integration.httpMethod,
        headers: {
            ...headers,
            ...Object.fromEntries(mapped.header.map(([name, value]) => [name.toLowerCase(), value])),
        },
        body: encodedRequest(request.body, request.headers, api.binaryMediaTypes, integration.contentHandling),
        timeoutInMillis: integration.timeoutInMillis,
    };
}

/**
 * The app that a call's integration addresses, and what it is sent.
 * @param pathValues values of the variables in the integration's `uri`.
 * @throws {GatewayError} API_CONFIGURATION_ERROR if the link, the host or a path variable is missing.
 */
export function backendAddress(
    api: DeployedApi,
    call: Call,
    query: Mapped,
    pathValues: ReadonlyMap<string, string>,
    { stageInBackendPath }: UnverifiedBehavior,
): Pick<BackendCall, "app" | "host" | "path"> {
    const { host, path } = target(call, pathValues);
    const app = appOf(api, call, `${host}${path}`);
    const stage = stageInBackendPath ? `/${call.stage.name}` : "";
    return { app: app.name, host, path: `${stage}${pathBehind(app, path)}${queryString(query)}` };
}

/**
 * The response of a backend.
 * @throws {GatewayError} if there is none.
 */
export function completeResponse(result: BackendResponse): Extract<BackendResponse, { kind: "response" }> {
    switch (result.kind) {
        case "response":
            return result;
        case "timeout":
            throw new GatewayError("INTEGRATION_TIMEOUT");
        case "broken":
            throw new GatewayError("INTEGRATION_FAILURE");
        case "refused":
            throw misconfigured("the backend refuses connections");
        case "unsendable":
            throw misconfigured("the mapped values do not form a valid HTTP request");
        case "too large":
            throw misconfigured("the backend's response is over 10 MB");
    }
}

// A load balancer with several apps distinguishes them by host, port and path.
function appOf(api: DeployedApi, call: Call, address: string): App {
    const { connectionType, connectionId } = call.operation.integration;
    if (connectionType !== "VPC_LINK")
        throw misconfigured("the integration has no VPC link, the only connection type that the emulator supports");
    const link = withStageVariables(connectionId, call.variables);
    const apps = link === undefined ? undefined : api.apps[link];
    if (apps === undefined) throw misconfigured(`"${connectionId}" is not a VPC link with an app`);
    const [only, ...others] = apps;
    const serving = apps.filter(({ host }) => address === host || address.startsWith(`${host}/`));
    const app = others.length === 0 ? only : serving.sort((a, b) => b.host.length - a.host.length)[0];
    if (app === undefined) throw misconfigured(`no app behind the VPC link "${link}" is served at "${address}"`);
    return app;
}

// A proxy in front of several apps removes the prefix of the app that it sends a request to.
function pathBehind({ host }: App, path: string): string {
    const [, prefix = ""] = /^[^/]+(\/.*)$/.exec(host) ?? [];
    return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
}

function target(call: Call, values: ReadonlyMap<string, string>): { host: string; path: string } {
    const { uri } = call.operation.integration;
    const [, host, template] = /^https?:\/\/([^/]+)(\/.*)?$/.exec(withStageVariables(uri, call.variables) ?? "") ?? [];
    if (host === undefined) throw misconfigured(`"${uri}" is not a URL once the stage's variables are filled in`);
    const path = (template ?? "/").replaceAll(/\{([^}+]+)\+?\}/g, (_, name: string) => {
        const value = values.get(name);
        if (value === undefined) throw misconfigured(`"{${name}}" in the URI is not mapped`);
        return encodedPath(value);
    });
    return { host, path };
}

// A path variable arrives decoded, and its percent characters are encoded again (developer guide, "Important notes"): a
// slash is one in the backend's path. Other characters that a path cannot have are encoded, as an HTTP client does.
function encodedPath(value: string): string {
    return encodeURI(value).replaceAll(/[?#]/g, encodeURIComponent);
}

function queryString(query: Mapped): string {
    const pairs = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
    return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

function misconfigured(explanation: string): GatewayError {
    return new GatewayError("API_CONFIGURATION_ERROR", undefined, explanation);
}
