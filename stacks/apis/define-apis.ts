import { mapValues } from "../../infra/map-values";
import { DocumentError, type FileMessage } from "../../openapi/problem";
import { authorizersOf } from "../settings/authorizers/authorizers";
import { SettingsError } from "../settings/problems";
import type { Settings } from "../settings/schema";
import { unknownScopes, unusedAuthorizers } from "./authorized-operations";
import { authorizerCountProblems } from "./authorizer-counts";
import { authorizerTypeProblems } from "./authorizer-types";
import { readDocuments } from "./documents";
import { defineHttpApi, type HttpApiDefinition } from "./http-api-definition";
import { httpOperationProblems } from "./http-operations";
import { targetSettingProblems } from "./integration-checks";
import { operationProblems } from "./operation-limits";
import { defineRestApi, type RestApiDefinition } from "./rest-api-definition";

/** The REST API and the HTTP API that publish the APIs of a stack: one of both, or each some of them. */
export interface ApiDefinitions {
    /** Undefined if it publishes no API. */
    readonly restApi?: RestApiDefinition | undefined;
    /** Undefined if it publishes no API. */
    readonly httpApi?: HttpApiDefinition | undefined;
}

/**
 * Reads the documents of a stack, and composes the REST API and the HTTP API that publish them.
 * @param title name of the stack at AWS.
 * @param projectFolder folder that contains `app`.
 * @throws {DocumentError} with every problem of every document.
 * @throws {SettingsError} for settings of operations that no document has, for existing resources that integrations cannot call, for
 * authorizers that check no operation, are not of a type that the API has or are more than it may have, and for scopes that none demands.
 */
export function defineApis(title: string, settings: Settings, projectFolder: string): ApiDefinitions {
    const { apis } = settings;
    const binaryMediaTypes = mapValues(apis, (api) => api.binaryMediaTypes);
    const authorizers = authorizersOf(title, settings);
    const documents = readDocuments(projectFolder, Object.keys(apis), binaryMediaTypes, authorizers);
    const ofHttp = documents.filter(({ name }) => apis[name]?.publishedBy === "http");
    const ofRest = documents.filter((api) => !ofHttp.includes(api));
    const messages: FileMessage[] = [];
    const collect = <Definition>(define: () => Definition): Definition | undefined => {
        try {
            return define();
        } catch (error) {
            if (!(error instanceof DocumentError)) throw error;
            messages.push(...error.messages);
            return undefined;
        }
    };
    // Without any API, it reports that.
    const hasRestApi = ofRest.length > 0 || ofHttp.length === 0;
    const restApi = hasRestApi ? collect(() => defineRestApi(title, settings, projectFolder, ofRest)) : undefined;
    const httpApi = ofHttp.length > 0 ? collect(() => defineHttpApi(ofHttp, authorizers)) : undefined;
    if (messages.length > 0) throw new DocumentError(messages);
    const published = { rest: ofRest, http: ofHttp };
    const problems = [
        ...unusedAuthorizers(documents, authorizers),
        ...unknownScopes(documents, settings, authorizers),
        ...authorizerTypeProblems(settings, published),
        ...authorizerCountProblems(settings, authorizers, published),
        ...targetSettingProblems(ofRest, apis),
        ...(restApi ? operationProblems(settings, restApi.operations) : []),
        ...(httpApi ? httpOperationProblems(settings, httpApi) : []),
    ];
    if (problems.length > 0) throw new SettingsError(problems);
    return { restApi, httpApi };
}
