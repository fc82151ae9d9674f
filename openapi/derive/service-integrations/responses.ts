import type { Json, JsonObject, Operation, OperationResponse } from "../../document";
import type { MappedResponse, OperationIntegration, Templates } from "../../operation-integration";
import type { ServiceCall } from "./service-call";
import type { ResponseStatuses } from "./statuses";

/** A response of an integration, complete. */
export interface IntegrationResponse {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly templates?: Templates;
    readonly contentHandling?: MappedResponse["contentHandling"];
}

/** The responses of an integration, by `default` or pattern. */
export type IntegrationResponses = Readonly<Record<string, IntegrationResponse>>;

const json = (template: string): Templates => ({ "application/json": template });

// The body of a service's error may name roles and resources.
const rejected = json('{"message":"The request was rejected"}');
const failed = json('{"message":"Internal server error"}');
const notFound = json('{"message":"Not found"}');

/** The default responses of an AWS service: its success, and its errors without their details. */
export function serviceResponses(call: ServiceCall, statuses: ResponseStatuses): IntegrationResponses {
    const { response, headers = {}, clientError } = call;
    return {
        default: {
            status: statuses.success,
            headers,
            ...(response !== undefined && { templates: json(response) }),
        },
        "4\\d{2}": {
            status: clientError ?? statuses.clientError,
            headers: {},
            templates: clientError === 404 ? notFound : rejected,
        },
        "5\\d{2}": { status: statuses.serverError, headers: {}, templates: failed },
    };
}

/** The default responses of the API's own server: its bodies, with the statuses of the document. */
export function backendResponses({ success, clientError, serverError }: ResponseStatuses): IntegrationResponses {
    return {
        default: { status: success, headers: {} },
        "4\\d{2}": { status: clientError, headers: {} },
        "5\\d{2}": { status: serverError, headers: {} },
    };
}

/**
 * The default responses of a function: its result, or a failure of any message, whose text may span lines
 * (docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html).
 */
export function functionResponses({ success, serverError }: ResponseStatuses): IntegrationResponses {
    return {
        default: { status: success, headers: {} },
        "(\\n|.)+": { status: serverError, headers: {}, templates: failed },
    };
}

/** Overrides default responses by those of the integration, which keep what they do not mention. */
export function withOwnResponses(
    defaults: IntegrationResponses,
    own: OperationIntegration["responses"],
): IntegrationResponses {
    const success = defaults.default?.status ?? 200;
    const changed = Object.entries(own).map(
        ([pattern, { status, headers, ...parts }]): [string, IntegrationResponse] => {
            const base = defaults[pattern];
            return [
                pattern,
                {
                    ...base,
                    ...parts,
                    status: status ?? base?.status ?? success,
                    headers: { ...base?.headers, ...headers },
                },
            ];
        },
    );
    return { ...defaults, ...Object.fromEntries(changed) };
}

/** Adds a header to every response. */
export function withHeader(responses: IntegrationResponses, name: string, value: string): IntegrationResponses {
    return Object.fromEntries(
        Object.entries(responses).map(([pattern, response]) => [
            pattern,
            { ...response, headers: { ...response.headers, [name]: `'${value}'` } },
        ]),
    );
}

/** The `responses` of an integration in the body. */
export function integrationResponsesBody(responses: IntegrationResponses, bytesAsText: boolean): JsonObject {
    const entries = Object.entries(responses).map(([pattern, { status, headers, templates, contentHandling }]) => {
        const conversion = contentHandling ?? (bytesAsText && templates !== undefined ? "CONVERT_TO_TEXT" : undefined);
        const parameters = Object.entries(headers).map(([name, value]) => [`method.response.header.${name}`, value]);
        const body: Record<string, Json> = {
            statusCode: String(status),
            ...(parameters.length > 0 && { responseParameters: Object.fromEntries(parameters) }),
            ...(templates !== undefined && { responseTemplates: templates }),
            ...(conversion !== undefined && { contentHandling: conversion }),
        };
        return [pattern, body];
    });
    return Object.fromEntries(entries);
}

/**
 * The responses of an operation with those of its integration: each status that the gateway returns, and each header that it
 * maps, is one of the method's, or the import fails: "No method response exists for method."
 */
export function methodResponses(
    responses: Operation["responses"],
    mapped: IntegrationResponses,
): Operation["responses"] {
    const all: Record<string, OperationResponse> = { ...responses };
    for (const { status, headers } of Object.values(mapped)) {
        const own = all[status] ?? { description: "The gateway's response.", headers: {}, content: {} };
        const added = Object.keys(headers).filter((name) => !Object.hasOwn(own.headers, name));
        all[status] = { ...own, headers: { ...own.headers, ...Object.fromEntries(added.map((name) => [name, ""])) } };
    }
    return all;
}
