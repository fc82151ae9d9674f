import { GatewayError } from "../errors/gateway-error";
import { type HeaderList, headerValues } from "../http/message";
import type { UnverifiedBehavior } from "../http/unverified-behavior";
import { type Call, mappedValue, withStageVariables } from "../request/call-context";
import type { DeployedApi } from "../state/deployed-api";
import { requestHeaders } from "./proxy-headers";

/** A call of a backend. */
export interface BackendCall {
    /** Name of the workload behind the VPC link. */
    readonly workload: string;
    readonly method: string;
    /** Path and query. */
    readonly path: string;
    /** Value of the Host header. */
    readonly host: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Buffer;
    readonly timeoutInMillis: number;
}

/** What came of calling a backend. */
export type BackendResponse =
    | { readonly kind: "answer"; readonly status: number; readonly headers: HeaderList; readonly body: Buffer }
    /** No whole answer came in time. */
    | { readonly kind: "timeout" }
    /** Nothing listens. */
    | { readonly kind: "refused" }
    /** The call is no HTTP request, as of a line's end in a mapped header. */
    | { readonly kind: "unsendable" }
    /** The answer is over the gateway's limit. */
    | { readonly kind: "too large" }
    /** The connection broke. */
    | { readonly kind: "broken" };

/** Calls a backend; it never rejects for what a backend does. */
export type Backend = (call: BackendCall) => Promise<BackendResponse>;

/**
 * Makes the call of a backend from a client's: link and host by stage variables, path variables by their mappings.
 * A mapped query parameter is appended to the client's (recorded: localstack, HTTP_PROXY data mappings).
 * @throws {GatewayFault} API_CONFIGURATION_ERROR where link, host or a variable of the path is not there.
 */
export function backendCall(api: DeployedApi, call: Call, unverified: UnverifiedBehavior): BackendCall {
    const { integration } = call.operation;
    const mapped = mappings(call);
    const { host, path } = target(call, mapped.path);
    const stage = unverified.stageInBackendPath ? `/${call.stage.name}` : "";
    const { request, context } = call;
    const headers = requestHeaders(request.headers, {
        apiId: api.id,
        sourceIp: request.sourceIp,
        forwardedFor: headerValues(request.headers, "x-forwarded-for").at(-1),
        traceId: context.xrayTraceId ?? "",
        forwardsApiKey: unverified.forwardsApiKey,
    });
    return {
        workload: workloadOf(api, call),
        method: integration.httpMethod === "ANY" ? (context.httpMethod ?? "") : integration.httpMethod,
        path: `${stage}${path}${query(call, mapped.querystring)}`,
        host,
        headers: {
            ...headers,
            ...Object.fromEntries(mapped.header.map(([name, value]) => [name.toLowerCase(), value])),
        },
        body: request.body,
        timeoutInMillis: integration.timeoutInMillis,
    };
}

function workloadOf(api: DeployedApi, call: Call): string {
    const { connectionType, connectionId } = call.operation.integration;
    if (connectionType !== "VPC_LINK")
        throw misconfigured("it has no VPC link, and the local gateway calls nothing else");
    const link = withStageVariables(connectionId, call.variables);
    const workload = link === undefined ? undefined : api.workloads[link];
    if (workload === undefined) throw misconfigured(`"${connectionId}" names no VPC link with a workload`);
    return workload.name;
}

function target(call: Call, pathValues: Mapped): { host: string; path: string } {
    const { uri } = call.operation.integration;
    const [, host, template] = /^https?:\/\/([^/]+)(\/.*)?$/.exec(withStageVariables(uri, call.variables) ?? "") ?? [];
    if (host === undefined) throw misconfigured(`"${uri}" makes no URL with the stage's variables`);
    const values = new Map(pathValues);
    const path = (template ?? "/").replaceAll(/\{([^}+]+)\+?\}/g, (_, name: string) => {
        const value = values.get(name);
        if (value === undefined) throw misconfigured(`"{${name}}" of the uri is not mapped`);
        return encodeURIComponent(value);
    });
    return { host, path };
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
