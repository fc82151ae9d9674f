import { mapValues } from "../../../../infra/map-values";
import { type ClientDocument, clientDocument } from "../../../../openapi/clients/client-document";
import { httpRoutes } from "../../../../openapi/derive/http-routes";
import { operationBody } from "../../../../openapi/derive/operation";
import { modelName, schemaBody } from "../../../../openapi/derive/schema";
import type { JsonObject, PublishedApi } from "../../../../openapi/document";
import { apiKeyScheme } from "../../../../openapi/key-requirement";
import { securitySchemes } from "../../../../openapi/read/security";
import { readDocuments } from "../../../../stacks/apis/documents";
import { authorizersOf } from "../../../../stacks/settings/authorizers/authorizers";
import type { DeployedHttpApi } from "../../../http-emulator/state/deployed-http-api";
import type { Stack } from "../../project/project";
import { apiBases } from "./api-bases";
import { hasKeys } from "./http-clients";

/**
 * Derives an OpenAPI 3.0 document for the clients of a stack's HTTP API from the documents of its APIs, with the API as the tag of each
 * operation. Its server is the origin that it is read from.
 * @param folder folder that holds `app`.
 */
export function httpDocument(http: DeployedHttpApi, { name, settings }: Stack, folder: string): ClientDocument {
    const authorizers = authorizersOf(http.name, settings);
    const apis = readDocuments(folder, Object.keys(apiBases(http)), {}, authorizers);
    const schemas = apis.flatMap(({ name: api, document }) =>
        Object.entries(document.schemas).map(([schema, value]) => [modelName(api, schema), schemaBody(api, value)]),
    );
    const body = {
        info: { title: `APIs of stack ${name}`, version: "1.0.0" },
        paths: pathsBody(apis, hasKeys(http)),
        components: {
            schemas: Object.fromEntries(schemas),
            // Those of an HTTP API check JSON Web Tokens.
            securitySchemes: {
                ...securitySchemes,
                ...mapValues(authorizers, () => ({ type: "http", scheme: "bearer" })),
            },
        },
    };
    return clientDocument({ body: JSON.stringify(body), servers: [{ url: "/" }] });
}

function pathsBody(apis: readonly PublishedApi[], isKeyed: boolean): JsonObject {
    const paths: Record<string, Record<string, JsonObject>> = {};
    const routes = httpRoutes(apis);
    for (const { name, document } of apis)
        for (const operation of document.operations) {
            const route = routes.find(({ source }) => source === operation.source);
            if (route === undefined) continue;
            const body = operationBody(name, { ...operation, tags: [name] }, {});
            const isOpen = route.openToAll || (route.authorizer === apiKeyScheme && !isKeyed);
            paths[route.path] = {
                ...paths[route.path],
                [route.method]: isOpen ? { ...body, security: [] } : body,
            };
        }
    return paths;
}
