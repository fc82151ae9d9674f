import assert from "node:assert/strict";
import type { RestAuthorizer } from "../../../openapi/authorizer";
import { deriveBody } from "../../../openapi/derive/body";
import { parseDocument } from "../../../openapi/read/parse";
import { importRejection } from "../../../tools/cloud-simulator/rejections/gateway/import";

const place = { partition: "aws", region: "eu-central-1", accountId: "123456789012" };
const uri = "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions";
const authorizers: Readonly<Record<string, RestAuthorizer>> = {
    bearer: {
        type: "token",
        function: "shop_bearer",
        identityHeader: "Authorization",
        identityPattern: "^Bearer .+",
        ttlSeconds: 300,
    },
    signed: {
        type: "request",
        function: "arn:aws:lambda:eu-central-1:210987654321:function:signed:live",
        identitySources: ["method.request.header.X-Tenant", "context.identity.sourceIp"],
        ttlSeconds: 0,
    },
    users: {
        type: "cognito",
        identityHeader: "Authorization",
        userPools: ["own", "arn:aws:cognito-idp:eu-central-1:123456789012:userpool/eu-central-1_AbCdEf123"],
    },
    iam: { type: "iam" },
};
const text = JSON.stringify({
    openapi: "3.0.3",
    info: { title: "t", version: "1" },
    paths: Object.fromEntries(
        Object.keys(authorizers).map((scheme) => [
            `/${scheme}`,
            { get: { security: [{ [scheme]: scheme === "users" ? ["read"] : [] }], responses: {} } },
        ]),
    ),
    components: {
        securitySchemes: Object.fromEntries(
            Object.keys(authorizers).map((scheme) => [scheme, { type: "http", scheme: "bearer" }]),
        ),
    },
});
const documentOf = () => parseDocument("openapi.yaml", text, undefined, { authorizers, resourceServer: "accounts" });
const bodyOf = () =>
    deriveBody({
        title: "t",
        version: "1",
        apis: [{ name: "accounts", basePath: "/accounts", document: documentOf() }],
        authorizers,
        place,
    });
const { paths, components } = JSON.parse(bodyOf());
const { securitySchemes } = components;

describe("the authorizers of a body", () => {
    it("have the form from which API Gateway creates a TOKEN authorizer", () => {
        assert.deepEqual(securitySchemes.bearer, {
            type: "apiKey",
            in: "header",
            name: "Authorization",
            "x-amazon-apigateway-authtype": "custom",
            "x-amazon-apigateway-authorizer": {
                type: "token",
                authorizerUri: `${uri}/arn:aws:lambda:eu-central-1:123456789012:function:shop_bearer/invocations`,
                authorizerResultTtlInSeconds: 300,
                identityValidationExpression: "^Bearer .+",
            },
        });
    });

    it("have the form from which API Gateway creates a REQUEST authorizer", () => {
        assert.deepEqual(securitySchemes.signed["x-amazon-apigateway-authorizer"], {
            type: "request",
            authorizerUri: `${uri}/arn:aws:lambda:eu-central-1:210987654321:function:signed:live/invocations`,
            authorizerResultTtlInSeconds: 0,
            identitySource: "method.request.header.X-Tenant, context.identity.sourceIp",
        });
    });

    it("name the stack's own user pool by a stage variable, and others by their ARN", () => {
        const { type, providerARNs } = securitySchemes.users["x-amazon-apigateway-authorizer"];
        assert.equal(type, "cognito_user_pools");
        assert.deepEqual(providerARNs, [
            `arn:aws:cognito-idp:eu-central-1:123456789012:userpool/\${stageVariables.userPool}`,
            "arn:aws:cognito-idp:eu-central-1:123456789012:userpool/eu-central-1_AbCdEf123",
        ]);
    });

    it("check signatures by the authorization type alone", () => {
        assert.deepEqual(securitySchemes.iam, {
            type: "apiKey",
            in: "header",
            name: "Authorization",
            "x-amazon-apigateway-authtype": "awsSigv4",
        });
    });

    it("are required together with the key", () => {
        assert.deepEqual(paths["/accounts/users"].get.security, [{ api_key: [], users: ["accounts/read"] }]);
        assert.deepEqual(paths["/accounts/iam"].get.security, [{ api_key: [], iam: [] }]);
    });

    it("key cached responses by what they read", () => {
        const keys = paths["/accounts/bearer"].get["x-amazon-apigateway-integration"].cacheKeyParameters;
        assert.ok(keys.includes("method.request.header.Authorization"), keys.join());
        const signed = paths["/accounts/signed"].get["x-amazon-apigateway-integration"];
        assert.equal(signed.cacheKeyParameters, undefined, "a part of the context is in no cache key");
    });

    it("are in a body that API Gateway imports", () => {
        assert.equal(importRejection(bodyOf()), undefined);
    });

    it("need the place of their functions and of the own user pool", () => {
        const apis = [{ name: "accounts", basePath: "/accounts", document: documentOf() }];
        assert.throws(() => deriveBody({ title: "t", version: "1", apis, authorizers }), /no place is given/);
    });
});
