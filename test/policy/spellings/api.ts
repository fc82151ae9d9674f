import type { Json } from "../engine";

export type Props = { readonly [key: string]: Json };

/** The behaviour of an API, whichever way it is written. */
export interface Api {
    readonly hasKey: boolean;
    readonly hasCache: boolean;
    readonly isPrivate: boolean;
    /** Requests per second of the usage plan and of the stage. */
    readonly planRate: number | undefined;
    readonly stageRate: number | undefined;
}

export const digest = "3a7bd3e2360a3d29eea436fcfb7e44c735d117c4";
export const integrationOf = ({ isPrivate }: Api): Props => ({
    type: isPrivate ? "AWS_PROXY" : "HTTP_PROXY",
    uri: isPrivate
        ? "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-central-1:111122223333:function:shop/invocations"
        : "https://shop.example.com/items",
});

export const bodyOf = (api: Api, integration: Props = integrationOf(api)): { readonly [key: string]: Json } => ({
    openapi: "3.0.1",
    info: { title: "shop", version: "1" },
    paths: {
        "/items": {
            get: {
                ...(api.hasKey && { security: [{ api_key: [] }] }),
                "x-amazon-apigateway-integration": { ...integration, httpMethod: "POST" },
            },
        },
    },
    components: { securitySchemes: { api_key: { type: "apiKey", in: "header", name: "x-api-key" } } },
});

export const cluster = ({ hasCache }: Api): Props =>
    hasCache ? { cacheClusterEnabled: true, cacheClusterSize: "0.5" } : {};
export const limits = (rate: number | undefined, name: string, burst: string): Props =>
    rate === undefined ? {} : { [name]: rate, [burst]: 50 };
export const settingsOf = (api: Api): Props => ({
    cachingEnabled: true,
    cacheTtlInSeconds: 300,
    ...limits(api.stageRate, "throttlingRateLimit", "throttlingBurstLimit"),
});
