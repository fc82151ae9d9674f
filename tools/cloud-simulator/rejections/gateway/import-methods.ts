import type { BodyOperation } from "../../../../openapi/rest-api-body";
import { type ImportRule, importError, importWarning } from "./import-rule";
import { listOf, objectOf } from "./imported-document";

const guide = "docs.aws.amazon.com/apigateway/latest/developerguide";
const parameterName = "^[a-zA-Z0-9:._$-]+$";
const invalidMapping = "Invalid mapping expression specified: Validation Result: warnings : [], errors :";
const places: Readonly<Record<string, string>> = { path: "path", query: "querystring", header: "header" };
// The default quota of a REST API.
const timeout = { min: 50, max: 29_000 };

/** Methods and integrations that API Gateway rejects. */
export const importMethods: readonly ImportRule[] = [
    importError({
        what: "a parameter whose name has other characters than letters, digits and : . _ $ -",
        source: "floci-io/floci, ApiGatewayParameterNameValidationTest (text of us-west-2)",
        verbatim: true,
        find: ({ operations }) =>
            operations
                .filter(({ parameters }) =>
                    parameters.some((own) => places[own.in] && !new RegExp(parameterName).test(own.name)),
                )
                .map(
                    ({ method, path }) =>
                        `Unable to put method '${method}' on resource at path '${path}': ${invalidMapping} ` +
                        `[Parameter name should match the following regular expression: ${parameterName}]`,
                ),
    }),
    importError({
        what: "an integration of a wrong form, such as one whose uri is not a string",
        source: "localstack/localstack#4619",
        verbatim: true,
        find: ({ operations }) =>
            operations
                .filter(({ integration: { uri } }) => uri !== undefined && typeof uri !== "string")
                .map(
                    ({ path }) => `Unable to parse API definition because of a malformed integration at path ${path}.`,
                ),
    }),
    importError({
        what: "an integration whose request parameter is not a string",
        source: "localstack/localstack#12027",
        verbatim: true,
        find: ({ operations }) =>
            operations.flatMap(({ method, path, integration }) =>
                Object.entries(objectOf(integration.requestParameters))
                    .filter(([, value]) => typeof value !== "string")
                    .map(
                        ([name, value]) =>
                            `Invalid format for 'requestParameters'. Expected type string for property '${name}' of ` +
                            `resource '${path}' and method '${method}' but got '${String(value)}'`,
                    ),
            ),
    }),
    importError({
        what: "an integration that maps a parameter which its method does not declare",
        source: "Testlio/lambda-tools#56",
        verbatim: true,
        find: ({ operations }) =>
            operations.flatMap((operation) =>
                Object.values(objectOf(operation.integration.requestParameters))
                    .filter((value) => isUndeclared(operation, value))
                    .map((value) =>
                        integrationError(
                            operation,
                            `${invalidMapping} [Invalid mapping expression parameter specified: ${value}]`,
                        ),
                    ),
            ),
    }),
    importError({
        what: "a cache key parameter that its method does not declare",
        source: "docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html",
        verbatim: false,
        find: ({ operations }) =>
            operations
                .filter((operation) =>
                    listOf(operation.integration.cacheKeyParameters).some((key) => isUndeclared(operation, key)),
                )
                .map((operation) => integrationError(operation, "Invalid cache key parameter specified")),
    }),
    importError({
        what: "an integration with a timeout of less than 50 ms or more than 29 s, a quota that AWS can raise",
        source: `${guide}/limits.html`,
        verbatim: false,
        find: ({ operations }) =>
            operations
                .filter(({ integration: { timeoutInMillis = timeout.max } }) => !isTimeout(timeoutInMillis))
                .map((operation) =>
                    integrationError(operation, `Timeout should be between ${timeout.min} ms and ${timeout.max} ms`),
                ),
    }),
    importError({
        what: "an operation whose integration has connection type VPC_LINK and no link",
        source: `${guide}/api-gateway-known-issues.html`,
        verbatim: false,
        find: ({ operations }) =>
            operations
                .filter(({ integration }) => integration.connectionType === "VPC_LINK" && !integration.connectionId)
                .map((operation) => integrationError(operation, "Invalid vpc link id")),
    }),
    importWarning({
        what: "a response for a range of statuses, such as 4XX (unconfirmed; it may be an error)",
        source: "serverless-samples, openapi-to-apigw-transform (mock-integrations)",
        verbatim: false,
        find: ({ operations }) =>
            operations.flatMap(({ method, path, responses }) =>
                Object.keys(responses)
                    .filter((status) => /^[1-5]XX$/i.test(status))
                    .map((status) => `the response "${status}" of '${method} ${path}' is for no single status`),
            ),
    }),
    importWarning({
        what: "a parameter in a cookie (unconfirmed; it may be ignored)",
        source: "serverless-samples, openapi-to-apigw-transform (parameter-cleanup)",
        verbatim: false,
        find: ({ operations }) =>
            operations.flatMap(({ method, path, parameters }) =>
                parameters
                    .filter((own) => own.in === "cookie")
                    .map(({ name }) => `the cookie "${name}" of '${method} ${path}' is not supported`),
            ),
    }),
];

function integrationError({ method, path }: BodyOperation, error: string): string {
    return `Unable to put integration on '${method}' for resource at path '${path}': ${error}`;
}

// Headers and query parameters may be read as lists too: method.request.multivalueheader.X.
function isUndeclared({ parameters }: BodyOperation, expression: unknown): boolean {
    const [, place = "", name] =
        /^method\.request\.(?:multivalue)?(path|querystring|header)\.(.+)$/.exec(String(expression)) ?? [];
    return name !== undefined && !parameters.some((own) => places[own.in] === place && own.name === name);
}

function isTimeout(value: unknown): boolean {
    return Number(value) >= timeout.min && Number(value) <= timeout.max;
}
