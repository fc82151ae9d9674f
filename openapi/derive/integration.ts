import type { AwsPlace } from "../aws-place";
import type { JsonObject, Operation, Parameter } from "../document";
import { functionUri } from "../function-invocation";
import { stageVariableNames } from "../stage-variables";

/** Milliseconds that the gateway waits for a response: the maximum without a raised quota (API Gateway quotas, "Integration timeout"). */
export const timeoutInMillis = 29_000;
const places = { path: "path", query: "querystring", header: "header" } as const;

/**
 * Derives the integration that calls an API's backend through its VPC link, at the operation's path there.
 * Link and host are stage variables: the body is then known at preview, and AWS allows deleting a link that methods
 * still refer to (developer guide, "Important notes").
 */
export function integrationBody(api: string, operation: Operation): JsonObject {
    const variables = stageVariableNames(api);
    const keys = cacheKeys(operation);
    return {
        type: "http_proxy",
        connectionType: "VPC_LINK",
        connectionId: `\${stageVariables.${variables.link}}`,
        httpMethod: operation.method.toUpperCase(),
        uri: `http://\${stageVariables.${variables.backend}}${operation.backendPath}`,
        passthroughBehavior: "when_no_match",
        timeoutInMillis,
        ...pathMappings(operation.parameters),
        ...(keys.length === 0 ? {} : { cacheKeyParameters: keys }),
    };
}

/**
 * Derives the integration that invokes an API's Lambda function with the whole request, at the alias that a stage variable
 * names; the function has a policy for each alias (developer guide, "Amazon API Gateway stage variables reference").
 * Partition, region and account are those of the provider, which it knows at preview.
 */
export function functionIntegrationBody(
    api: string,
    { functionName, place }: { readonly functionName: string; readonly place: AwsPlace },
    operation: Operation,
): JsonObject {
    const { alias } = stageVariableNames(api);
    const keys = cacheKeys(operation);
    return {
        type: "aws_proxy",
        // The method of Lambda's API, whatever the client's is: any other fails (localstack's snapshot
        // test_lambda_aws_proxy_integration_non_post_method).
        httpMethod: "POST",
        uri: functionUri(place, functionName, `\${stageVariables.${alias}}`),
        passthroughBehavior: "when_no_match",
        timeoutInMillis,
        ...(keys.length === 0 ? {} : { cacheKeyParameters: keys }),
    };
}

/** The parameters that tell the cached responses of an operation apart; empty if it is not cached. */
export function cacheKeys({ cached, parameters }: Operation): string[] {
    return cached ? parameters.map(methodRequest) : [];
}

// Path variables reach the uri only if they are mapped. Query and headers need no mapping: http_proxy passes all of
// them, and a mapping would append a second value (measured against AWS: localstack's HTTP_PROXY data-mapping snapshot).
function pathMappings(parameters: readonly Parameter[]): JsonObject {
    const inPath = parameters.filter((parameter) => parameter.in === "path");
    if (inPath.length === 0) return {};
    const mappings = inPath.map((parameter) => [
        `integration.request.path.${parameter.name}`,
        methodRequest(parameter),
    ]);
    return { requestParameters: Object.fromEntries(mappings) };
}

// Without keys all values of a parameter share one cache entry, and a key must be a declared parameter
// (developer guide, "Enabling API caching"; hashicorp/terraform-provider-aws#856).
function methodRequest(parameter: Parameter): string {
    return `method.request.${places[parameter.in]}.${parameter.name}`;
}
