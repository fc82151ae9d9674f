import type { Content, JsonObject, Operation, OperationResponse, RequestBody } from "../document";
import { apiKeyRequired } from "../read/security";
import { camelCase } from "../stage-variables";
import { integrationBody } from "./integration";
import { parameterBody } from "./parameter";
import { schemaBody, upperFirst } from "./schema";

/** The id of an API's operation in the body, for example `picturesListPictures`: ids are unique across all APIs. */
export function operationId(api: string, id: string): string {
    return camelCase(api) + upperFirst(id);
}

/** Derives an API's operation in the body: its texts, an integration, and its security, by default an API key. */
export function operationBody(api: string, operation: Operation): JsonObject {
    const { summary, description, requestBody, parameters, tags } = operation;
    return {
        ...(operation.operationId === undefined ? {} : { operationId: operationId(api, operation.operationId) }),
        ...(summary === undefined ? {} : { summary }),
        ...(description === undefined ? {} : { description }),
        ...(tags.length === 0 ? {} : { tags }),
        ...(parameters.length === 0 ? {} : { parameters: parameters.map(parameterBody) }),
        ...(requestBody === undefined ? {} : { requestBody: requestBodyBody(api, requestBody) }),
        responses: responsesBody(api, operation.responses),
        security: operation.security ?? apiKeyRequired,
        // The policy pack reads this: without it, an uncached GET breaks R2.
        ...(operation.volatile ? { "x-content-freshness": "volatile" } : {}),
        "x-amazon-apigateway-integration": integrationBody(api, operation),
    };
}

function requestBodyBody(api: string, requestBody: RequestBody): JsonObject {
    const { description, required, content } = requestBody;
    return { ...(description === undefined ? {} : { description }), required, content: contentBody(api, content) };
}

function responsesBody(api: string, responses: Operation["responses"]): JsonObject {
    const statuses = Object.entries(responses);
    // A document may have only ranges; OpenAPI requires at least one response.
    if (statuses.length === 0) return { "200": { description: "The backend's response." } };
    return Object.fromEntries(statuses.map(([status, response]) => [status, responseBody(api, response)]));
}

function responseBody(api: string, response: OperationResponse): JsonObject {
    const headers = Object.entries(response.headers).map(([name, description]) => [name, headerBody(description)]);
    return {
        description: response.description,
        ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers) }),
        ...(Object.keys(response.content).length === 0 ? {} : { content: contentBody(api, response.content) }),
    };
}

function headerBody(description: string): JsonObject {
    return { ...(description === "" ? {} : { description }), schema: { type: "string" } };
}

function contentBody(api: string, content: Content): JsonObject {
    const entries = Object.entries(content).map(([mediaType, schema]) => [
        mediaType,
        { schema: schemaBody(api, schema) },
    ]);
    return Object.fromEntries(entries);
}
