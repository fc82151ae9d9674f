import { ownUserPool } from "../../openapi/authorizer";
import type { PublishedApi } from "../../openapi/document";
import { settingProblem } from "../settings/problems";
import type { Settings } from "../settings/schema";

/** Audiences of a JWT authorizer (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html). */
const maxAudiences = 50;

type Authorizer = NonNullable<Settings["authorizers"]>[string];

/** The documents of a stack by what publishes them. */
export interface PublishedDocuments {
    readonly rest: readonly PublishedApi[];
    readonly http: readonly PublishedApi[];
}

/**
 * Checks that each authorizer is one that the API has whose operations require it: an HTTP API checks tokens by itself, of one issuer each
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html), and a REST API knows user pools alone.
 */
export function authorizerTypeProblems(
    { authorizers = {}, userPool }: Pick<Settings, "authorizers" | "userPool">,
    { rest, http }: PublishedDocuments,
): string[] {
    return Object.entries(authorizers).flatMap(([scheme, own]) => {
        const at = ["authorizers", scheme];
        const byHttp = http.find((api) => requires(api, scheme));
        const byRest = rest.find((api) => requires(api, scheme));
        if (byRest !== undefined && own.type === "jwt") {
            const want = `token, request, cognito or iam, as the REST API that publishes "${byRest.name}" checks no other tokens`;
            return [settingProblem([...at, "type"], own.type, want)];
        }
        if (byHttp === undefined) return [];
        const clients = Object.keys(userPool?.appClients ?? {}).length;
        if (own.type === "cognito" && (clients < 1 || clients > maxAudiences)) {
            const want = `from 1 to ${maxAudiences}, whose tokens the HTTP API that publishes "${byHttp.name}" accepts`;
            return [`gatehouse:userPool.appClients: got ${clients} clients, want ${want}`];
        }
        return httpProblems(at, own, byHttp.name, byRest !== undefined);
    });
}

function httpProblems(
    at: readonly string[],
    { type, userPools = [], identityHeader }: Authorizer,
    api: string,
    isOfRestApi: boolean,
): string[] {
    const publisher = `as the HTTP API publishes "${api}"`;
    if (type !== "jwt" && type !== "cognito")
        return [
            settingProblem(
                [...at, "type"],
                type,
                `${isOfRestApi ? "" : "jwt, or "}cognito with \`userPools: [own]\`, ${publisher}`,
            ),
        ];
    if (type === "cognito" && (userPools.length !== 1 || userPools[0] !== ownUserPool)) {
        const want = `[own], ${publisher}; for another pool, type jwt with its issuer and the ids of its clients as audiences`;
        return [settingProblem([...at, "userPools"], userPools, want)];
    }
    if (identityHeader === undefined || identityHeader.toLowerCase() === "authorization") return [];
    return [settingProblem([...at, "identityHeader"], identityHeader, `no such key, ${publisher}`)];
}

function requires({ document }: PublishedApi, scheme: string): boolean {
    return document.operations.some(({ security = [] }) => security.some((each) => Object.hasOwn(each, scheme)));
}
