import type { Content, JsonObject, Operation, OperationResponse, RequestBody } from "../document";
import { schemaBody } from "./schema";

/**
 * Derives the `requestBody` of an API's operation in the body, with a model for each media type that has one. Without
 * any it is absent: OpenAPI requires content in it, and the gateway then validates no body.
 */
export function requestBodyBody(api: string, requestBody: RequestBody | undefined): JsonObject {
    if (requestBody === undefined || Object.keys(requestBody.content).length === 0) return {};
    const { description, required, content } = requestBody;
    const texts = description === undefined ? {} : { description };
    return { requestBody: { ...texts, required, content: contentBody(api, content) } };
}

/** Derives the responses of an API's operation in the body, by status; one with status 200 if the operation has none. */
export function responsesBody(api: string, responses: Operation["responses"]): JsonObject {
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
