import { type Authorizer, type Authorizers, needsPlace } from "../../../openapi/authorizer";
import { settingProblem } from "../problems";
import type { Settings } from "../schema";

/** Maximum length of a function's name (FunctionName in the API reference of CreateFunction). */
const maxLength = 64;
const defaultTtlSeconds = 300;

/**
 * Name of the function of an authorizer. The REST API's body contains it, so it is known before the function exists.
 * The functions of an API have at most one underscore after its name, so that not even those of an API "auth" have this name.
 * @param stack name of the stack at AWS, such as "gatehouse-dev".
 */
export function authorizerFunctionName(stack: string, scheme: string): string {
    return `${stack}_auth__${scheme}`;
}

/** The files of the functions that the stack creates for its authorizers, by the name of the scheme. */
export function authorizerFiles({ authorizers = {} }: Pick<Settings, "authorizers">): [scheme: string, file: string][] {
    return Object.entries(authorizers).flatMap(([scheme, { function: code }]) =>
        code === undefined || code.startsWith("arn:") ? [] : [[scheme, code]],
    );
}

/** The authorizers of a stack, as the REST API's body names them. */
export function authorizersOf(stack: string, { authorizers = {} }: Pick<Settings, "authorizers">): Authorizers {
    return Object.fromEntries(
        Object.entries(authorizers).map(([scheme, own]) => [scheme, authorizerOf(stack, scheme, own)]),
    );
}

/** Whether the REST API's body contains the account and the region because of an authorizer. */
export function authorizersNeedPlace(settings: Pick<Settings, "authorizers">): boolean {
    return Object.values(authorizersOf("", settings)).some(needsPlace);
}

/** Problems of the functions' names, which contain those of the stack and of the scheme; one line each. */
export function authorizerNameProblems(stack: string, settings: Pick<Settings, "authorizers">): string[] {
    const most = maxLength - authorizerFunctionName(stack, "").length;
    return authorizerFiles(settings)
        .filter(([scheme]) => scheme.length > most)
        .map(([scheme]) => {
            const name = authorizerFunctionName(stack, scheme);
            const want = `at most ${most} characters, as the function "${name}" has at most ${maxLength}`;
            return settingProblem(["authorizers", scheme], scheme, want);
        });
}

function authorizerOf(stack: string, scheme: string, own: NonNullable<Settings["authorizers"]>[string]): Authorizer {
    const { type, function: code = "", identityHeader = "Authorization", ttlSeconds = defaultTtlSeconds } = own;
    const invoked = code.startsWith("arn:") ? code : authorizerFunctionName(stack, scheme);
    switch (type) {
        case "token":
            return { type, function: invoked, ttlSeconds, identityHeader, identityPattern: own.identityPattern };
        case "request": {
            const identitySources = (own.identitySources ?? []).map(expressionOf);
            return { type, function: invoked, ttlSeconds, identitySources };
        }
        case "cognito":
            return { type, identityHeader, userPools: own.userPools ?? [] };
        case "iam":
            return { type };
        case "jwt":
            return { type, issuer: own.issuer ?? "", audiences: own.audiences ?? [] };
    }
}

function expressionOf(source: string): string {
    if (source.startsWith("context.")) return source;
    return source.startsWith("stageVariable.")
        ? source.replace("stageVariable.", "stageVariables.")
        : `method.request.${source}`;
}
