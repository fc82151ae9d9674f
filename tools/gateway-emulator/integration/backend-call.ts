import { GatewayError } from "../errors/gateway-error";
import { type HeaderList, headerValues } from "../http/message";
import type { UnverifiedBehavior } from "../http/unverified-behavior";
import { type Call, mappedValue, withStageVariables } from "../request/call-context";
import type { App, DeployedApi } from "../state/deployed-api";
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
    const mapped = mappings(call);
    const { host, path } = target(call, mapped.path);
    const stage = unverified.stageInBackendPath ? `/${call.stage.name}` : "";
    const app = appOf(api, call, `${host}${path}`);
    const { request, context } = call;
    const headers = requestHeaders(request.headers, {
        apiId: api.id,
        sourceIp: request.sourceIp,
        forwardedFor: headerValues(request.headers, "x-forwarded-for").at(-1),
        traceId: context.xrayTraceId ?? "",
        forwardsApiKey: unverified.forwardsApiKey,
    });
    return {
        app: app.name,
        method: integration.httpMethod === "ANY" ? (context.httpMethod ?? "") : integration.httpMethod,
        path: `${stage}${pathBehind(app, path)}${query(call, mapped.querystring)}`,
        host,
        headers: {
            ...headers,
            ...Object.fromEntries(mapped.header.map(([name, value]) => [name.toLowerCase(), value])),
        },
        body: encodedRequest(request.body, request.headers, api.binaryMediaTypes, integration.contentHandling),
        timeoutInMillis: integration.timeoutInMillis,
    };
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

function target(call: Call, pathValues: Mapped): { host: string; path: string } {
    const { uri } = call.operation.integration;
    const [, host, template] = /^https?:\/\/([^/]+)(\/.*)?$/.exec(withStageVariables(uri, call.variables) ?? "") ?? [];
    if (host === undefined) throw misconfigured(`"${uri}" is not a URL once the stage's variables are filled in`);
    const values = new Map(pathValues);
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

type Mapped = [name: string, value: string][];

function mappings(call: Call): { path: Mapped; querystring: Mapped; header: Mapped } {
    const found: ReturnType<typeof mappings> = { path: [], querystring: [], header: [] };
    for (const [to, from] of Object.entries(call.operation.integration.requestParameters)) {
        const [, place, name] = /^integration\.request\.(path|querystring|header)\.(.+)$/.exec(to) ?? [];
        const value = mappedValue(from, call);
        if (value === undefined || name === undefined) continue;
        if (place === "path" || place === "querystring" || place === "header") found[place].push([name, value]);
    }
    return found;
}

function query(call: Call, mapped: Mapped): string {
    const pairs = [...call.query, ...mapped].map(
        ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
    );
    return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

function misconfigured(explanation: string): GatewayError {
    return new GatewayError("API_CONFIGURATION_ERROR", undefined, explanation);
}
