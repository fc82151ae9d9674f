import { GatewayError } from "../errors/gateway-error";
import { type Call, withStageVariables } from "../request/call-context";
import type { DeployedApi } from "../state/deployed-api";
import type { EndpointRequest, EndpointResponse } from "./custom/endpoint";
import { functionEndpoint } from "./lambda/custom-function";
import type { InvokeNodeFunction } from "./lambda/node-function";
import { permittedFunction } from "./lambda/permitted-function";
import { dynamodb } from "./services/dynamodb";
import { events } from "./services/events";
import { kinesis } from "./services/kinesis";
import { assumedRole } from "./services/role-access";
import { s3 } from "./services/s3";
import type { LocalServices, Service } from "./services/service";
import { sns } from "./services/sns";
import { sqs } from "./services/sqs";
import { states } from "./services/states";

const services: Readonly<Record<string, Service>> = { sqs, sns, kinesis, states, dynamodb, events, s3 };

/** What integrations with AWS need. */
export interface AwsDependencies {
    readonly api: DeployedApi;
    readonly services: LocalServices;
    readonly invokeFunction: InvokeNodeFunction;
}

const uriForm =
    /^arn:(?<partition>[^:]+):apigateway:(?<region>[^:]+):(?<service>[^:]+):(?<kind>path|action)\/(?<text>.*)$/s;

/**
 * Sends the request of an `aws` integration to a Lambda function or a service of AWS.
 * @throws {GatewayError} API_CONFIGURATION_ERROR if the function or the role is not usable, or the emulator has no such service.
 */
export async function awsEndpoint(
    request: EndpointRequest,
    call: Call,
    { api, services: local, invokeFunction }: AwsDependencies,
): Promise<EndpointResponse> {
    const invoked = permittedFunction(call, api);
    if (invoked !== undefined) return functionEndpoint(request, invoked, call, invokeFunction);
    const { integration } = call.operation;
    const filled = withStageVariables(integration.uri, call.variables);
    const credentials = integration.credentials && withStageVariables(integration.credentials, call.variables);
    const { partition, region, service = "", kind, text } = uriForm.exec(filled ?? "")?.groups ?? {};
    const respond = Object.hasOwn(services, service) ? services[service] : undefined;
    if (respond === undefined || partition === undefined || region === undefined)
        throw misconfigured(`"${integration.uri}" names no function in JavaScript of the stack, and no service of AWS that the emulator has`);
    const response = await respond(
        {
            place: { partition, region, accountId: api.executionArn.split(":")[4] ?? "" },
            target: { kind: kind === "action" ? "action" : "path", text: withPathValues(text ?? "", request.path) },
            method: request.method,
            query: request.query,
            headers: request.headers,
            body: request.body,
            role: assumedRole(credentials, api.roles ?? []),
            stateMachines: api.stateMachines ?? {},
        },
        local,
    );
    return { ...response, isTraced: true };
}

function withPathValues(text: string, values: EndpointRequest["path"]): string {
    return text.replaceAll(/\{([^}+]+)\+?\}/g, (_, name: string) => {
        const value = values[name];
        if (value === undefined) throw misconfigured(`"{${name}}" in the URI is not mapped`);
        return value;
    });
}

function misconfigured(explanation: string): GatewayError {
    return new GatewayError("API_CONFIGURATION_ERROR", undefined, explanation);
}
