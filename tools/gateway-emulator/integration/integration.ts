import { GatewayError } from "../errors/gateway-error";
import type { GatewayResponse } from "../http/message";
import type { UnverifiedBehavior } from "../http/unverified-behavior";
import type { Call } from "../request/call-context";
import type { DeployedApi } from "../state/deployed-api";
import { type Backend, backendCall } from "./backend-call";
import { answerMock } from "./mock-integration";
import { responseHeaders } from "./proxy-headers";

/** What an integration needs besides the call. */
export interface IntegrationDependencies {
    readonly api: DeployedApi;
    readonly backend: Backend;
    readonly unverified: UnverifiedBehavior;
}

/**
 * Answers a call by its integration.
 * @throws {GatewayFault} where the integration or its backend fails.
 */
export async function integrate(
    call: Call,
    { api, backend, unverified }: IntegrationDependencies,
): Promise<GatewayResponse> {
    if (call.operation.integration.type === "mock") return answerMock(call);
    const result = await backend(backendCall(api, call, unverified));
    switch (result.kind) {
        case "timeout":
            throw new GatewayError("INTEGRATION_TIMEOUT");
        case "refused":
            throw new GatewayError("API_CONFIGURATION_ERROR", undefined, "nothing listens at the backend");
        case "unsendable":
            throw new GatewayError("API_CONFIGURATION_ERROR", undefined, "the mapped values make no HTTP request");
        case "broken":
            throw new GatewayError("INTEGRATION_FAILURE");
        case "too large":
            throw new GatewayError("API_CONFIGURATION_ERROR", undefined, "the backend's answer is over 10 MB");
        case "answer":
            return { status: result.status, headers: responseHeaders(result.headers), body: result.body };
    }
}
