import { hasVariable, templateVariables } from "../../../openapi/context-variables";
import { apiKeyScheme } from "../../../openapi/key-requirement";
import { settingProblem } from "../problems";
import type { Settings } from "../schema";
import { stageVariablesOf, usesOwnUserPool } from "../stage-variables";
import { functionArn } from "./schema";

type AuthorizerSettings = NonNullable<Settings["authorizers"]>[string];
type Type = AuthorizerSettings["type"];

const typesOf: Readonly<Record<Exclude<keyof AuthorizerSettings, "type">, readonly Type[]>> = {
    function: ["token", "request"],
    environment: ["token", "request"],
    identityHeader: ["token", "cognito"],
    identityPattern: ["token"],
    identitySources: ["request"],
    ttlSeconds: ["token", "request"],
    userPools: ["cognito"],
    issuer: ["jwt"],
    audiences: ["jwt"],
};

/**
 * Checks the authorizers and the user pool of a stack.
 * @param region the stack's region; undefined if it is not in its configuration.
 */
export function checkAuthorizers(settings: Partial<Settings>, region: string | undefined): string[] {
    const entries = Object.entries(settings.authorizers ?? {});
    return [
        ...entries.flatMap(([name, own]) => [
            ...reservedName(name),
            ...surplusKeys(name, own),
            ...missingKey(name, own),
            ...surplusEnvironment(name, own),
            ...regionProblem(name, own, region),
            ...sourceProblems(name, own, settings),
        ]),
        ...checkUserPool(settings),
    ];
}

// The body's own scheme has this name, and every operation requires it.
function reservedName(name: string): string[] {
    if (name !== apiKeyScheme) return [];
    return [
        settingProblem(["authorizers", name], name, "the name of another scheme, as this one is the gateway's API key"),
    ];
}

function surplusKeys(name: string, own: AuthorizerSettings): string[] {
    return Object.entries(typesOf).flatMap(([key, types]) => {
        const value = Reflect.get(own, key);
        if (value === undefined || types.includes(own.type)) return [];
        const want = `no such key beside type ${own.type}: ${types.join(" and ")} ${types.length === 1 ? "has" : "have"} it`;
        return [settingProblem(["authorizers", name, key], value, want)];
    });
}

function missingKey(name: string, own: AuthorizerSettings): string[] {
    const { type, function: code, userPools, issuer, audiences } = own;
    if (type === "jwt") {
        const missing = (key: string, want: string) => settingProblem(["authorizers", name, key], undefined, want);
        return [
            ...(issuer === undefined ? [missing("issuer", "an https URL, beside type jwt")] : []),
            ...(audiences === undefined ? [missing("audiences", "a list of strings, beside type jwt")] : []),
        ];
    }
    if (type === "cognito" && userPools === undefined)
        return [settingProblem(["authorizers", name, "userPools"], userPools, "a list with own or ARNs of user pools")];
    if ((type === "token" || type === "request") && code === undefined)
        return [
            settingProblem(["authorizers", name, "function"], code, "a file in the project or the ARN of a function"),
        ];
    return [];
}

function surplusEnvironment(name: string, { function: code = "", environment }: AuthorizerSettings): string[] {
    if (environment === undefined || !code.startsWith("arn:")) return [];
    return [
        settingProblem(["authorizers", name, "environment"], environment, "no such key beside an existing function"),
    ];
}

function regionProblem(
    name: string,
    { function: code = "" }: AuthorizerSettings,
    region: string | undefined,
): string[] {
    const found = functionArn.exec(code)?.groups?.region;
    if (found === undefined || region === undefined || found === region) return [];
    return [settingProblem(["authorizers", name, "function"], code, `a function in the stack's region ${region}`)];
}

// A request without one of its identity sources gets 401, and without any the result of one call would be that of all: API Gateway
// then calls the function only with a TTL of 0 (API reference of CreateAuthorizer, identitySource).
function sourceProblems(name: string, own: AuthorizerSettings, settings: Partial<Settings>): string[] {
    const { type, identitySources = [], ttlSeconds } = own;
    if (type !== "request") return [];
    if (identitySources.length === 0 && ttlSeconds !== 0) {
        const want = "0 without identitySources, as results are kept for these";
        return [settingProblem(["authorizers", name, "ttlSeconds"], ttlSeconds, want)];
    }
    if (settings.apis === undefined) return [];
    const known = stageVariablesOf(settings);
    return identitySources.flatMap((source, index) => {
        const [, kind, variable = ""] = /^([^.]+)\.(.+)$/.exec(source) ?? [];
        const at = ["authorizers", name, "identitySources", index];
        if (kind === "context" && !hasVariable(templateVariables, variable))
            return [settingProblem(at, source, "a variable that `$context` has, as a call without it gets 401")];
        if (kind !== "stageVariable" || known.includes(variable)) return [];
        const want = `a variable that stages have: ${known.join(", ") || "none"}, as a call without it gets 401`;
        return [settingProblem(at, source, want)];
    });
}

function checkUserPool(settings: Partial<Settings>): string[] {
    const { authorizers = {}, userPool } = settings;
    // Authorizers that are not valid are reported by their schema.
    if (userPool === undefined || !Object.hasOwn(settings, "authorizers")) return [];
    if (!usesOwnUserPool(authorizers))
        return [
            `gatehouse:userPool: got a user pool, want an authorizer of type cognito with \`userPools: [own]\`, as nothing else uses it`,
        ];
    const { appClients, domainPrefix } = userPool;
    return Object.entries(appClients).flatMap(([name, { grant, callbackUrls, scopes }]) => {
        const at = ["userPool", "appClients", name];
        const problems: string[] = [];
        if (grant === "authorizationCode" && callbackUrls === undefined)
            problems.push(
                settingProblem(
                    [...at, "callbackUrls"],
                    callbackUrls,
                    "a list of URLs, as the grant is authorizationCode",
                ),
            );
        if (grant !== "authorizationCode" && callbackUrls !== undefined)
            problems.push(
                settingProblem([...at, "callbackUrls"], callbackUrls, `no such key beside the grant ${grant}`),
            );
        if (grant === "signIn" && scopes !== undefined)
            problems.push(
                settingProblem(
                    [...at, "scopes"],
                    scopes,
                    "no such key beside the grant signIn, whose tokens have none of an API",
                ),
            );
        if (grant !== "signIn" && domainPrefix === undefined)
            problems.push(
                settingProblem(
                    ["userPool", "domainPrefix"],
                    domainPrefix,
                    `a prefix, as the application "${name}" gets tokens by OAuth 2.0`,
                ),
            );
        return problems;
    });
}
