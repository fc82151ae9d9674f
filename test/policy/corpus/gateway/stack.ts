import { type Declared, type Json, unknown } from "../../engine";

type Props = { readonly [key: string]: Json };

/** An API definition with one cached, one volatile and one writing operation, and a preflight. */
export const definition = {
    openapi: "3.0.1",
    info: { title: "shop", version: "1" },
    paths: {
        "/items/{id}": {
            parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
            get: operation({ cacheKeyParameters: ["method.request.path.id"] }),
            delete: operation({}),
            options: { "x-amazon-apigateway-integration": { type: "mock" } },
        },
        "/items": {
            get: {
                ...operation({ cacheKeyParameters: ["method.request.querystring.page"] }),
                parameters: [{ name: "page", in: "query", schema: { type: "integer" } }],
            },
        },
        "/stock": { get: { ...operation({}), "x-content-freshness": "volatile" } },
    },
    components: { securitySchemes: { api_key: { type: "apiKey", in: "header", name: "x-api-key" } } },
} as const;

/** An operation that requires a key and reaches its backend through a VPC link. */
export function operation(integration: Props) {
    return {
        security: [{ api_key: [] }],
        "x-amazon-apigateway-integration": {
            type: "http_proxy",
            connectionType: "VPC_LINK",
            connectionId: "${stageVariables.shopLink}",
            httpMethod: "GET",
            uri: "http://${stageVariables.shopBackend}/items",
            ...integration,
        },
    };
}

/** Method settings that comply with every rule. */
export const goodSettings = {
    cachingEnabled: true,
    cacheTtlInSeconds: 300,
    requireAuthorizationForCacheControl: true,
    throttlingRateLimit: 1000,
    throttlingBurstLimit: 500,
};

/** Changes to one resource of the stack, by its name; null leaves the resource out. */
export type Changes = { readonly [name: string]: Partial<Omit<Declared, "name">> | null };

/**
 * A whole, compliant gateway at a first preview: ids are unknown, and only dependencies join its parts.
 * Changes replace parts of single resources, properties one by one.
 */
export function gatewayStack(changes: Changes = {}, more: readonly Declared[] = []): Declared[] {
    const changed = base.flatMap((resource) => {
        const change = changes[resource.name];
        if (change === null) return [];
        return [change ? { ...resource, ...change, props: { ...resource.props, ...change.props } } : resource];
    });
    for (const name of Object.keys(changes)) {
        if (!base.some((resource) => resource.name === name)) throw new Error(`"${name}" is not in the stack.`);
    }
    return [...changed, ...more];
}

/** The stack with another definition. */
export const withDefinition = (document: Json, more: readonly Declared[] = []): Declared[] =>
    gatewayStack(
        { api: { props: { body: typeof document === "string" ? document : JSON.stringify(document) } } },
        more,
    );

const base: readonly Declared[] = [
    {
        type: "aws:apigateway/restApi:RestApi",
        name: "api",
        props: { name: "shop", body: JSON.stringify(definition), failOnWarnings: true },
    },
    {
        type: "aws:apigateway/deployment:Deployment",
        name: "deployment",
        props: { restApi: unknown, triggers: { body: "3a7bd3e2360a3d29eea436fcfb7e44c735d117c4" } },
        from: { restApi: ["api"] },
    },
    {
        type: "aws:apigateway/stage:Stage",
        name: "stage",
        props: {
            restApi: unknown,
            deployment: unknown,
            stageName: "Test",
            cacheClusterEnabled: true,
            cacheClusterSize: "0.5",
        },
        from: { restApi: ["api"], deployment: ["deployment"] },
    },
    {
        type: "aws:apigateway/methodSettings:MethodSettings",
        name: "every-method",
        props: { restApi: unknown, stageName: "Test", methodPath: "*/*", settings: goodSettings },
        from: { restApi: ["api"], stageName: ["stage"] },
    },
    {
        type: "aws:apigateway/methodSettings:MethodSettings",
        name: "stock",
        props: {
            restApi: unknown,
            stageName: "Test",
            methodPath: "~1stock/GET",
            settings: { ...goodSettings, cachingEnabled: false },
        },
        from: { restApi: ["api"], stageName: ["stage"] },
    },
    {
        type: "aws:apigateway/usagePlan:UsagePlan",
        name: "plan",
        props: { apiStages: [{ apiId: unknown, stage: "Test" }], throttleSettings: { rateLimit: 100, burstLimit: 50 } },
        from: { apiStages: ["api", "stage"] },
    },
    { type: "aws:apigateway/apiKey:ApiKey", name: "web-key", props: { tags: { client: "web" } } },
    {
        type: "aws:apigateway/usagePlanKey:UsagePlanKey",
        name: "web-in-plan",
        props: { keyId: unknown, keyType: "API_KEY", usagePlanId: unknown },
        from: { keyId: ["web-key"], usagePlanId: ["plan"] },
    },
];

/** Customer side of mutual TLS: what an origin needs, so that a stage of `onlyByCertificate` accepts it. */
export const withCertificate: Props = {
    customOriginConfig: {
        originMtlsConfig: { clientCertificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/1a2b" },
    },
};

/** The stack behind a domain name that demands a client certificate, and no other name. */
export const onlyByCertificate = (more: readonly Declared[]): Declared[] =>
    gatewayStack({ api: { props: { disableExecuteApiEndpoint: true } } }, [
        {
            type: "aws:apigateway/domainName:DomainName",
            name: "domain",
            props: {
                domainName: "origin.example.com",
                mutualTlsAuthentication: { truststoreUri: "s3://trust/ca.pem" },
            },
        },
        {
            type: "aws:apigateway/basePathMapping:BasePathMapping",
            name: "mapping",
            props: { restApi: unknown, stageName: "Test", domainName: "origin.example.com" },
            from: { restApi: ["api"] },
        },
        ...more,
    ]);
