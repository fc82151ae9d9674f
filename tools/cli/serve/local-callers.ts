import { randomUUID } from "node:crypto";
import { z } from "zod";
import { withStageVariables } from "../../../openapi/stage-variables";
import type { AuthorizationDependencies } from "../../gateway-emulator/authorization/authorization";
import { CredentialStore, type LocalCredentials } from "../../gateway-emulator/authorization/local-credentials";
import { LocalUserPool } from "../../gateway-emulator/authorization/local-user-pool";
import type { GatewayRequest, GatewayResponse } from "../../gateway-emulator/http/message";
import type { InvokeNodeFunction } from "../../gateway-emulator/integration/lambda/node-function";
import type { DeployedApi } from "../../gateway-emulator/state/deployed-api";
import type { FetchJson } from "../../http-emulator/authorization/issuer-keys";
import type { DeployedHttpApi } from "../../http-emulator/state/deployed-http-api";
import { poolOfIssuer, tokenAuthorizers, type UserPoolPlace } from "./http/user-pools";

/** Path below which tokens and credentials are issued. No stage, and no path of an HTTP API or of a domain name can begin with a tilde. */
export const localPath = "/~local/";

const seconds = z.coerce.number().int().min(-86_400).max(86_400);
const tokenForm = z.looseObject({
    username: z.string().default("local-user"),
    client_id: z.string().default("local-client"),
    pool: z.string().optional(),
    scope: z.string().default(""),
    groups: z.string().default(""),
    expires_in: seconds.default(3600),
});
const sessionForm = z.object({ role: z.string().default("local-role"), expires_in: seconds.default(3600) });

/** The parts of this machine that authorizers use. */
export interface CallerDependencies {
    readonly authorization: AuthorizationDependencies;
    /** Fetches the keys of the stack's user pools. */
    readonly fetchJson: FetchJson;
}

/** Issues tokens and credentials for calls of the APIs on this machine; they survive a change of the stack, and are not valid on AWS. */
export class LocalCallers {
    private readonly credentials = new CredentialStore();
    private userPool: LocalUserPool | undefined;
    private pools: readonly UserPoolPlace[] = [];
    private scope = "";
    private clientId = "";
    private account = "";
    private user: LocalCredentials | undefined;

    /** Prepares what the authorizers of a stack's APIs need. */
    async prepare(
        api: DeployedApi | undefined,
        http: DeployedHttpApi | undefined,
        invokeFunction: InvokeNodeFunction,
    ): Promise<CallerDependencies> {
        const operations = api?.operations ?? [];
        const types = new Set(operations.map(({ authorization }) => authorization?.authorizer.type));
        const tokens = http === undefined ? [] : tokenAuthorizers(http);
        const ofHttp = tokens.flatMap(({ issuer }) => poolOfIssuer(issuer) ?? []);
        const pools = [...(api === undefined ? [] : userPoolsOf(api)), ...ofHttp];
        this.pools = [...new Map(pools.map((pool) => [pool.id, pool])).values()];
        // For the example of a call.
        const scopes = [
            ...operations.flatMap(({ authorization }) => authorization?.scopes ?? []),
            ...(http?.routes ?? []).flatMap((route) => route.scopes),
        ];
        this.scope = scopes[0] ?? "";
        this.clientId = tokens[0]?.audiences[0] ?? "";
        this.account = (api ?? http)?.executionArn.split(":")[4] ?? "";
        // Its keys take a tenth of a second.
        if (types.has("cognito_user_pools") || ofHttp.length > 0)
            this.userPool ??= await LocalUserPool.create(randomUUID, Date.now);
        if (types.has("iam")) this.user ??= this.credentials.issueUser(this.account, "local");
        return {
            authorization: {
                invokeFunction,
                credentials: this.credentials,
                ...(this.userPool && { poolKeys: this.userPool.keys }),
            },
            fetchJson: (url) => this.fetchJson(url),
        };
    }

    /** Lines for the user on how calls are authorized; undefined if only keys are needed. */
    notice(origin: string): string | undefined {
        const lines: string[] = [];
        const url = `${origin}${localPath}`;
        if (this.userPool !== undefined && this.pools.length > 0)
            lines.push(
                `Tokens of the local user pool: curl -d username=ada ${this.clientId && `-d client_id=${this.clientId} `}${this.scope && `-d scope=${this.scope} `}${url}tokens`,
            );
        if (this.user !== undefined)
            lines.push(
                "Local credentials to sign calls with (not valid on AWS):",
                `  AWS_ACCESS_KEY_ID=${this.user.accessKeyId} AWS_SECRET_ACCESS_KEY=${this.user.secretAccessKey}`,
                `Temporary ones: curl -X POST ${url}credentials`,
            );
        return lines.length === 0 ? undefined : lines.join("\n");
    }

    /** Responds to a request below `localPath`. */
    async respond({ method, url, body }: GatewayRequest): Promise<GatewayResponse> {
        const path = url.slice(localPath.length);
        const pool = this.pools.find(({ id }) => path === `${id}/.well-known/jwks.json`);
        if (method === "GET" && pool !== undefined && this.userPool !== undefined) return json(200, this.userPool.jwks);
        const given = Object.fromEntries(new URLSearchParams(body.toString("utf8")));
        if (method === "POST" && path === "tokens") return this.tokens(given);
        if (method === "POST" && path === "credentials") return this.session(given);
        return json(404, { message: `${method} ${url}: want POST ${localPath}tokens or POST ${localPath}credentials` });
    }

    // What Cognito publishes below the issuer of a user pool. Nothing else is fetched: this command calls no server.
    private async fetchJson(url: string): Promise<unknown> {
        const [, issuer = "", file] = /^(.*)\/\.well-known\/(openid-configuration|jwks\.json)$/.exec(url) ?? [];
        const pool = poolOfIssuer(issuer);
        if (this.userPool === undefined || !this.pools.some(({ id }) => id === pool?.id))
            throw new Error(`${url} is of no user pool of the stack, and this command calls no other server`);
        return file === "jwks.json" ? this.userPool.jwks : { issuer, jwks_uri: `${issuer}/.well-known/jwks.json` };
    }

    private async tokens(given: Readonly<Record<string, string>>): Promise<GatewayResponse> {
        const form = tokenForm.safeParse(given);
        if (!form.success) return json(400, { message: z.prettifyError(form.error) });
        const {
            username,
            client_id: clientId,
            pool: name,
            scope,
            groups,
            expires_in: expiresInSeconds,
            ...claims
        } = form.data;
        const pool = this.pools.find(({ id }) => name === undefined || id === name);
        if (pool === undefined || this.userPool === undefined) {
            const known = this.pools.map(({ id }) => id).join(", ") || "none";
            return json(400, {
                message: `pool: got ${JSON.stringify(name ?? "")}, want a user pool of the stack: ${known}`,
            });
        }
        const issued = await this.userPool.issue({
            region: pool.region,
            poolId: pool.id,
            clientId,
            username,
            scopes: words(scope),
            groups: words(groups),
            claims: claims as Readonly<Record<string, string>>,
            expiresInSeconds,
        });
        return json(200, issued);
    }

    private session(given: Readonly<Record<string, string>>): GatewayResponse {
        const form = sessionForm.safeParse(given);
        if (!form.success) return json(400, { message: z.prettifyError(form.error) });
        const expiresAt = Date.now() + form.data.expires_in * 1000;
        const issued = this.credentials.issueSession(this.account, form.data.role, expiresAt);
        // The form that `credential_process` of AWS's configuration file reads.
        return json(200, {
            Version: 1,
            AccessKeyId: issued.accessKeyId,
            SecretAccessKey: issued.secretAccessKey,
            SessionToken: issued.sessionToken,
            Expiration: new Date(expiresAt).toISOString(),
        });
    }
}

function userPoolsOf({ operations, stages }: DeployedApi): UserPoolPlace[] {
    const found = new Map<string, UserPoolPlace>();
    for (const { authorization } of operations) {
        if (authorization?.authorizer.type !== "cognito_user_pools") continue;
        for (const arn of authorization.authorizer.providerArns)
            for (const { variables } of Object.values(stages)) {
                const [, , , region = "", , name = ""] = (withStageVariables(arn, variables) ?? "").split(":");
                const [, id = ""] = name.split("/");
                if (id !== "") found.set(id, { region, id });
            }
    }
    return [...found.values()];
}

function words(text: string): string[] {
    return text.split(/[ ,]+/).filter((word) => word !== "");
}

function json(status: number, value: unknown): GatewayResponse {
    const headers = [["Content-Type", "application/json"] as const, ["Cache-Control", "no-store"] as const];
    return { status, headers, body: Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`) };
}
