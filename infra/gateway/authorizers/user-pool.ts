import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { mapValues } from "../../map-values";

/** An application that gets tokens from a user pool. */
export interface AppClient {
    /** Sign-in of its users by an AWS SDK or on Cognito's page, or a secret of its own. */
    readonly grant: "signIn" | "authorizationCode" | "clientCredentials";
    /** Where Cognito's page sends users back to. */
    readonly callbackUrls?: readonly string[] | undefined;
    /** Scopes that its tokens may have; none for `signIn`. */
    readonly scopes: readonly string[];
}

/** Arguments of a user pool. */
export interface UserPoolArgs {
    /** Name of the pool at AWS. */
    poolName: string;
    mfa: "off" | "optional" | "required";
    /** Minimum number of characters of a password. */
    passwordLength: number;
    /** Whether anyone may create a user. */
    selfSignUp: boolean;
    /** Minutes for which access tokens and ID tokens are valid. */
    tokenMinutes: number;
    /** First part of the host name at which tokens are issued by OAuth 2.0. Default: they are not. */
    domainPrefix?: string | undefined;
    /** Scopes by the identifier of their resource server, such as `read` of `accounts`. */
    resourceServers: Readonly<Record<string, readonly string[]>>;
    /** Applications by name. */
    appClients: Readonly<Record<string, AppClient>>;
    /** Reject the deletion of the pool, with which all its users would be lost. */
    deletionProtection: boolean;
}

const mfaConfigurations = { off: "OFF", optional: "OPTIONAL", required: "ON" } as const;
const refreshTokenDays = 30;

/** A Cognito user pool that issues tokens for the gateway: its users, the scopes of the APIs, and its applications. */
export class UserPool extends pulumi.ComponentResource {
    /** Id of the pool. */
    readonly userPoolId: pulumi.Output<string>;
    /** Id of each application, by its name. */
    readonly appClientIds: Readonly<Record<string, pulumi.Output<string>>>;

    /** Creates the pool, then its scopes and its host name, then the applications. */
    constructor(name: string, args: UserPoolArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:gateway:UserPool", name, {}, opts);

        const pool = this.createPool(name, args);
        const servers = this.createResourceServers(pool, args);
        this.createDomain(name, pool, args);
        const clients = mapValues(args.appClients, (client, clientName) =>
            this.createClient(clientName, client, { pool, servers, args }),
        );
        this.userPoolId = pool.id;
        this.appClientIds = mapValues(clients, (client) => client.id);

        this.registerOutputs({ userPoolId: this.userPoolId, appClientIds: this.appClientIds });
    }

    private createPool(name: string, args: UserPoolArgs): aws.cognito.UserPool {
        const { poolName, mfa, passwordLength, selfSignUp, deletionProtection } = args;
        return new aws.cognito.UserPool(
            name,
            {
                name: poolName,
                usernameAttributes: ["email"],
                autoVerifiedAttributes: ["email"],
                adminCreateUserConfig: { allowAdminCreateUserOnly: !selfSignUp },
                passwordPolicy: {
                    minimumLength: passwordLength,
                    requireLowercase: true,
                    requireUppercase: true,
                    requireNumbers: true,
                    requireSymbols: true,
                    temporaryPasswordValidityDays: 7,
                },
                mfaConfiguration: mfaConfigurations[mfa],
                ...(mfa !== "off" && { softwareTokenMfaConfiguration: { enabled: true } }),
                accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
                deletionProtection: deletionProtection ? "ACTIVE" : "INACTIVE",
            },
            { parent: this, protect: deletionProtection },
        );
    }

    private createResourceServers(pool: aws.cognito.UserPool, { resourceServers }: UserPoolArgs) {
        return Object.entries(resourceServers).map(
            ([identifier, scopes]) =>
                new aws.cognito.ResourceServer(
                    identifier,
                    {
                        userPoolId: pool.id,
                        identifier,
                        name: identifier,
                        scopes: scopes.map((scopeName) => ({
                            scopeName,
                            scopeDescription: `${identifier}/${scopeName}`,
                        })),
                    },
                    { parent: this },
                ),
        );
    }

    private createDomain(name: string, pool: aws.cognito.UserPool, { domainPrefix: domain }: UserPoolArgs): void {
        if (domain !== undefined)
            new aws.cognito.UserPoolDomain(name, { userPoolId: pool.id, domain }, { parent: this });
    }

    private createClient(
        name: string,
        client: AppClient,
        needs: {
            readonly pool: aws.cognito.UserPool;
            readonly servers: readonly pulumi.Resource[];
            readonly args: UserPoolArgs;
        },
    ): aws.cognito.UserPoolClient {
        const { pool, servers, args } = needs;
        return new aws.cognito.UserPoolClient(
            name,
            {
                name,
                userPoolId: pool.id,
                ...flowsOf(client),
                // An answer that does not tell whether a user exists.
                preventUserExistenceErrors: "ENABLED",
                enableTokenRevocation: true,
                accessTokenValidity: args.tokenMinutes,
                idTokenValidity: args.tokenMinutes,
                refreshTokenValidity: refreshTokenDays,
                tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "days" },
            },
            // Cognito rejects scopes that no resource server has.
            { parent: this, dependsOn: [...servers] },
        );
    }
}

// Without explicit flows Cognito would allow sign-in by several more (API reference of CreateUserPoolClient, ExplicitAuthFlows).
function flowsOf({ grant, callbackUrls = [], scopes }: AppClient) {
    const refresh = "ALLOW_REFRESH_TOKEN_AUTH";
    if (grant === "signIn") return { explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", refresh] };
    const shared = {
        explicitAuthFlows: [refresh],
        allowedOauthFlowsUserPoolClient: true,
        supportedIdentityProviders: ["COGNITO"],
    };
    return grant === "authorizationCode"
        ? { ...shared, allowedOauthFlows: ["code"], allowedOauthScopes: [...scopes], callbackUrls: [...callbackUrls] }
        : {
              ...shared,
              generateSecret: true,
              allowedOauthFlows: ["client_credentials"],
              allowedOauthScopes: [...scopes],
          };
}
