import { GatewayError } from "../errors/gateway-error";
import type { GatewayResponse } from "../http/message";
import type { UnverifiedBehavior } from "../http/unverified-behavior";
import { noOverrides } from "../mapping/context";
import type { Call } from "../request/call-context";
import type { DeployedApi } from "../state/deployed-api";
import { awsEndpoint } from "./aws-integration";
import { type Backend, backendAddress, backendCall, completeResponse } from "./backend-call";
import type { EndpointRequest, EndpointResponse } from "./custom/endpoint";
import { integrationRequest } from "./custom/integration-request";
import { integrationResponse } from "./custom/integration-response";
import { functionResponse } from "./lambda/function-integration";
import type { InvokeNodeFunction } from "./lambda/node-function";
import { type Invoke, webAdapter } from "./lambda/web-adapter";
import { mockEndpoint } from "./mock-integration";
import { encodedResponse } from "./payload-encoding";
import { responseHeaders } from "./proxy-headers";
import type { LocalServices } from "./services/service";

/** The dependencies of an integration. */
export interface IntegrationDependencies {
    readonly api: DeployedApi;
    readonly backend: Backend;
    /** Invokes the functions. Default: each runs the Lambda Web Adapter in front of its app. */
    readonly invoke?: Invoke;
    /** Invokes functions in JavaScript. Default: they cannot be called. */
    readonly invokeFunction?: InvokeNodeFunction;
    /** The services of AWS. */
    readonly services: LocalServices;
    readonly unverified: UnverifiedBehavior;
}

/**
 * Responds to a call through its operation's integration.
 * @throws {GatewayError} if the integration or its backend fails.
 */
export async function integrate(call: Call, dependencies: IntegrationDependencies): Promise<GatewayResponse> {
    const { api, backend, invoke = webAdapter(backend), invokeFunction = noFunctions, unverified } = dependencies;
    const { type } = call.operation.integration;
    if (type === "http_proxy") return httpProxyResponse(call, dependencies);
    if (type === "aws_proxy") return functionResponse(call, { api, invoke, invokeFunction, unverified });
    const scope = { call, api, overrides: noOverrides(), unverified };
    const request = integrationRequest(scope);
    const response = integrationResponse(await endpointResponse(request, call, dependencies), scope);
    return request.explanation === undefined ? response : { ...response, explanation: request.explanation };
}

const noFunctions: InvokeNodeFunction = () =>
    Promise.reject(new GatewayError("API_CONFIGURATION_ERROR", undefined, "functions do not run here"));

async function endpointResponse(
    request: EndpointRequest,
    call: Call,
    dependencies: IntegrationDependencies,
): Promise<EndpointResponse> {
    const { type } = call.operation.integration;
    if (type === "mock") return mockEndpoint(request);
    if (type === "http") return httpEndpoint(request, call, dependencies);
    const { api, services, invokeFunction = noFunctions } = dependencies;
    return awsEndpoint(request, call, { api, services, invokeFunction });
}

async function httpEndpoint(
    { method, path, query, headers, body }: EndpointRequest,
    call: Call,
    { api, backend, unverified }: IntegrationDependencies,
): Promise<EndpointResponse> {
    const address = backendAddress(api, call, query, new Map(Object.entries(path)), unverified);
    const { timeoutInMillis } = call.operation.integration;
    const { host = address.host, ...others } = headers;
    const sent = { ...address, host, method, headers: others, body, timeoutInMillis };
    return { ...completeResponse(await backend(sent)), isTraced: true };
}

async function httpProxyResponse(
    call: Call,
    { api, backend, unverified }: IntegrationDependencies,
): Promise<GatewayResponse> {
    const request = backendCall(api, call, unverified);
    const result = completeResponse(await backend(request));
    const headers = responseHeaders(result.headers);
    const both = { response: headers, request: call.request.headers };
    const body = encodedResponse(result.body, both, api.binaryMediaTypes, undefined);
    const response = { status: result.status, headers, body };
    if (body !== result.body) return { ...response, explanation: changedResponse };
    return request.body === call.request.body ? response : { ...response, explanation: changedRequest };
}

// The encoding of a body that does not change returns the same buffer.
const changedRequest = "the request's body was converted: its Content-Type is not a binary media type of the API";
const changedResponse =
    "the response's body was converted: Content-Type and the first type of Accept are not both binary media types of the API";
