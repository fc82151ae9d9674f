import { type Authorizers, ownUserPool } from "../../openapi/authorizer";
import type { PublishedApi } from "../../openapi/document";
import { settingProblem } from "../settings/problems";
import type { Settings } from "../settings/schema";

/** Problems of authorizers that no operation requires; one line each. */
export function unusedAuthorizers(apis: readonly PublishedApi[], authorizers: Authorizers): string[] {
    const used = usedAuthorizers(apis, authorizers);
    return Object.keys(authorizers)
        .filter((scheme) => !Object.hasOwn(used, scheme))
        .map((scheme) => {
            const want = "the name of a security scheme that an operation of a document requires";
            return `gatehouse:authorizers.${scheme}: got the name "${scheme}", want ${want}`;
        });
}

/** The authorizers that operations require, by the name of the security scheme. */
export function usedAuthorizers(apis: readonly PublishedApi[], authorizers: Authorizers): Authorizers {
    const used = new Set(requirementsOf(apis).map(([scheme]) => scheme));
    return Object.fromEntries(Object.entries(authorizers).filter(([scheme]) => used.has(scheme)));
}

/** Scopes that operations demand of tokens of the stack's own user pool, sorted; without those that each pool has. */
export function demandedScopes(apis: readonly PublishedApi[], authorizers: Authorizers): string[] {
    const scopes = requirementsOf(apis).flatMap(([scheme, demanded]) => {
        const { [scheme]: authorizer } = authorizers;
        const isOwn = authorizer?.type === "cognito" && authorizer.userPools.includes(ownUserPool);
        return isOwn ? demanded.filter((scope) => scope.includes("/")) : [];
    });
    return [...new Set(scopes)].sort();
}

/** Problems of applications' scopes that no operation demands, so that the user pool does not have them; one line each. */
export function unknownScopes(apis: readonly PublishedApi[], settings: Settings, authorizers: Authorizers): string[] {
    const known = demandedScopes(apis, authorizers);
    return Object.entries(settings.userPool?.appClients ?? {}).flatMap(([client, { grant, scopes }]) => {
        const at = ["userPool", "appClients", client];
        if (grant === "clientCredentials" && known.length === 0) {
            const want = "another grant, as no document demands a scope that tokens of this one need";
            return [settingProblem([...at, "grant"], grant, want)];
        }
        const want = `a scope that an operation demands: ${known.join(", ")}`;
        return (scopes ?? []).flatMap((scope, index) =>
            known.includes(scope) ? [] : [settingProblem([...at, "scopes", index], scope, want)],
        );
    });
}

function requirementsOf(apis: readonly PublishedApi[]): (readonly [scheme: string, scopes: readonly string[]])[] {
    return apis.flatMap(({ document }) =>
        document.operations.flatMap(({ security = [] }) => security.flatMap((each) => Object.entries(each))),
    );
}
