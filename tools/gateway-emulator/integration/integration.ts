import { GatewayError } from "../errors/gateway-error";
import type { GatewayResponse } from "../http/message";
import type { UnverifiedBehavior } from "../http/unverified-behavior";
import type { Call } from "../request/call-context";
import type { DeployedApi } from "../state/deployed-api";
import { type Backend, backendCall } from "./backend-call";
import { functionResponse } from "./lambda/function-integration";
import { type Invoke, webAdapter } from "./lambda/web-adapter";
import { mockResponse } from "./mock-integration";
import { encodedResponse } from "./payload-encoding";
import { responseHeaders } from "./proxy-headers";

/** The dependencies of an integration. */
export interface IntegrationDependencies {
    readonly api: DeployedApi;
    readonly backend: Backend;
    /** Invokes the functions. Default: each runs the Lambda Web Adapter in front of its app. */
    readonly invoke?: Invoke;
    readonly unverified: UnverifiedBehavior;
}

/**
 * Responds to a call through its operation's integration.
 * @throws {GatewayError} if the integration or its backend fails.
 */
export async function integrate(
    call: Call,
    { api, backend, invoke = webAdapter(backend), unverified }: IntegrationDependencies,
): Promise<GatewayResponse> {
    const { type } = call.operation.integration;
    if (type === "mock") return mockResponse(call, api.binaryMediaTypes);
    if (type === "aws_proxy") return functionResponse(call, { api, invoke, unverified });
    const request = backendCall(api, call, unverified);
    const result = await backend(request);
    switch (result.kind) {
        case "timeout":
            throw new GatewayError("INTEGRATION_TIMEOUT");
        case "refused":
            throw new GatewayError("API_CONFIGURATION_ERROR", undefined, "the backend refuses connections");
        case "unsendable":
            throw new GatewayError(
                "API_CONFIGURATION_ERROR",
                undefined,
                "the mapped values do not form a valid HTTP request",
            );
        case "broken":
            throw new GatewayError("INTEGRATION_FAILURE");
        case "too large":
            throw new GatewayError("API_CONFIGURATION_ERROR", undefined, "the backend's response is over 10 MB");
        case "response": {
            const headers = responseHeaders(result.headers);
            const both = { response: headers, request: call.request.headers };
            const body = encodedResponse(result.body, both, api.binaryMediaTypes, undefined);
            const response = { status: result.status, headers, body };
            if (body !== result.body) return { ...response, explanation: changedResponse };
            return request.body === call.request.body ? response : { ...response, explanation: changedRequest };
        }
    }
}

// The encoding of a body that does not change returns the same buffer.
const changedRequest = "the request's body was converted: its Content-Type is not a binary media type of the API";
const changedResponse =
    "the response's body was converted: Content-Type and the first type of Accept are not both binary media types of the API";
