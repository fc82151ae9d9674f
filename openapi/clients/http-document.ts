import type { Authorizers, RestAuthorizer } from "../authorizer";
import { deriveBody } from "../derive/body";
import { httpBaseOf, httpRoutes } from "../derive/http-routes";
import type { PublishedApi } from "../document";
import { apiKeyScheme } from "../key-requirement";
import { objectOf } from "../raw-value";
import { type ClientDocument, type ClientServer, clientDocument } from "./client-document";

/** The input from which the document of an HTTP API is derived. */
export interface HttpDocumentArgs {
    /** Name of the stack at AWS. */
    readonly title: string;
    /** The documents of the APIs that are described. */
    readonly apis: readonly PublishedApi[];
    readonly authorizers: Authorizers;
    /** Whether calls need a key where their document says so. */
    readonly needsKeys: boolean;
    readonly servers: readonly ClientServer[];
}

/** Responses of the API itself to calls that need a key, each in place of one that a document lacks. */
const rejections = {
    401: { description: "The call has no API key." },
    403: { description: "The API key is unknown, its plan does not cover the API, or its rate or quota is used up." },
} as const;

/**
 * Derives an OpenAPI 3.0 document for the clients of an HTTP API, which API Gateway has no body of: from that of a REST API with the
 * same operations, at the paths of the routes.
 */
export function httpDocument({ title, apis, authorizers, needsKeys, servers }: HttpDocumentArgs): ClientDocument {
    const body = deriveBody({
        title,
        version: "1.0.0",
        apis: apis.map((api) => atItsRoutes(api, needsKeys)),
        authorizers: Object.fromEntries(Object.entries(authorizers).map(([name, own]) => [name, forClients(own)])),
        // No part of it is in a document for clients.
        place: { partition: "aws", region: "eu-central-1", accountId: "000000000000" },
    });
    // With whole paths, also for one API: below a server `…/api/books` the path `/` would be another route.
    const document = clientDocument({ body, servers });
    const paths = Object.fromEntries(
        Object.entries(document.paths).map(([path, item]) => [
            path,
            Object.fromEntries(Object.entries(item).map(([method, operation]) => [method, withRejections(operation)])),
        ]),
    );
    return { ...document, paths };
}

// A path keeps the slash at its end, with which an HTTP API has another route, and an operation has the one authorizer of its route.
function atItsRoutes(api: PublishedApi, needsKeys: boolean): PublishedApi {
    const { path: basePath } = httpBaseOf(api);
    const routes = httpRoutes([api]);
    const operations = api.document.operations.map((operation) => {
        const route = routes.find(({ method, source }) => method === operation.method && source === operation.source);
        if (route === undefined) return operation;
        const { path, authorizer, scopes } = route;
        const isOpen = authorizer === undefined || (authorizer === apiKeyScheme && !needsKeys);
        return {
            ...operation,
            // OpenAPI has no greedy variables.
            path: path.slice(basePath.length).replace("+}", "}") || "/",
            security: isOpen ? [] : [{ [authorizer]: [...scopes] }],
        };
    });
    return { ...api, basePath, document: { ...api.document, operations } };
}

// A REST API checks tokens by a function; to a client both are a bearer token.
function forClients(authorizer: Authorizers[string]): RestAuthorizer {
    if (authorizer.type !== "jwt") return authorizer;
    return {
        type: "token",
        function: "",
        ttlSeconds: 0,
        identityHeader: "Authorization",
        identityPattern: "^Bearer .+$",
    };
}

function withRejections(operation: Readonly<Record<string, unknown>>) {
    const requirements = Array.isArray(operation.security) ? operation.security.map(objectOf) : [];
    if (!requirements.some((requirement) => Object.hasOwn(requirement, apiKeyScheme))) return operation;
    return { ...operation, responses: { ...rejections, ...objectOf(operation.responses) } };
}
