import { type Backend, backendCall } from "./backend-call";
import type { Call } from "./call-context";
import type { DeployedApi } from "./deployed-api";
import { GatewayFault } from "./gateway-fault";
import type { GatewayResponse } from "./message";
import { answerMock } from "./mock-integration";
import { answerHeaders } from "./proxy-headers";
import type { Switches } from "./switches";

/** What an integration needs besides the call. */
export interface IntegrationMeans {
    readonly api: DeployedApi;
    readonly backend: Backend;
    readonly switches: Switches;
}

/**
 * Answers a call by its integration.
 * @throws {GatewayFault} where the integration or its backend fails.
 */
export async function integrate(call: Call, { api, backend, switches }: IntegrationMeans): Promise<GatewayResponse> {
    if (call.operation.integration.type === "mock") return answerMock(call);
    const result = await backend(backendCall(api, call, switches));
    switch (result.kind) {
        case "timeout":
            throw new GatewayFault("INTEGRATION_TIMEOUT");
        case "refused":
            throw new GatewayFault("API_CONFIGURATION_ERROR", undefined, "nothing listens at the backend");
        case "unsendable":
            throw new GatewayFault("API_CONFIGURATION_ERROR", undefined, "the mapped values make no HTTP request");
        case "broken":
            throw new GatewayFault("INTEGRATION_FAILURE");
        case "too large":
            throw new GatewayFault("API_CONFIGURATION_ERROR", undefined, "the backend's answer is over 10 MB");
        case "answer":
            return { status: result.status, headers: answerHeaders(result.headers), body: result.body };
    }
}
