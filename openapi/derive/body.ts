import type { RestAuthorizer } from "../authorizer";
import type { AwsPlace } from "../aws-place";
import type { Json, JsonObject, Operation, Parameter, PublishedApi, RequestValidation } from "../document";
import { integrationKey } from "../operation-integration";
import { mountedPath } from "../paths";
import { securitySchemes } from "../read/security";
import { authorizersBody } from "./authorizers";
import { rejectClashes } from "./clashes";
import { type Cors, preflightBody } from "./cors";
import { type ErrorResponses, gatewayResponsesBody } from "./gateway-responses";
import { functionIntegrationBody, integrationBody } from "./integration";
import { operationBody } from "./operation";
import { modelName, schemaBody } from "./schema";
import { type IntegratedOperation, serviceIntegration } from "./service-integrations/integration";

/** The input from which the body of the REST API is derived. */
export interface BodyInput {
    /** Name of the REST API, that of the stack at AWS; an import in mode "overwrite" renames the API to it. */
    readonly title: string;
    /** Version of the composed API, for example `1.0.0`. */
    readonly version: string;
    readonly apis: readonly PublishedApi[];
    /** Absent: no OPTIONS mocks and no CORS headers. */
    readonly cors?: Cors;
    /** Size in bytes from which responses are compressed. Default: none is. */
    readonly minimumCompressionSize?: number | undefined;
    /** The gateway's own errors. Default: API Gateway's responses. */
    readonly errors?: ErrorResponses | undefined;
    /** Authorizers by the name of the security scheme of the documents. Absent: the gateway requires its key alone. */
    readonly authorizers?: Readonly<Record<string, RestAuthorizer>>;
    /** Where functions, the targets of integrations and authorizers are. Absent: the stack has none. */
    readonly place?: AwsPlace | undefined;
}

const validator: RequestValidation = "body-and-parameters";

/**
 * Derives the OpenAPI 3.0.1 body from which API Gateway imports one REST API with the operations of all documents.
 * The keys of the JSON are sorted, so that the same documents give the same string in any order.
 * Throws a DocumentError if the APIs clash with each other.
 */
export function deriveBody(input: BodyInput): string {
    rejectClashes(input.apis);
    const binaryMediaTypes = binaryMediaTypesOf(input.apis);
    const responses = gatewayResponsesBody(input.cors, input.errors);
    const schemas = input.apis.flatMap(({ name, document }) =>
        Object.entries(document.schemas).map(([schema, value]) => [modelName(name, schema), schemaBody(name, value)]),
    );
    return JSON.stringify(
        sortKeys({
            openapi: "3.0.1",
            info: { title: input.title, version: input.version },
            paths: pathsBody(input, binaryMediaTypes),
            components: {
                schemas: Object.fromEntries(schemas),
                securitySchemes: { ...securitySchemes, ...authorizersBody(input.authorizers ?? {}, input.place) },
            },
            "x-amazon-apigateway-api-key-source": "HEADER",
            ...(binaryMediaTypes.length === 0 ? {} : { "x-amazon-apigateway-binary-media-types": binaryMediaTypes }),
            ...(input.minimumCompressionSize !== undefined && {
                "x-amazon-apigateway-minimum-compression-size": input.minimumCompressionSize,
            }),
            "x-amazon-apigateway-request-validators": validatorsOf(input.apis),
            "x-amazon-apigateway-request-validator": validator,
            ...(responses === undefined ? {} : { "x-amazon-apigateway-gateway-responses": responses }),
        }),
    );
}

// The one for all operations, and those that single operations name.
function validatorsOf(apis: readonly PublishedApi[]): JsonObject {
    const names = apis.flatMap(({ document }) => document.operations.map(({ validation = validator }) => validation));
    return Object.fromEntries(
        [...new Set([validator, ...names])].map((name) => [
            name,
            {
                validateRequestBody: name === "body" || name === validator,
                validateRequestParameters: name === "parameters" || name === validator,
            },
        ]),
    );
}

function binaryMediaTypesOf(apis: readonly PublishedApi[]): string[] {
    const types = apis.flatMap(({ document, binaryMediaTypes = [] }) => [
        ...document.binaryMediaTypes,
        ...binaryMediaTypes,
    ]);
    return [...new Set(types)].sort();
}

function pathsBody({ title, apis, cors, place }: BodyInput, binaryMediaTypes: readonly string[]): JsonObject {
    const items = new Map<string, Record<string, JsonObject>>();
    const pathParameters = new Map<string, readonly Parameter[]>();
    for (const api of apis) {
        const { name, basePath, document } = api;
        for (const operation of document.operations) {
            const path = mountedPath(basePath, operation.path);
            const item = items.get(path) ?? {};
            const context = { stack: title, cors, place, binaryMediaTypes };
            const { operation: integrated, body } = integrate(api, operation, context);
            item[operation.method] = operationBody(name, integrated, body);
            items.set(path, item);
            pathParameters.set(
                path,
                operation.parameters.filter((parameter) => parameter.in === "path"),
            );
        }
    }
    if (cors !== undefined) {
        for (const [path, item] of items) {
            const methods = Object.keys(item).map((method) => method.toUpperCase());
            // A document's own OPTIONS has precedence.
            item.options ??= preflightBody(cors, methods, pathParameters.get(path) ?? [], binaryMediaTypes);
        }
    }
    return Object.fromEntries(items);
}

interface RestApiContext {
    readonly stack: string;
    readonly cors: Cors | undefined;
    readonly place: AwsPlace | undefined;
    readonly binaryMediaTypes: readonly string[];
}

// The integrations of integrations.yaml have precedence over the API's server.
function integrate(
    api: PublishedApi,
    operation: Operation,
    { stack, cors, place, binaryMediaTypes }: RestApiContext,
): IntegratedOperation {
    const { name, functionName, integrations = {}, targets = {} } = api;
    const integration = integrations[integrationKey(operation)];
    if (integration === undefined && functionName === undefined)
        return { operation, body: integrationBody(name, operation) };
    if (place === undefined)
        throw new Error(`API "${name}" is served by a function or a service, but no place of it is given`);
    if (integration !== undefined)
        return serviceIntegration(operation, integration, {
            scope: { stack, api: name, place, targets },
            cors,
            binaryMediaTypes,
        });
    if (functionName === undefined) throw new Error(`API "${name}" is served by no function`);
    return { operation, body: functionIntegrationBody(name, { functionName, place }, operation) };
}

function sortKeys(value: Json): Json {
    if (Array.isArray(value)) return value.map(sortKeys);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([key, child]) => [key, sortKeys(child)]));
}
