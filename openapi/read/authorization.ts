import type { Authorizer, Authorizers } from "../authorizer";
import type { Place } from "../problem";
import type { Credential } from "./security";
import type { DocumentSource } from "./source";

/** The authorizer of an operation, and the scopes that it demands. */
export interface Authorization {
    readonly scheme: string;
    /** For a user pool: a token needs any one of them; without any, it has to be an ID token. */
    readonly scopes: readonly string[];
}

/** Scopes that each user pool has (docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html). */
const poolScopes = new Set(["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"]);

/** A scope as a user pool names it: a resource server's own scope follows the server's identifier. */
export function poolScope(resourceServer: string, scope: string): string {
    return poolScopes.has(scope) || scope.includes("/") ? scope : `${resourceServer}/${scope}`;
}

/**
 * Reads which authorizer checks the calls of an operation. A method of API Gateway has one authorizer, which no call can do without,
 * so that alternatives without it are problems, as is a second one.
 * @param requirements places of its security requirements.
 * @param resourceServer identifier of the resource server of scopes that name none.
 * @returns undefined if no authorizer checks a scheme of the operation.
 */
export function readAuthorization(
    source: DocumentSource,
    requirements: readonly Place[],
    { authorizers, resourceServer }: { readonly authorizers: Authorizers; readonly resourceServer: string },
): Authorization | undefined {
    const entries = requirements.flatMap((requirement) => source.entriesOf(requirement));
    const used = entries.filter((entry) => Object.hasOwn(authorizers, nameOf(entry)));
    const [first] = used;
    if (first === undefined) return undefined;
    const scheme = nameOf(first);
    const other = used.find((entry) => nameOf(entry) !== scheme);
    if (other !== undefined) {
        const want = `one of them, as API Gateway has one authorizer for an operation: take one out of \`gatehouse:authorizers\`, and the backend checks it`;
        source.report(other, want, `the schemes "${scheme}" and "${nameOf(other)}"`);
    } else for (const requirement of requirements) checkAlternative(source, requirement, scheme);
    const { [scheme]: authorizer } = authorizers;
    const scopes = authorizer === undefined ? [] : used.flatMap((entry) => readScopes(source, entry, authorizer));
    const full = authorizer?.type === "jwt" ? scopes : scopes.map((scope) => poolScope(resourceServer, scope));
    return { scheme, scopes: [...new Set(full)] };
}

function checkAlternative(source: DocumentSource, requirement: Place, scheme: string): void {
    const names = source.entriesOf(requirement).map(nameOf);
    if (names.includes(scheme)) return;
    if (names.length === 0) {
        const change = `requires the scheme "${scheme}" of every call, as API Gateway has no optional authorizer`;
        source.askToDecide(requirement, change, "a call without credentials");
        return;
    }
    const own = `"${scheme}" in each alternative, as API Gateway checks it for each call of an operation`;
    const want = `${own}: take it out of \`gatehouse:authorizers\`, and the backend checks all of them`;
    source.report(requirement, want, `the alternative ${names.map((name) => `"${name}"`).join(" with ")}`);
}

// A document means all scopes of a requirement, and API Gateway any: "The method invocation is authorized if any method scopes matches
// a claimed scope in the access token" (docs.aws.amazon.com/apigateway/latest/api/API_PutMethod.html, authorizationScopes).
function readScopes(source: DocumentSource, entry: Place, { type }: Authorizer): string[] {
    const scopes = source.itemsOf(entry).map((scope) => String(source.valueAt(scope)));
    if (type !== "cognito" && type !== "jwt") {
        if (scopes.length > 0)
            source.adjust(
                entry,
                "left out, as API Gateway checks scopes of user pools alone",
                "scopes of an authorizer",
            );
        return [];
    }
    if (scopes.length > 1) {
        const want = "one scope in a requirement, as API Gateway accepts a token with any one of those of an operation";
        source.report(entry, want, `the scopes ${scopes.map((scope) => `"${scope}"`).join(" and ")}`);
    }
    return scopes;
}

/**
 * Where calls carry what an authorizer reads; "unknown" for what no cache key can hold.
 * A signature is another one in each call, and a part of the context is in no request.
 */
export function credentialsBy(scheme: string, authorizer: Authorizer): Credential[] {
    if (authorizer.type === "iam") return [{ in: "unknown", scheme }];
    if (authorizer.type === "jwt") return [{ in: "header", name: "Authorization" }];
    if (authorizer.type !== "request") return [{ in: "header", name: authorizer.identityHeader }];
    const sources = authorizer.identitySources;
    // Each stage has its own cache, in which its variables do not differ.
    const varying = sources.filter((each) => !each.startsWith("stageVariables."));
    return varying.map((each) => {
        const [, place, name = ""] = /^method\.request\.(header|querystring)\.(.+)$/.exec(each) ?? [];
        if (place === undefined) return { in: "unknown", scheme };
        return { in: place === "header" ? "header" : "query", name };
    });
}

function nameOf(place: Place): string {
    return String(place.at(-1));
}
