import { randomUUID } from "node:crypto";
import type { AuthorizationDependencies } from "../../../../tools/gateway-emulator/authorization/authorization";
import { CredentialStore } from "../../../../tools/gateway-emulator/authorization/local-credentials";
import { LocalUserPool, type TokenRequest } from "../../../../tools/gateway-emulator/authorization/local-user-pool";
import type { GatewayDependencies } from "../../../../tools/gateway-emulator/gateway";
import type { NodeFunctionResult } from "../../../../tools/gateway-emulator/integration/lambda/node-function";
import type { DeployedApi } from "../../../../tools/gateway-emulator/state/deployed-api";
import type { PermittedFunction } from "../../../../tools/gateway-emulator/state/node-functions";
import { readBody } from "../../../../tools/gateway-emulator/state/read-body";
import { type Bench, bench, sampleApi, stage } from "../sample-api";

export const account = "123456789012";
export const region = "eu-central-1";
export const executionArn = `arn:aws:execute-api:${region}:${account}:api1`;
export const poolId = `${region}_Abc123456`;

const invocations = `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions`;
const uri = `${invocations}/arn:aws:lambda:${region}:${account}:function:shop-token/invocations`;
const scheme = (authtype: string, authorizer?: object, name = "Authorization") => ({
    type: "apiKey",
    in: "header",
    name,
    "x-amazon-apigateway-authtype": authtype,
    ...(authorizer && { "x-amazon-apigateway-authorizer": authorizer }),
});

/** Security schemes as API Gateway imports them. */
export const schemes = {
    api_key: { type: "apiKey", in: "header", name: "x-api-key" },
    token: scheme("custom", {
        type: "token",
        authorizerUri: uri,
        authorizerResultTtlInSeconds: 300,
        identityValidationExpression: "Bearer .+",
    }),
    request: scheme(
        "custom",
        {
            type: "request",
            authorizerUri: uri,
            authorizerResultTtlInSeconds: 300,
            identitySource: "method.request.header.X-Tenant, method.request.querystring.t, context.identity.sourceIp",
        },
        "Unused",
    ),
    unkept: scheme("custom", { type: "request", authorizerUri: uri, authorizerResultTtlInSeconds: 0 }, "Unused"),
    pool: scheme("cognito_user_pools", {
        type: "cognito_user_pools",
        providerARNs: [`arn:aws:cognito-idp:${region}:${account}:userpool/\${stageVariables.userPool}`],
    }),
    iam: scheme("awsSigv4"),
};

const integration = {
    type: "http_proxy",
    httpMethod: "ANY",
    uri: "http://${stageVariables.host}/all",
    connectionType: "VPC_LINK",
    connectionId: "${stageVariables.link}",
    cacheKeyParameters: ["method.request.header.Authorization"],
};

/** A body in which each path has the requirements that are given for it. */
export function bodyOf(paths: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>): string {
    const items = Object.entries(paths).map(([path, requirement]) => {
        const operation = {
            ...(Object.keys(requirement).length > 0 && { security: [requirement] }),
            "x-amazon-apigateway-integration": integration,
            responses: {},
        };
        return [path, { get: operation, post: operation }];
    });
    const components = { securitySchemes: schemes };
    return JSON.stringify({ openapi: "3.0.1", info: {}, paths: Object.fromEntries(items), components });
}

export const paths = {
    "/open": {},
    "/token": { token: [] },
    "/token/{id}": { token: [] },
    "/keyed": { api_key: [], token: [] },
    "/request": { request: [] },
    "/unkept": { unkept: [] },
    "/pool": { pool: [] },
    "/scoped": { pool: ["shop/read", "shop/write"] },
    "/iam": { iam: [] },
    "/iam/{id}": { iam: [] },
};

export const tokenFunction: PermittedFunction = {
    name: "shop-token",
    arn: `arn:aws:lambda:${region}:${account}:function:shop-token`,
    folder: "/nowhere",
    handler: "index.handler",
    runtime: "nodejs24.x",
    environment: {},
    timeoutInMillis: 10_000,
    memory: 256,
    permits: { "": [`${executionArn}/authorizers/*`] },
};

/** An API with every kind of authorizer. */
export function authorizedApi(changes: Partial<DeployedApi> = {}): DeployedApi {
    const variables = { ...stage.variables, userPool: poolId };
    return sampleApi({
        ...readBody(bodyOf(paths)),
        executionArn,
        stages: { Test: { ...stage, variables }, live: { ...stage, name: "live", variables } },
        nodeFunctions: { "shop-token": tokenFunction },
        ...changes,
    });
}

/** Represents a function: returns its result for an event, or throws its error. */
export type Decide = (event: Readonly<Record<string, unknown>>) => unknown;

/** A policy that a function returns. */
export function policyOf(Effect: "Allow" | "Deny", Resource: string | readonly string[], others: object = {}) {
    const Statement = [{ Action: "execute-api:Invoke", Effect, Resource }];
    return { principalId: "user-1", policyDocument: { Version: "2012-10-17", Statement }, ...others };
}

/** A gateway with authorizers, and the events that its function received. */
export interface AuthorizedBench extends Bench {
    readonly events: Readonly<Record<string, unknown>>[];
    readonly credentials: CredentialStore;
}

/** Creates a gateway whose authorizers' function decides by a callback of the test. */
export function authorizedBench(
    decide: Decide,
    changes: Partial<DeployedApi> = {},
    others: AuthorizationDependencies & Partial<GatewayDependencies> = {},
): AuthorizedBench {
    const events: Readonly<Record<string, unknown>>[] = [];
    const credentials = new CredentialStore();
    const { poolKeys, ...rest } = others;
    const made = bench(authorizedApi(changes), {
        authorization: {
            credentials,
            ...(poolKeys && { poolKeys }),
            invokeFunction: async (_, event) => {
                events.push(event as Readonly<Record<string, unknown>>);
                return resultOf(decide, event as Readonly<Record<string, unknown>>);
            },
        },
        ...rest,
    });
    return Object.assign(made, { events, credentials });
}

function resultOf(decide: Decide, event: Readonly<Record<string, unknown>>): NodeFunctionResult {
    try {
        return { kind: "payload", payload: JSON.stringify(decide(event) ?? null) };
    } catch (error) {
        const errorMessage = error instanceof Error ? error.message : String(error);
        return { kind: "function error", reason: errorMessage, payload: JSON.stringify({ errorMessage }) };
    }
}

/** Allows every method of the API. */
export const allowAll: Decide = () => policyOf("Allow", `${executionArn}/*`);

/** The user pool of all tests of a process: keys take time to generate. */
let pool: Promise<LocalUserPool> | undefined;
let poolTime = 0;

/** Issues tokens of the local user pool at a time in milliseconds. */
export async function tokensAt(now: number, request: Partial<TokenRequest> = {}) {
    pool ??= LocalUserPool.create(randomUUID, () => poolTime);
    const local = await pool;
    poolTime = now;
    const issued = await local.issue({
        region,
        poolId,
        clientId: "client-1",
        username: "ada",
        scopes: ["shop/read", "openid"],
        groups: ["staff", "admins"],
        claims: { email: "ada@example.com" },
        expiresInSeconds: 3600,
        ...request,
    });
    return { ...issued, poolKeys: local.keys };
}
