import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";

/** A response without content. */
export const ok: PropertyMap = { description: "ok" };
const json = (schema: PropertyMap): PropertyMap => ({ content: { "application/json": { schema } } });

/** An OpenAPI 3.0 body with one GET at `/pictures`, or other paths, and other parts. */
export function openApi(operation: PropertyMap = {}, others: PropertyMap = {}): PropertyMap {
    const get = { responses: { 200: ok }, ...operation };
    return { openapi: "3.0.1", info: { title: "shop", version: "1" }, paths: { "/pictures": { get } }, ...others };
}

/** A body with models. */
export function withModels(schemas: PropertyMap): PropertyMap {
    return openApi({}, { components: { schemas } });
}

/** A body whose GET responds with a content of a schema. */
export function withResponse(schema: PropertyMap): PropertyMap {
    return openApi({ responses: { 200: { ...ok, ...json(schema) } } });
}

/** A body whose GET accepts a content of a schema. */
export function withRequest(schema: PropertyMap): PropertyMap {
    return openApi({ requestBody: json(schema) });
}

/** A body with other paths. */
export function withPaths(paths: PropertyMap): PropertyMap {
    return openApi({}, { paths });
}

/** A body whose GET has an integration. */
export function withIntegration(integration: PropertyMap, parameters: PropertyMap[] = []): PropertyMap {
    return openApi({ parameters, "x-amazon-apigateway-integration": integration });
}
