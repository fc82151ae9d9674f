import type { Operation } from "../../document";
import { isService, type OperationIntegration, type Templates } from "../../operation-integration";
import { variablesIn } from "../../paths";
import { stageVariableNames } from "../../stage-variables";
import { serviceCall } from "./call";
import { functionCall, roleArn } from "./credentials";
import { resourceOf, type ServiceResource, type ServiceScope, tableVariable } from "./resources";
import { backendResponses, functionResponses, type IntegrationResponses, serviceResponses } from "./responses";
import { statusesOf } from "./statuses";

/** An integration without proxy before the settings that every kind has. */
export interface IntegrationParts {
    readonly type: "mock" | "http" | "aws";
    /** The keys of the body that only this kind has. */
    readonly call: Readonly<Record<string, string>>;
    readonly parameters: Readonly<Record<string, string>>;
    readonly templates?: Templates;
    readonly passthrough: NonNullable<OperationIntegration["passthrough"]>;
    readonly responses: IntegrationResponses;
    /** The resource that `{{target.…}}` in a template means. */
    readonly resource?: ServiceResource;
}

/** The parts of an integration that is no proxy, by its kind. */
export function partsOf(
    operation: Operation,
    integration: OperationIntegration,
    scope: ServiceScope,
): IntegrationParts {
    const { target } = integration;
    const statuses = statusesOf(operation);
    if (isService(target)) {
        const resource = tableVariable(target, scope) ?? resourceOf(target, scope);
        const call = serviceCall(target, resource, statuses);
        const { partition } = scope.place;
        return {
            type: "aws",
            call: {
                uri: `arn:${partition}:apigateway:${resource.region}:${call.api}`,
                httpMethod: call.httpMethod,
                credentials: roleArn(target, call, scope),
            },
            parameters: call.parameters,
            ...(call.request !== undefined && { templates: bodyTemplates(operation, call.request) }),
            passthrough: call.request === undefined ? "when_no_match" : "never",
            responses: serviceResponses(call, statuses),
            resource,
        };
    }
    switch (target.kind) {
        case "mock":
            return {
                type: "mock",
                call: {},
                parameters: {},
                templates: bodyTemplates(operation, `{"statusCode": ${target.status}}`),
                passthrough: "never",
                responses: { default: { status: target.status, headers: {} } },
            };
        case "backend": {
            const { link, backend } = stageVariableNames(target.api ?? scope.api);
            return {
                type: "http",
                call: {
                    uri: `http://\${stageVariables.${backend}}${target.path.replaceAll("+}", "}")}`,
                    httpMethod: target.method,
                    connectionType: "VPC_LINK",
                    connectionId: `\${stageVariables.${link}}`,
                },
                parameters: backendParameters(operation, target.path),
                passthrough: "when_no_match",
                responses: backendResponses(statuses),
            };
        }
        case "lambda":
            return {
                type: "aws",
                call: functionCall(target.function, scope),
                parameters: {},
                passthrough: "when_no_match",
                responses: functionResponses(statuses),
            };
    }
}

// A request without a body counts as JSON (docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html).
function bodyTemplates({ requestBody }: Operation, template: string): Templates {
    const types = new Set(["application/json", ...Object.keys(requestBody?.content ?? {})]);
    return Object.fromEntries([...types].sort().map((type) => [type, template]));
}

// Unlike http_proxy, http passes nothing on that is not mapped.
function backendParameters({ parameters }: Operation, path: string): Record<string, string> {
    const inPath = variablesIn(path).map((name) => [`integration.request.path.${name}`, `method.request.path.${name}`]);
    const inQuery = parameters
        .filter((own) => own.in === "query")
        .map(({ name }) => [`integration.request.querystring.${name}`, `method.request.querystring.${name}`]);
    return Object.fromEntries([...inPath, ...inQuery]);
}
