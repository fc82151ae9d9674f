import { coversSource, invokedFunction } from "../../../../openapi/function-invocation";
import { GatewayError } from "../../errors/gateway-error";
import type { GatewayResponse } from "../../http/message";
import type { UnverifiedBehavior } from "../../http/unverified-behavior";
import { type Call, withStageVariables } from "../../request/call-context";
import type { DeployedApi, FunctionApp } from "../../state/deployed-api";
import type { InvokeNodeFunction } from "./node-function";
import { permittedFunction, withTimeout } from "./permitted-function";
import { type ProxyEvent, proxyEvent } from "./proxy-event";
import { readProxyResponse } from "./proxy-response";
import type { InvocationResult, Invoke } from "./web-adapter";

/** Maximum size of an event in bytes (Lambda quotas, "Invocation payload"; the error of Lambda names the number). */
export const maxEvent = 6_291_456;

/** Maximum size of a result in bytes: Lambda's own error, "Exceeded maximum allowed payload size (6291556 bytes)". */
export const maxResult = 6_291_556;

/** The dependencies of a Lambda proxy integration. */
export interface FunctionDependencies {
    readonly api: DeployedApi;
    readonly invoke: Invoke;
    readonly invokeFunction: InvokeNodeFunction;
    readonly unverified: UnverifiedBehavior;
}

/**
 * Responds to a call through a Lambda proxy integration.
 * @throws {GatewayError} with 500 if the function may not be invoked, 413 or 504 if a limit is exceeded, and 502 for a result that is
 * not a response.
 */
export async function functionResponse(
    call: Call,
    { api, invoke, invokeFunction, unverified }: FunctionDependencies,
): Promise<GatewayResponse> {
    const own = permittedFunction(call, api);
    const { timeoutInMillis } = call.operation.integration;
    const run =
        own === undefined
            ? invoke.bind(undefined, functionOf(api, call))
            : (sent: ProxyEvent) => withTimeout<InvocationResult>(invokeFunction(own, sent), timeoutInMillis);
    const event = proxyEvent(api, call, unverified);
    if (Buffer.byteLength(JSON.stringify(event)) > maxEvent)
        throw new GatewayError("REQUEST_TOO_LARGE", undefined, `the event is over ${maxEvent} bytes`);
    const result = await run(event, timeoutInMillis);
    switch (result.kind) {
        case "timeout":
            throw new GatewayError("INTEGRATION_TIMEOUT");
        case "function error":
            throw badGateway(`the function failed: ${result.reason}`);
        case "payload": {
            if (Buffer.byteLength(result.payload) > maxResult)
                throw badGateway(`the function's result is over ${maxResult} bytes`);
            const response = readProxyResponse(result.payload, call.request.headers, api.binaryMediaTypes);
            if (response === undefined) throw badGateway("Malformed Lambda proxy response");
            // Recorded: localstack, TestApiGatewayHeaderRemapping[AWS_PROXY]; an HTTP integration sends none.
            const traceId = ["X-Amzn-Trace-Id", call.context.xrayTraceId ?? ""] as const;
            return { ...response, headers: [...response.headers, traceId] };
        }
    }
}

// Every stage needs its own permission: a function's alias has its own policy.
function functionOf(api: DeployedApi, call: Call): FunctionApp {
    const { httpMethod, uri } = call.operation.integration;
    if (httpMethod !== "POST") throw misconfigured("the integration's httpMethod is not POST");
    const invoked = invokedFunction(withStageVariables(uri, call.variables) ?? "");
    const app = invoked && api.functions[invoked.functionName];
    const { qualifier = "" } = invoked ?? {};
    const sources = app?.aliases[qualifier];
    if (app === undefined || sources === undefined)
        throw misconfigured(`"${uri}" names no alias of a function of the stack`);
    const source = `${api.executionArn}/${call.stage.name}/${call.context.httpMethod}${call.operation.path}`;
    if (!sources.some((pattern) => coversSource(pattern, source)))
        throw misconfigured(`Invalid permissions on Lambda function: alias "${qualifier}" has none for ${source}`);
    return app;
}

function misconfigured(explanation: string): GatewayError {
    return new GatewayError("API_CONFIGURATION_ERROR", undefined, explanation);
}

function badGateway(explanation: string): GatewayError {
    return new GatewayError("API_CONFIGURATION_ERROR", undefined, explanation, 502);
}
