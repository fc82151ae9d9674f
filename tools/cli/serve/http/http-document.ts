import type { ClientDocument } from "../../../../openapi/clients/client-document";
import { httpDocument } from "../../../../openapi/clients/http-document";
import type { PublishedApi } from "../../../../openapi/document";
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
export function servedDocument(http: DeployedHttpApi, { name, settings }: Stack, folder: string): ClientDocument {
    const authorizers = authorizersOf(http.name, settings);
    return httpDocument({
        title: `APIs of stack ${name}`,
        apis: readDocuments(folder, Object.keys(apiBases(http)), {}, authorizers).map(tagged),
        authorizers,
        needsKeys: hasKeys(http),
        servers: [{ url: "/" }],
    });
}

function tagged(api: PublishedApi): PublishedApi {
    const operations = api.document.operations.map((operation) => ({ ...operation, tags: [api.name] }));
    return { ...api, document: { ...api.document, operations } };
}
