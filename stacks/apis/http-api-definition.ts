import type { Authorizers } from "../../openapi/authorizer";
import { httpAdjustments, httpBaseOf, httpRoutes } from "../../openapi/derive/http-routes";
import type { PublishedApi } from "../../openapi/document";
import type { HttpBase, HttpRoute } from "../../openapi/http-route";
import type { FileMessage } from "../../openapi/problem";
import { demandedScopes } from "./authorized-operations";

/** The HTTP API of a stack, as its documents and settings define it, before anything is deployed. */
export interface HttpApiDefinition {
    /** Its routes: the operations of all its APIs. */
    readonly routes: readonly HttpRoute[];
    /** Where it publishes each API, by name. */
    readonly bases: Readonly<Record<string, HttpBase>>;
    /** The changes without which the HTTP API could not serve the documents. */
    readonly adjustments: readonly FileMessage[];
    /** Scopes that routes demand of the stack's own user pool, sorted. */
    readonly userPoolScopes: readonly string[];
    /** Headers with credentials for the backends, by the file of the document. */
    readonly credentialHeaders: Readonly<Record<string, readonly string[]>>;
}

/**
 * Composes the HTTP API of a stack.
 * @param documents those of the APIs that it publishes; not empty.
 * @param authorizers those of the stack, by the name of the security scheme.
 * @throws {DocumentError} with everything that an HTTP API cannot publish.
 */
export function defineHttpApi(documents: readonly PublishedApi[], authorizers: Authorizers): HttpApiDefinition {
    return {
        routes: httpRoutes(documents),
        bases: Object.fromEntries(documents.map((api) => [api.name, httpBaseOf(api)])),
        adjustments: httpAdjustments(documents),
        userPoolScopes: demandedScopes(documents, authorizers),
        credentialHeaders: Object.fromEntries(
            documents.map(({ document }) => [document.fileName, document.credentialHeaders]),
        ),
    };
}
