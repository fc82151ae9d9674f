import type { Authorizers } from "../authorizer";
import type { AwsPlace } from "../aws-place";
import type { Json, JsonObject, Operation, Parameter, PublishedApi } from "../document";
import { mountedPath } from "../paths";
import { securitySchemes } from "../read/security";
import { authorizersBody } from "./authorizers";
import { rejectClashes } from "./clashes";
import { type Cors, gatewayResponsesBody, preflightBody } from "./cors";
import { functionIntegrationBody, integrationBody } from "./integration";
import { operationBody } from "./operation";
import { modelName, schemaBody } from "./schema";

/** The input from which the body of the REST API is derived. */
export interface BodyInput {
    /** Name of the REST API; an import in mode "overwrite" renames the API to it. */
    readonly title: string;
    /** Version of the composed API, for example `1.0.0`. */
    readonly version: string;
    readonly apis: readonly PublishedApi[];
    /** Absent: no OPTIONS mocks and no CORS headers. */
    readonly cors?: Cors;
    /** Authorizers by the name of the security scheme of the documents. Absent: the gateway requires its key alone. */
    readonly authorizers?: Authorizers;
    /** Where the APIs' functions, and those of authorizers, are. Absent: the stack has none. */
    readonly place?: AwsPlace | undefined;
}

const validator = "body-and-parameters";

/**
 * Derives the OpenAPI 3.0.1 body from which API Gateway imports one REST API with the operations of all documents.
 * The keys of the JSON are sorted, so that the same documents give the same string in any order.
 * Throws a DocumentError if the APIs clash with each other.
 */
export function deriveBody(input: BodyInput): string {
    rejectClashes(input.apis);
    const binaryMediaTypes = binaryMediaTypesOf(input.apis);
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
            "x-amazon-apigateway-request-validators": {
                [validator]: { validateRequestBody: true, validateRequestParameters: true },
            },
            "x-amazon-apigateway-request-validator": validator,
            ...(input.cors === undefined
                ? {}
                : { "x-amazon-apigateway-gateway-responses": gatewayResponsesBody(input.cors) }),
        }),
    );
}

function binaryMediaTypesOf(apis: readonly PublishedApi[]): string[] {
    const types = apis.flatMap(({ document, binaryMediaTypes = [] }) => [
        ...document.binaryMediaTypes,
        ...binaryMediaTypes,
    ]);
    return [...new Set(types)].sort();
}

function pathsBody({ apis, cors, place }: BodyInput, binaryMediaTypes: readonly string[]): JsonObject {
    const items = new Map<string, Record<string, JsonObject>>();
    const pathParameters = new Map<string, readonly Parameter[]>();
    for (const api of apis) {
        const { name, basePath, document } = api;
        for (const operation of document.operations) {
            const path = mountedPath(basePath, operation.path);
            const item = items.get(path) ?? {};
            item[operation.method] = operationBody(name, operation, integrationOf(api, operation, place));
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

function integrationOf({ name, functionName }: PublishedApi, operation: Operation, place: AwsPlace | undefined) {
    if (functionName === undefined) return integrationBody(name, operation);
    if (place === undefined) throw new Error(`API "${name}" is served by a function, but no place of it is given`);
    return functionIntegrationBody(name, { functionName, place }, operation);
}

function sortKeys(value: Json): Json {
    if (Array.isArray(value)) return value.map(sortKeys);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([key, child]) => [key, sortKeys(child)]));
}
