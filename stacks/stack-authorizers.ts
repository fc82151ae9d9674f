import { resolve } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { UserPool } from "../infra/gateway/authorizers/user-pool";
import type { CalledFunction } from "../infra/gateway/rest/permissions";
import { NodeFunction } from "../infra/node-function";
import type { AwsPlace } from "../openapi/aws-place";
import { userPoolVariable } from "../openapi/stage-variables";
import { bundledFunction } from "./apis/function-code";
import { authorizerFiles, authorizerFunctionName } from "./settings/authorizers/authorizers";
import { functionArn } from "./settings/authorizers/schema";
import { userPool as userPoolSettings } from "./settings/authorizers/user-pool";
import type { Settings } from "./settings/schema";
import { usesOwnUserPool } from "./settings/stage-variables";

/** Arguments of the authorizers of a stack. */
export interface StackAuthorizersArgs {
    /** Name of the stack at AWS. */
    readonly name: string;
    readonly settings: Settings;
    /** Scopes that operations demand of the stack's own user pool. */
    readonly userPoolScopes: readonly string[];
    /** Where the stack is; needed if a function or the stack's own user pool checks calls. */
    readonly place?: AwsPlace | undefined;
    /** Folder with the functions' files, relative to this one. */
    readonly buildRoot: string;
    readonly parent: pulumi.Resource;
}

/** The functions and the user pool that check calls beside their API key. */
export interface StackAuthorizers {
    /** Functions that the REST API has to be permitted to call, by the name of the security scheme. Default: none. */
    readonly authorizerFunctions?: Readonly<Record<string, CalledFunction>>;
    /** The stack's own user pool. Default: none. */
    readonly userPool?: UserPool;
    /** Stage variables that the REST API's body refers to. Default: none. */
    readonly variables?: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Creates the functions and the user pool that check calls. */
export function createAuthorizers(args: StackAuthorizersArgs): StackAuthorizers {
    const authorizerFunctions = { ...existingFunctions(args), ...createFunctions(args) };
    const userPool = createUserPool(args);
    return {
        ...(Object.keys(authorizerFunctions).length > 0 && { authorizerFunctions }),
        ...(userPool && { userPool, variables: { [userPoolVariable]: userPool.userPoolId } }),
    };
}

function createFunctions({ name, settings, buildRoot, parent }: StackAuthorizersArgs) {
    const created = authorizerFiles(settings).map(([scheme, file]) => {
        const { functionName } = new NodeFunction(
            // An API's function has the name of the API, which has no underscore.
            `auth_${scheme}`,
            {
                functionName: authorizerFunctionName(name, scheme),
                code: bundledFunction(resolve(__dirname, buildRoot, file)).archive,
                environment: settings.authorizers?.[scheme]?.environment,
                tracing: settings.gateway.tracing,
                logRetentionDays: settings.logRetentionDays,
            },
            { parent },
        );
        return [scheme, { functionName }] as const;
    });
    return Object.fromEntries(created);
}

// The owner of a function in another account permits the calls: this stack cannot.
function existingFunctions({ settings: { authorizers = {} }, place }: StackAuthorizersArgs) {
    const existing = Object.entries(authorizers).flatMap(([scheme, { function: arn = "" }]) => {
        const { account, qualifier } = functionArn.exec(arn)?.groups ?? {};
        if (account === undefined || account !== place?.accountId) return [];
        const functionName = qualifier === undefined ? arn : arn.slice(0, -qualifier.length - 1);
        return [[scheme, { functionName, qualifier }] as const];
    });
    return Object.fromEntries(existing);
}

function createUserPool({ name, settings, userPoolScopes, parent }: StackAuthorizersArgs): UserPool | undefined {
    const { authorizers = {}, deletionProtection } = settings;
    if (!usesOwnUserPool(authorizers)) return undefined;
    const { appClients, ...own } = settings.userPool ?? userPoolSettings.parse({});
    const clients = Object.entries(appClients).map(([client, { grant, scopes = userPoolScopes, callbackUrls }]) => {
        const standard = grant === "authorizationCode" ? ["openid"] : [];
        return [client, { grant, callbackUrls, scopes: grant === "signIn" ? [] : [...standard, ...scopes] }];
    });
    return new UserPool(
        name,
        {
            ...own,
            poolName: name,
            resourceServers: byServer(userPoolScopes),
            appClients: Object.fromEntries(clients),
            deletionProtection,
        },
        { parent },
    );
}

// "https://api.example.com/read" is the scope "read" of that server: the last slash separates them.
function byServer(scopes: readonly string[]): Record<string, string[]> {
    const servers: Record<string, string[]> = {};
    for (const scope of scopes) {
        const end = scope.lastIndexOf("/");
        const server = scope.slice(0, end);
        servers[server] = [...(servers[server] ?? []), scope.slice(end + 1)];
    }
    return servers;
}
