import type { JsonObject, Operation, Parameter } from "../../document";
import type { OperationIntegration, Templates } from "../../operation-integration";
import type { Cors } from "../cors";
import { cacheKeys, timeoutInMillis } from "../integration";
import { functionCall } from "./credentials";
import { partsOf } from "./parts";
import type { ServiceResource, ServiceScope } from "./resources";
import { integrationResponsesBody, methodResponses, withHeader, withOwnResponses } from "./responses";

/** The settings of the whole REST API that integrations depend on. */
export interface IntegrationContext {
    readonly scope: ServiceScope;
    readonly cors?: Cors | undefined;
    readonly binaryMediaTypes: readonly string[];
}

/** An operation with the parameters and responses that its integration needs, and this integration in the body. */
export interface IntegratedOperation {
    readonly operation: Operation;
    readonly body: JsonObject;
}

/**
 * Derives the integration of an operation that `integrations.yaml` declares
 * (docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html).
 */
export function serviceIntegration(
    declared: Operation,
    integration: OperationIntegration,
    { scope, cors, binaryMediaTypes }: IntegrationContext,
): IntegratedOperation {
    const { target, timeoutSeconds } = integration;
    const operation = withAcceptKey(declared, integration, binaryMediaTypes);
    const keys = cacheKeys(operation);
    const shared: JsonObject = {
        timeoutInMillis: timeoutSeconds === undefined ? timeoutInMillis : Math.round(timeoutSeconds * 1000),
        ...(keys.length === 0 ? {} : { cacheKeyParameters: keys }),
    };
    if (target.kind === "lambda" && target.proxy) {
        const call = functionCall(target.function, scope);
        return { operation, body: { type: "aws_proxy", ...call, passthroughBehavior: "when_no_match", ...shared } };
    }
    const parts = partsOf(operation, integration, scope);
    const responses = withOwnResponses(parts.responses, integration.responses);
    // No backend sets it here, and a browser needs it on every response.
    const mapped = cors ? withHeader(responses, "Access-Control-Allow-Origin", cors.allowOrigin) : responses;
    const parameters = { ...parts.parameters, ...integration.request.parameters };
    const templates = integration.request.templates ?? parts.templates;
    return {
        operation: {
            ...operation,
            parameters: withMapped(operation.parameters, parameters),
            responses: methodResponses(operation.responses, mapped),
        },
        body: {
            type: parts.type,
            ...parts.call,
            ...(Object.keys(parameters).length > 0 ? { requestParameters: parameters } : {}),
            ...(templates === undefined ? {} : { requestTemplates: filled(templates, parts.resource) }),
            ...contentHandling(integration, templates, binaryMediaTypes),
            passthroughBehavior: integration.passthrough ?? parts.passthrough,
            responses: integrationResponsesBody(mapped, binaryMediaTypes.includes("*/*")),
            ...shared,
        },
    };
}

/**
 * Keys cached responses by `Accept` where its first media type decides whether the gateway sends bytes or Base64
 * (docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html): a client without it would
 * otherwise leave its Base64 to those who ask for an image.
 */
function withAcceptKey(
    operation: Operation,
    { target, contentHandling }: OperationIntegration,
    binaryMediaTypes: readonly string[],
): Operation {
    const types = Object.values(operation.responses).flatMap(({ content }) => Object.keys(content));
    const matches = (own: string, type: string) =>
        own === type || (own.endsWith("/*") && type.startsWith(own.slice(0, -1)));
    const isBinary = target.kind === "s3" || types.some((type) => binaryMediaTypes.some((own) => matches(own, type)));
    const everyType = binaryMediaTypes.includes("*/*");
    if (!operation.cached || binaryMediaTypes.length === 0 || everyType || !isBinary || contentHandling) {
        return operation;
    }
    const known = new Set(operation.parameters.flatMap(({ in: place, name }) => (place === "header" ? [name] : [])));
    const added = ["ACCEPT", "Accept", "accept"]
        .filter((name) => !known.has(name))
        .map((name): Parameter => ({ name, in: "header", required: false, schema: { type: "string" } }));
    return { ...operation, parameters: [...operation.parameters, ...added] };
}

/** Fills in `{{target.arn}}` and `{{target.name}}`, which a body that is known at preview can contain. */
function filled(templates: Templates, resource: ServiceResource | undefined): Templates {
    if (resource === undefined) return templates;
    const { arn, name } = resource;
    return Object.fromEntries(
        Object.entries(templates).map(([type, template]) => [
            type,
            template.replaceAll("{{target.arn}}", arn).replaceAll("{{target.name}}", name),
        ]),
    );
}

// A body of a binary media type would be bytes to a template: "Unable to transform request", 500 (clebert/aws-simple#167).
function contentHandling(
    { contentHandling }: OperationIntegration,
    templates: Templates | undefined,
    binaryMediaTypes: readonly string[],
): JsonObject {
    if (contentHandling !== undefined) return { contentHandling };
    const isBinary = ["*/*", ...Object.keys(templates ?? {})].some((type) => binaryMediaTypes.includes(type));
    return templates !== undefined && isBinary ? { contentHandling: "CONVERT_TO_TEXT" } : {};
}

// API Gateway rejects a mapping of a parameter that the method does not declare; `read/integrations` has checked the file's own.
function withMapped(parameters: readonly Parameter[], mappings: Readonly<Record<string, string>>): Parameter[] {
    const declared = new Set(parameters.map(({ in: place, name }) => `${place} ${name}`));
    const added = Object.values(mappings).flatMap((source): Parameter[] => {
        const [, name] = /^method\.request\.header\.(.+)$/.exec(source) ?? [];
        if (name === undefined || declared.has(`header ${name}`)) return [];
        return [{ name, in: "header", required: false, schema: { type: "string" } }];
    });
    return [...parameters, ...added];
}
