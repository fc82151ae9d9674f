import { headerValues } from "../../gateway-emulator/http/message";
import { maxResponseBody } from "../../gateway-emulator/http/rejected-requests";
import type { Backend } from "../../gateway-emulator/integration/backend-call";
import { withStageVariables } from "../../gateway-emulator/request/call-context";
import { HttpApiError } from "../call/http-api-error";
import type { RoutedCall } from "../call/http-call";
import type { UnverifiedHttpBehavior } from "../call/unverified-http-behavior";
import { type BalancedResponse, balancedResponse } from "../load-balancer/balanced-response";
import type { DeployedHttpApi, HttpIntegration } from "../state/deployed-http-api";
import { integrationHeaders, responseHeaders } from "./forwarded-headers";
import { mappedRequest } from "./parameter-mapping";

/** The dependencies of private integrations. */
export interface PrivateDependencies {
    readonly backend: Backend;
    /** Whether tasks of an app are healthy. */
    readonly isRunning: (app: string) => boolean;
    readonly unverified: UnverifiedHttpBehavior;
}

/** The response of an integration. */
export type IntegrationResponse = Extract<BalancedResponse, { readonly kind: "response" }>;

/**
 * Calls the listener of a load balancer through a VPC link (payload format 1.0). The backend gets the client's `Host`, and the stage in
 * its path unless the parameters overwrite it (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html).
 * @throws {HttpApiError} INTEGRATION_TIMEOUT, INTEGRATION_FAILURE or API_CONFIGURATION_ERROR.
 */
export async function privateResponse(
    api: DeployedHttpApi,
    call: RoutedCall,
    integration: HttpIntegration,
    dependencies: PrivateDependencies,
): Promise<IntegrationResponse> {
    const link = withStageVariables(integration.connectionId, call.stage.variables) ?? "";
    if (!api.links.includes(link))
        throw new HttpApiError("API_CONFIGURATION_ERROR", `"${integration.connectionId}" is no VPC link of the stack`);
    const uri = withStageVariables(integration.uri, call.stage.variables) ?? "";
    const listener = Object.hasOwn(api.listeners, uri) ? api.listeners[uri] : undefined;
    if (listener === undefined)
        throw new HttpApiError("API_CONFIGURATION_ERROR", `"${integration.uri}" is no listener of the stack`);
    const { path, query, headers } = mappedRequest(call, integration);
    const client = { sourceIp: call.request.sourceIp, host: hostOf(call), traceId: call.context.xrayTraceId ?? "" };
    const result = await balancedResponse(
        listener,
        api.targets,
        {
            method: integration.method === "ANY" ? call.request.method : integration.method,
            url: `${encodedPath(path)}${query === "" ? "" : `?${query}`}`,
            host: headerValues(headers, "host").at(-1) ?? client.host,
            headers: integrationHeaders(headers, client),
            body: call.request.body,
            timeoutInMillis: integration.timeoutInMillis,
        },
        dependencies,
    );
    return complete(result);
}

function complete(result: BalancedResponse): IntegrationResponse {
    switch (result.kind) {
        case "response":
            return { ...result, headers: responseHeaders(result.headers) };
        case "timeout":
            throw new HttpApiError("INTEGRATION_TIMEOUT", "the backend did not respond in time");
        case "too large":
            throw new HttpApiError("API_CONFIGURATION_ERROR", `the response is over ${maxResponseBody} bytes`);
        case "unsendable":
            throw new HttpApiError("API_CONFIGURATION_ERROR", "the mapped values do not form a valid HTTP request");
        case "refused":
        case "broken":
            throw new HttpApiError("INTEGRATION_FAILURE", "the backend cannot be reached");
    }
}

// The host that the client called, as `Forwarded` has it.
function hostOf({ request, context }: RoutedCall): string {
    return headerValues(request.headers, "host")[0] ?? context.domainName ?? "";
}

// The path is decoded on its way; what a path cannot have is encoded, as an HTTP client does. A decoded "?" begins a query.
function encodedPath(path: string): string {
    // A mapped part of a body may be no valid Unicode.
    const text = Buffer.from(path).toString();
    return encodeURI(text).replaceAll("#", "%23");
}
