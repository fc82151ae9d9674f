import type { GatewayResponse } from "../../gateway-emulator/http/message";
import type { InvokeNodeFunction } from "../../gateway-emulator/integration/lambda/node-function";
import { withStageVariables } from "../../gateway-emulator/request/call-context";
import { HttpApiError } from "../call/http-api-error";
import type { RoutedCall } from "../call/http-call";
import { responseHeaders } from "../integration/forwarded-headers";
import type { DeployedHttpApi, HttpIntegration } from "../state/deployed-http-api";
import { routeArn } from "./event-parts";
import { readFunctionResponse } from "./function-response";
import { versionOneEvent, versionTwoEvent } from "./integration-event";
import { resultWithin, stackFunction } from "./stack-function";

/** Maximum size of an event and of a result in bytes (Lambda quotas, "Invocation payload"). */
const maxPayload = 6_291_456;

/**
 * Responds to a call through a Lambda integration.
 * @throws {HttpApiError} API_CONFIGURATION_ERROR if the function may not be invoked, fails, or returns no response;
 * INTEGRATION_TIMEOUT; REQUEST_TOO_LARGE.
 */
export async function functionResponse(
    api: DeployedHttpApi,
    call: RoutedCall,
    integration: HttpIntegration,
    invoke: InvokeNodeFunction,
): Promise<GatewayResponse> {
    const uri = withStageVariables(integration.uri, call.stage.variables) ?? "";
    const found = stackFunction(api, uri, routeArn(api.executionArn, call));
    if (typeof found === "string") throw misconfigured(found);
    const version = integration.payloadFormatVersion;
    const event = version === "2.0" ? versionTwoEvent(call) : versionOneEvent(call);
    if (Buffer.byteLength(JSON.stringify(event)) > maxPayload)
        throw new HttpApiError("REQUEST_TOO_LARGE", `the event is over ${maxPayload} bytes`);
    const result = await resultWithin(invoke, found, event, integration.timeoutInMillis);
    if (result === undefined) throw new HttpApiError("INTEGRATION_TIMEOUT", "the function did not return in time");
    if (result.kind === "function error") throw misconfigured(`the function failed: ${result.reason}`);
    if (Buffer.byteLength(result.payload) > maxPayload)
        throw misconfigured(`the function's result is over ${maxPayload} bytes`);
    const response = readFunctionResponse(result.payload, version);
    if (response === undefined) throw misconfigured("the function's result is no response");
    return { ...response, headers: responseHeaders(response.headers) };
}

function misconfigured(explanation: string): HttpApiError {
    return new HttpApiError("API_CONFIGURATION_ERROR", explanation);
}
