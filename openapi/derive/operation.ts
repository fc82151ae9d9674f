import type { JsonObject, Operation } from "../document";
import { apiKeyRequired } from "../read/security";
import { camelCase, upperFirst } from "../stage-variables";
import { requestBodyBody, responsesBody } from "./content";
import { parameterBody } from "./parameter";

/** The id of an API's operation in the body, for example `picturesListPictures`: ids are unique across all APIs. */
export function operationId(api: string, id: string): string {
    return camelCase(api) + upperFirst(id);
}

/** Derives an API's operation in the body: its texts, its integration, and its security, by default an API key. */
export function operationBody(api: string, operation: Operation, integration: JsonObject): JsonObject {
    const { summary, description, requestBody, parameters, tags } = operation;
    return {
        ...(operation.operationId === undefined ? {} : { operationId: operationId(api, operation.operationId) }),
        ...(summary === undefined ? {} : { summary }),
        ...(description === undefined ? {} : { description }),
        ...(tags.length === 0 ? {} : { tags }),
        ...(parameters.length === 0 ? {} : { parameters: parameters.map(parameterBody) }),
        ...requestBodyBody(api, requestBody),
        responses: responsesBody(api, operation.responses),
        security: operation.security ?? apiKeyRequired,
        // The policy pack reads this: without it, an uncached GET breaks R2.
        ...(operation.volatile ? { "x-content-freshness": "volatile" } : {}),
        ...(operation.validation && { "x-amazon-apigateway-request-validator": operation.validation }),
        "x-amazon-apigateway-integration": integration,
    };
}
