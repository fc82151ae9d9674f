import { type Declared, type Json, unknown } from "../../engine";
import type { ViolationCase } from "../case";
import { definition, gatewayStack, goodSettings, operation, withDefinition } from "./stack";

const breaks = (reason: string, at: string, resources: readonly Declared[]): ViolationCase => ({
    reason,
    policy: "r2-cached-content",
    at,
    resources,
});

const paths = (items: { readonly [path: string]: Json }): Declared[] => withDefinition({ ...definition, paths: items });

const stage = (props: { readonly [key: string]: Json }) => gatewayStack({ stage: { props } });

const everyMethod = (settings: { readonly [key: string]: Json }) =>
    gatewayStack({ "every-method": { props: { settings: { ...goodSettings, ...settings } } } });

const without = (key: keyof typeof goodSettings) => {
    const { [key]: _left, ...settings } = goodSettings;
    return gatewayStack({ "every-method": { props: { settings } } });
};

const settings = (name: string, methodPath: Json, changes: { readonly [key: string]: Json } = {}): Declared => ({
    type: "aws:apigateway/methodSettings:MethodSettings",
    name,
    props: { restApi: unknown, stageName: "Test", methodPath, settings: { ...goodSettings, ...changes } },
    from: { restApi: ["api"], stageName: ["stage"] },
});

const idParameter = [{ name: "id", in: "path", required: true }];

/** Stages and operations whose content bypasses the cache. */
export const violations: readonly ViolationCase[] = [
    breaks("a stage without a cache", "stage", stage({ cacheClusterEnabled: false })),
    breaks("a stage without a cache setting", "stage", stage({ cacheClusterEnabled: null })),
    breaks("a cache without a size", "stage", stage({ cacheClusterSize: null })),
    breaks("an unknown cache", "stage", stage({ cacheClusterEnabled: unknown })),
    breaks("an unknown size", "stage", stage({ cacheClusterSize: unknown })),
    breaks(
        "ignored changes of the cache",
        "stage",
        gatewayStack({ stage: { ignoreChanges: ["cacheClusterEnabled"] } }),
    ),
    breaks("caching is off", "every-method", everyMethod({ cachingEnabled: false })),
    breaks("caching is not set", "every-method", without("cachingEnabled")),
    breaks("caching is unknown", "every-method", everyMethod({ cachingEnabled: unknown })),
    {
        ...breaks(
            "settings are unknown",
            "every-method",
            gatewayStack({ "every-method": { props: { settings: unknown } } }),
        ),
        also: [{ policy: "r3-rate-limits", at: "every-method" }],
    },
    breaks("a time to live of 0", "every-method", everyMethod({ cacheTtlInSeconds: 0 })),
    breaks("a negative time to live", "every-method", everyMethod({ cacheTtlInSeconds: -1 })),
    breaks("a time to live that is not set", "every-method", without("cacheTtlInSeconds")),
    breaks("a time to live as a string", "every-method", everyMethod({ cacheTtlInSeconds: "300" })),
    breaks("a time to live above API Gateway's maximum", "every-method", everyMethod({ cacheTtlInSeconds: 3601 })),
    breaks(
        "any client may flush the cache",
        "every-method",
        everyMethod({ requireAuthorizationForCacheControl: false }),
    ),
    breaks("permission to flush the cache is not set", "every-method", without("requireAuthorizationForCacheControl")),
    breaks(
        "ignored changes of the settings",
        "every-method",
        gatewayStack({ "every-method": { ignoreChanges: ["settings.cachingEnabled"] } }),
    ),
    {
        ...breaks("no settings at all", "stage", gatewayStack({ "every-method": null, stock: null })),
        also: [{ policy: "r3-rate-limits", at: "stage" }],
    },
    breaks(
        "settings of a path leave caching out",
        "off",
        gatewayStack({}, [settings("off", "~1items/GET", { cachingEnabled: false })]),
    ),
    breaks(
        "settings of a path without caching, in the other notation",
        "off",
        gatewayStack({}, [settings("off", "items/GET", { cachingEnabled: false })]),
    ),
    breaks(
        "a nested path in API Gateway's notation",
        "off",
        gatewayStack({}, [settings("off", "~1items~1{id}/GET", { cachingEnabled: false })]),
    ),
    breaks(
        "a nested path in the provider's notation",
        "off",
        gatewayStack({}, [settings("off", "items/{id}/GET", { cacheTtlInSeconds: 0 })]),
    ),
    breaks(
        "two settings for one path, in two spellings",
        "again",
        gatewayStack({}, [settings("once", "items/GET"), settings("again", "~1items/GET")]),
    ),
    {
        ...breaks("an unknown path", "off", gatewayStack({}, [settings("off", unknown, { cachingEnabled: false })])),
        also: [{ policy: "r3-rate-limits", at: "off" }],
    },
    breaks(
        "settings of a stage outside the stack",
        "elsewhere",
        gatewayStack({}, [
            {
                ...settings("elsewhere", "*/*"),
                props: { restApi: unknown, stageName: "Prod", methodPath: "*/*", settings: goodSettings },
                from: { restApi: ["api"] },
            },
        ]),
    ),
    {
        ...breaks(
            "a canary without the stage's cache",
            "stage",
            stage({ canarySettings: { deploymentId: "d", percentTraffic: 50 } }),
        ),
        also: [{ policy: "r4-usage-plans", at: "stage" }],
    },
    breaks("a canary that bypasses the cache", "stage", stage({ canarySettings: { useStageCache: false } })),
    breaks("unknown canary settings", "stage", stage({ canarySettings: unknown })),
    {
        ...breaks(
            "a second stage without a cache",
            "second",
            gatewayStack({}, [
                {
                    type: "aws:apigateway/stage:Stage",
                    name: "second",
                    props: { restApi: unknown, deployment: unknown, stageName: "Prod" },
                    from: { restApi: ["api"], deployment: ["deployment"] },
                },
            ]),
        ),
        also: [
            { policy: "r3-rate-limits", at: "second" },
            { policy: "r4-usage-plans", at: "second" },
        ],
    },
    {
        ...breaks(
            "a deployment without a stage",
            "loose",
            gatewayStack({}, [
                {
                    type: "aws:apigateway/deployment:Deployment",
                    name: "loose",
                    props: { restApi: unknown },
                    from: { restApi: ["api"] },
                },
            ]),
        ),
        also: [{ policy: "r4-usage-plans", at: "loose" }],
    },
    {
        ...breaks(
            "a stage of an API outside the stack",
            "foreign",
            gatewayStack({}, [
                {
                    type: "aws:apigateway/stage:Stage",
                    name: "foreign",
                    props: { restApi: "abc", deployment: "d", stageName: "Test2" },
                },
            ]),
        ),
        also: [
            { policy: "r3-rate-limits", at: "foreign" },
            { policy: "r4-usage-plans", at: "foreign" },
        ],
    },
    breaks(
        "a deployment that creates its own stage",
        "deployment",
        gatewayStack({ deployment: { props: { stageName: "Prod" } } }),
    ),
    {
        ...breaks("an unknown definition", "api", gatewayStack({ api: { props: { body: unknown } } })),
        also: [
            { policy: "r1-private-backend", at: "api" },
            { policy: "r4-key-on-every-operation", at: "api" },
        ],
    },
    breaks(
        "a path variable that is not in the key",
        "api",
        paths({ "/items/{id}": { get: { ...operation({}), parameters: idParameter } } }),
    ),
    breaks("an undeclared path variable", "api", paths({ "/items/{id}": { get: operation({}) } })),
    breaks(
        "a query parameter that is not in the key",
        "api",
        paths({ "/items": { get: { ...operation({}), parameters: [{ name: "page", in: "query" }] } } }),
    ),
    breaks(
        "a parameter of the path that is not in the key",
        "api",
        paths({ "/items": { parameters: [{ name: "page", in: "query" }], get: operation({}) } }),
    ),
    breaks(
        "a parameter by reference that is not in the key",
        "api",
        withDefinition({
            ...definition,
            components: { ...definition.components, parameters: { page: { name: "page", in: "query" } } },
            paths: { "/items": { get: { ...operation({}), parameters: [{ $ref: "#/components/parameters/page" }] } } },
        }),
    ),
    breaks(
        "a response that depends on the caller",
        "api",
        withDefinition({
            ...definition,
            components: {
                securitySchemes: {
                    ...definition.components.securitySchemes,
                    user: {
                        type: "apiKey",
                        in: "header",
                        name: "Authorization",
                        "x-amazon-apigateway-authtype": "custom",
                    },
                },
            },
            paths: { "/me": { get: { ...operation({}), security: [{ api_key: [], user: [] }] } } },
        }),
    ),
    breaks("any method hides the GET", "api", paths({ "/items": { "x-amazon-apigateway-any-method": operation({}) } })),
    breaks("a greedy variable that is not in the key", "api", paths({ "/{proxy+}": { get: operation({}) } })),
    breaks(
        "an extension similar to the one for volatile content",
        "api",
        paths({ "/items/{id}": { get: { ...operation({}), "x-content-freshness": "Volatile" } } }),
    ),
    breaks(
        "a Method whose verb is unknown",
        "method",
        gatewayStack({}, [
            {
                type: "aws:apigateway/method:Method",
                name: "method",
                props: { restApi: unknown, httpMethod: unknown, apiKeyRequired: true, authorization: "NONE" },
                from: { restApi: ["api"], resourceId: ["api"] },
            },
        ]),
    ),

    breaks(
        "a Method whose query parameter is not in the key",
        "get-items",
        gatewayStack({}, [
            {
                type: "aws:apigateway/method:Method",
                name: "get-items",
                props: {
                    restApi: unknown,
                    httpMethod: "GET",
                    apiKeyRequired: true,
                    authorization: "NONE",
                    requestParameters: { "method.request.querystring.page": false },
                },
                from: { restApi: ["api"], resourceId: ["api"] },
            },
        ]),
    ),
    breaks(
        "settings whose stage differs from the stage's name",
        "elsewhere",
        gatewayStack({}, [
            {
                ...settings("elsewhere", "*/*"),
                props: { restApi: unknown, stageName: "Test2", methodPath: "*/*", settings: goodSettings },
            },
        ]),
    ),
    {
        ...breaks("a key that lacks a variable, at two stages, reported once", "api", [
            ...paths({ "/items/{id}": { get: operation({}) } }),
            {
                type: "aws:apigateway/stage:Stage",
                name: "second",
                props: {
                    restApi: unknown,
                    deployment: unknown,
                    stageName: "Prod",
                    cacheClusterEnabled: true,
                    cacheClusterSize: "0.5",
                },
                from: { restApi: ["api"], deployment: ["deployment"] },
            },
            {
                ...settings("second-every-method", "*/*"),
                props: { restApi: unknown, stageName: "Prod", methodPath: "*/*", settings: goodSettings },
                from: { restApi: ["api"], stageName: ["second"] },
            },
        ]),
        also: [{ policy: "r4-usage-plans", at: "second" }],
    },
    breaks(
        "a wildcard in part of a path",
        "part",
        gatewayStack({}, [settings("part", "~1items~1*/GET", { cachingEnabled: false })]),
    ),
    breaks(
        "a wildcard for the path alone",
        "part",
        gatewayStack({}, [settings("part", "*/GET", { cachingEnabled: false })]),
    ),
    {
        ...breaks(
            "settings under a base path that an import prepends",
            "based",
            gatewayStack({ api: { props: { parameters: { basepath: "prepend" } } } }, [
                settings("based", "~1v1~1items/GET", { cachingEnabled: false }),
            ]),
        ),
        also: [{ policy: "r2-cached-content", at: "stock" }],
    },
    breaks(
        "settings in another case",
        "cased",
        gatewayStack({}, [settings("cased", "Items/get", { cachingEnabled: false })]),
    ),
    breaks("a Method of an API that is looked up by its id", "foreign", [
        {
            type: "aws:apigateway/method:Method",
            name: "foreign",
            props: {
                restApi: "abc",
                resourceId: "def",
                httpMethod: "GET",
                apiKeyRequired: true,
                authorization: "NONE",
            },
        },
    ]),
    breaks(
        "a greedy path of any method alongside a cached one",
        "api",
        paths({
            "/items": { get: operation({}) },
            "/{proxy+}": { "x-amazon-apigateway-any-method": operation({}) },
        }),
    ),
    {
        ...breaks(
            "settings for another API's stage with the same name",
            "stage",
            gatewayStack({ "every-method": null, stock: null }, [
                {
                    type: "aws:apigateway/restApi:RestApi",
                    name: "other",
                    props: { body: JSON.stringify({ openapi: "3.0.1", paths: {} }) },
                },
                {
                    ...settings("others-every-method", "*/*"),
                    from: { restApi: ["other"], stageName: ["stage"] },
                },
            ]),
        ),
        also: [
            { policy: "r2-cached-content", at: "others-every-method" },
            { policy: "r3-rate-limits", at: "stage" },
        ],
    },
    breaks(
        "the extension for volatile content on the path instead of the operation",
        "api",
        paths({
            "/items/{id}": { "x-content-freshness": "volatile", get: operation({}) },
        }),
    ),
];
