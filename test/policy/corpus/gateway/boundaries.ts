import type { PolicyName } from "../../../../policy/contract/policy";
import { type Declared, type Json, unknown } from "../../engine";
import type { CleanCase, ViolationCase } from "../case";
import { definition, gatewayStack, goodSettings, operation, withDefinition } from "./stack";

type Props = { readonly [key: string]: Json };

const [r2, r3, r4, keys] = [
    "r2-cached-content",
    "r3-rate-limits",
    "r4-usage-plans",
    "r4-key-on-every-operation",
] as const satisfies readonly PolicyName[];

const breaks = (policy: PolicyName, at: string, reason: string, resources: readonly Declared[]): ViolationCase => ({
    reason,
    policy,
    at,
    resources,
});

/** Each property that a rule reads, and the resource that ignores its changes. */
const checked: readonly (readonly [PolicyName, string, string, also?: PolicyName])[] = [
    [r2, "stage", "cacheClusterSize"],
    [r2, "stage", "canarySettings.useStageCache"],
    [r2, "every-method", "settings", r3],
    [r2, "every-method", "methodPath", r3],
    [r3, "every-method", "settings.throttlingBurstLimit"],
    [r3, "plan", "throttleSettings.rateLimit"],
    [r3, "plan", "apiStages[0].throttles", r4],
    [r3, "web-key", 'tags["client"]'],
    [r3, "web-key", "customerId"],
    [r3, "web-key", "tags"],
    [keys, "api", "apiKeySource"],
    [keys, "api", "putRestApiMode"],
    [r4, "web-key", "enabled"],
    [r4, "web-in-plan", "keyId"],
    [r4, "web-in-plan", "keyType"],
    [r4, "web-in-plan", "usagePlanId"],
    [r4, "deployment", "restApi"],
    [r4, "stage", "deployment"],
    [r4, "stage", "restApi"],
    [r4, "stage", "canarySettings.deploymentId", r2],
];

const every = (settings: Props) =>
    gatewayStack({ "every-method": { props: { settings: { ...goodSettings, ...settings } } } });

const paths = (items: Props): Declared[] => withDefinition({ ...definition, paths: items });

const get = (parameters: Json, keyed: readonly string[] = []) =>
    paths({ "/a": { get: { ...operation({ cacheKeyParameters: keyed }), parameters } } });

const method = (props: Props): Declared => ({
    type: "aws:apigateway/method:Method",
    name: "method",
    props: { restApi: unknown, resourceId: unknown, httpMethod: "POST", authorization: "NONE", ...props },
    from: { restApi: ["api"], resourceId: ["api"] },
});

const plan = (name: string, rateLimit: Json, more: Props = {}): Declared => ({
    type: "aws:apigateway/usagePlan:UsagePlan",
    name,
    props: { apiStages: [{ apiId: unknown, stage: "Test", ...more }], throttleSettings: { rateLimit, burstLimit: 50 } },
    from: { apiStages: ["api", "stage"] },
});

const key = (name: string, props: Props): Declared => ({ type: "aws:apigateway/apiKey:ApiKey", name, props });

const inPlan = (name: string, keyId: string, planName: string): Declared => ({
    type: "aws:apigateway/usagePlanKey:UsagePlanKey",
    name,
    props: { keyId: unknown, keyType: "API_KEY", usagePlanId: unknown },
    from: { keyId: [keyId], usagePlanId: [planName] },
});

const importedKey = (name: string, keyId: string, planName: string): Declared => ({
    type: "aws:apigateway/usagePlanKey:UsagePlanKey",
    name,
    props: { keyId, keyType: "API_KEY", usagePlanId: unknown },
    from: { usagePlanId: [planName] },
});

const open = Object.fromEntries(
    ["a", "b", "c", "d", "e", "f"].map((name) => [`/${name}`, { post: { ...operation({}), security: [] } }]),
);

/** Programs that just violate a rule of the gateway, or would after a change that the engine ignores. */
const gatewayEdgeViolations: readonly ViolationCase[] = [
    ...checked.map(([policy, at, property, also]) => ({
        ...breaks(
            policy,
            at,
            `ignored changes of ${property} of ${at}`,
            gatewayStack({ [at]: { ignoreChanges: ["description", property] } }),
        ),
        also: also ? [{ policy: also, at }] : [],
    })),
    {
        ...breaks(keys, "method", "ignored changes of a Method's need of a key", [
            { ...method({ apiKeyRequired: true }), from: {}, ignoreChanges: ["apiKeyRequired"] },
        ]),
        also: [{ policy: "r2-cached-content", at: "method" }],
    },
    {
        ...breaks(keys, "method", "ignored changes of a Method's verb", [
            { ...method({ apiKeyRequired: true }), from: {}, ignoreChanges: ["httpMethod"] },
        ]),
        also: [{ policy: "r2-cached-content", at: "method" }],
    },
    breaks(
        r2,
        "stage",
        "a cache whose size is an empty string",
        gatewayStack({ stage: { props: { cacheClusterSize: "" } } }),
    ),
    breaks(r2, "every-method", "only the time to live is unknown", every({ cacheTtlInSeconds: unknown })),
    breaks(
        r2,
        "every-method",
        "only the permission to flush the cache is unknown",
        every({ requireAuthorizationForCacheControl: unknown }),
    ),
    {
        ...breaks(
            r2,
            "stage",
            "one GET without settings",
            withDefinition({ ...definition, paths: { "/items": definition.paths["/items"] } }).filter(
                ({ name }) => name !== "every-method",
            ),
        ),
        also: [{ policy: "r3-rate-limits", at: "stage" }],
    },
    {
        ...breaks(r2, "stage", "two GETs without settings", gatewayStack({ "every-method": null })),
        also: [{ policy: "r3-rate-limits", at: "stage" }],
    },
    {
        ...breaks(r2, "nameless", "a stage without a known name, of an API outside the stack", [
            { type: "aws:apigateway/stage:Stage", name: "nameless", props: { restApi: "abc", stageName: unknown } },
        ]),
        also: [
            { policy: "r3-rate-limits", at: "nameless" },
            { policy: "r4-usage-plans", at: "nameless" },
        ],
    },
    breaks(
        r2,
        "api",
        "two query parameters and the caller's token are not in the key",
        get([
            { name: "page", in: "query" },
            { name: "size", in: "query" },
            { name: "authorization", in: "header" },
            { name: "Accept", in: "header" },
            { name: "session", in: "cookie" },
        ]),
    ),
    {
        ...breaks(r2, "every-method", "a cache key that lacks a parameter where caching is also off", [
            ...get([{ name: "page", in: "query" }]).filter(({ name }) => name !== "every-method" && name !== "stock"),
            ...every({ cachingEnabled: false }).filter(({ name }) => name === "every-method"),
        ]),
        also: [{ policy: "r2-cached-content", at: "api" }],
    },
    breaks(
        r2,
        "cased",
        "settings in another case, for Methods as separate resources",
        gatewayStack({ api: { props: { body: null } }, stock: null }, [
            {
                type: "aws:apigateway/resource:Resource",
                name: "items",
                props: { restApi: unknown, parentId: unknown, pathPart: "items" },
                from: { restApi: ["api"], parentId: ["api"] },
            },
            {
                ...method({ httpMethod: "GET", apiKeyRequired: true }),
                from: { restApi: ["api"], resourceId: ["items"] },
            },
            {
                type: "aws:apigateway/methodSettings:MethodSettings",
                name: "cased",
                props: { restApi: unknown, stageName: "Test", methodPath: "Items/GET", settings: goodSettings },
                from: { restApi: ["api"], stageName: ["stage"] },
            },
        ]),
    ),
    {
        ...breaks(r3, "more-key", "a client of two plans, one of them beyond the limit by itself", [
            ...gatewayStack({ "web-key": { props: { tags: { client: "other" } } } }),
            plan("large", 150_000),
            plan("small", 100),
            key("more-key", { tags: { client: "web" } }),
            inPlan("more-in-large", "more-key", "large"),
            inPlan("more-in-small", "more-key", "small"),
        ]),
        also: [{ policy: "r3-rate-limits", at: "large" }],
    },
    breaks(r3, "web-key", "a customer's two keys, together beyond the limit", [
        ...gatewayStack({ "web-key": { props: { tags: { client: "" }, customerId: "acme" } } }),
        plan("large", 99_950),
        key("more-key", { customerId: "acme" }),
        inPlan("more-in-large", "more-key", "large"),
    ]),
    {
        ...breaks(r3, "web-key", "a negative rate that would offset another one", [
            ...gatewayStack(),
            plan("negative", -50_000),
            plan("large", 99_950),
            inPlan("web-in-negative", "web-key", "negative"),
            inPlan("web-in-large", "web-key", "large"),
        ]),
        also: [{ policy: "r3-rate-limits", at: "negative" }],
    },
    breaks(r3, "web-key", "rates of single methods on top of the plan's", [
        ...gatewayStack(),
        plan("large", 60_000, { throttles: [{ path: "/items/GET", rateLimit: 50_000, burstLimit: 50 }] }),
        inPlan("web-in-large", "web-key", "large"),
    ]),
    {
        ...breaks(r3, "import-1", "one imported key in two plans", [
            ...gatewayStack(),
            plan("large", 60_000),
            plan("larger", 70_000),
            importedKey("import-1", "abc", "large"),
            importedKey("import-2", "abc", "larger"),
        ]),
        also: [
            { policy: "r4-usage-plans", at: "large" },
            { policy: "r4-usage-plans", at: "larger" },
            { policy: "r4-usage-plans", at: "import-1" },
            { policy: "r4-usage-plans", at: "import-2" },
        ],
    },
    {
        ...breaks(r4, "import-2", "two imported keys that are not one client", [
            ...gatewayStack(),
            plan("large", 60_000),
            importedKey("import-1", "abc", "large"),
            importedKey("import-2", "def", "large"),
            {
                ...importedKey("import-3", "x", "large"),
                props: { keyId: unknown, keyType: "API_KEY", usagePlanId: unknown },
            },
            {
                ...importedKey("import-4", "x", "large"),
                props: { keyId: unknown, keyType: "API_KEY", usagePlanId: unknown },
            },
        ]),
        also: [
            { policy: "r4-usage-plans", at: "large" },
            { policy: "r4-usage-plans", at: "import-1" },
            { policy: "r4-usage-plans", at: "import-3" },
            { policy: "r4-usage-plans", at: "import-4" },
        ],
    },
    breaks(r3, "torn", "an attachment to two plans at once", [
        ...gatewayStack(),
        plan("large", 60_000),
        { ...inPlan("torn", "web-key", "plan"), from: { keyId: ["web-key"], usagePlanId: ["plan", "large"] } },
    ]),
    breaks(keys, "api", "six operations without a key", paths(open)),
    breaks(
        keys,
        "api",
        "a key source that is not a valid value",
        withDefinition({ ...definition, "x-amazon-apigateway-api-key-source": ["HEADER"] }),
    ),
    {
        ...breaks(r4, "route", "a route of an API outside the stack alongside an API in this stack", [
            { type: "aws:apigatewayv2/api:Api", name: "http", props: { protocolType: "HTTP" } },
            {
                type: "aws:apigatewayv2/route:Route",
                name: "own-route",
                props: { apiId: unknown, routeKey: "GET /" },
                from: { apiId: ["http"] },
            },
            { type: "aws:apigatewayv2/route:Route", name: "route", props: { apiId: "abc", routeKey: "GET /" } },
        ]),
        also: [
            { policy: "r4-usage-plans", at: "http" },
            { policy: "r2-cached-content", at: "http" },
        ],
    },
    breaks(
        r4,
        "deployment",
        "a trigger of 64 characters that is not a digest",
        gatewayStack({ deployment: { props: { triggers: { on: "x y ".repeat(16) } } } }),
    ),
    breaks(
        r4,
        "deployment",
        "triggers that are not strings",
        gatewayStack({ deployment: { props: { triggers: { on: { length: 100 } } } } }),
    ),
    breaks(
        r4,
        "deployment",
        "unknown triggers that depend on something else",
        gatewayStack({
            deployment: { props: { triggers: unknown }, from: { restApi: ["api"], triggers: ["web-key"] } },
        }),
    ),
];

const harmless = (reason: string, resources: readonly Declared[]): CleanCase => ({ reason, resources });

const secondStage: readonly Declared[] = [
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
        type: "aws:apigateway/methodSettings:MethodSettings",
        name: "second-every-method",
        props: { restApi: unknown, stageName: "Prod", methodPath: "*/*", settings: goodSettings },
        from: { restApi: ["api"], stageName: ["second"] },
    },
    {
        type: "aws:apigateway/usagePlan:UsagePlan",
        name: "second-plan",
        props: { apiStages: [{ apiId: unknown, stage: "Prod" }], throttleSettings: { rateLimit: 100, burstLimit: 50 } },
        from: { apiStages: ["api", "second"] },
    },
    inPlan("web-in-second", "web-key", "second-plan"),
];

/** Deployed snapshots that no rule checked, and responses that no cache stores. */
const servedViolations: readonly ViolationCase[] = [
    breaks(
        r4,
        "stage",
        "a canary that serves a deployment outside this stack",
        gatewayStack({ stage: { props: { canarySettings: { deploymentId: "a1b2c3", useStageCache: true } } } }),
    ),
    breaks(
        r4,
        "stage",
        "a canary whose deployment is unknown and comes from outside the stack",
        gatewayStack({
            stage: {
                props: { canarySettings: { deploymentId: unknown, useStageCache: true } },
                from: { restApi: ["api"], deployment: ["deployment"], canarySettings: ["web-key"] },
            },
        }),
    ),
    {
        ...breaks(r4, "stage", "a stage that stays with an older deployment", [
            ...gatewayStack({ stage: { props: { deployment: "a1b2c3" }, from: { restApi: ["api"] } } }),
        ]),
        also: [{ policy: "r2-cached-content", at: "deployment" }],
    },
    {
        ...breaks(
            r4,
            "stage",
            "a stage without a deployment",
            gatewayStack({ stage: { props: { deployment: null }, from: { restApi: ["api"] } } }),
        ),
        also: [{ policy: "r2-cached-content", at: "deployment" }],
    },
    breaks(
        r2,
        "api",
        "a response that is streamed",
        paths({ "/a": { get: operation({ responseTransferMode: "STREAM" }) } }),
    ),
    breaks(r2, "call", "a Method whose response may be streamed", [
        ...gatewayStack(),
        { ...method({ httpMethod: "GET", apiKeyRequired: true }) },
        {
            type: "aws:apigateway/integration:Integration",
            name: "call",
            props: {
                restApi: unknown,
                resourceId: unknown,
                httpMethod: "GET",
                type: "HTTP_PROXY",
                connectionType: "VPC_LINK",
                connectionId: unknown,
                responseTransferMode: unknown,
            },
            from: { restApi: ["api"], resourceId: ["api"] },
        },
    ]),
    breaks(r4, "method", "a second integration behind a preflight's mock", [
        ...gatewayStack(),
        method({ httpMethod: "OPTIONS" }),
        ...["MOCK", "HTTP_PROXY"].map(
            (type): Declared => ({
                type: "aws:apigateway/integration:Integration",
                name: type,
                props: {
                    restApi: unknown,
                    resourceId: unknown,
                    httpMethod: "OPTIONS",
                    type,
                    connectionType: "VPC_LINK",
                    connectionId: unknown,
                },
                from: { restApi: ["api"], resourceId: ["api"] },
            }),
        ),
    ]),
];

/** Programs that just comply with every rule of the gateway. */
export const clean: readonly CleanCase[] = [
    harmless(
        "ignored changes of properties that no rule reads",
        gatewayStack().map((resource) => ({ ...resource, ignoreChanges: ["description", "variables.x"] })),
    ),
    harmless("the maximum time to live", every({ cacheTtlInSeconds: 3600 })),
    harmless(
        "explicit defaults",
        gatewayStack({
            api: { props: { apiKeySource: "HEADER", putRestApiMode: "overwrite" } },
            stage: { props: { canarySettings: null } },
            "web-key": { props: { enabled: true } },
        }),
    ),
    harmless(
        "an explicit key source in the definition",
        withDefinition({ ...definition, "x-amazon-apigateway-api-key-source": "HEADER" }),
    ),
    harmless("headers that the response does not depend on", get([{ name: "X-Trace", in: "header" }])),
    harmless(
        "the caller's token in the cache key",
        get([{ name: "Authorization", in: "header" }], ["method.request.header.Authorization"]),
    ),
    harmless(
        "a canary of this stack's own deployment",
        gatewayStack({
            stage: {
                props: { canarySettings: { deploymentId: unknown, useStageCache: true } },
                from: { restApi: ["api"], deployment: ["deployment"], canarySettings: ["deployment"] },
            },
        }),
    ),
    harmless("a response that is buffered", paths({ "/a": { get: operation({ responseTransferMode: "BUFFERED" }) } })),
    harmless("a plan for each of two stages", [...gatewayStack(), ...secondStage]),
    harmless("a client at two plans, together at the limit", [
        ...gatewayStack(),
        plan("large", 99_900),
        inPlan("web-in-large", "web-key", "large"),
    ]),
    harmless("unnamed clients, which count separately", [
        ...gatewayStack({ "web-key": { props: { tags: null } } }),
        plan("large", 99_950),
        key("more-key", { tags: {}, customerId: "" }),
        inPlan("more-in-large", "more-key", "large"),
    ]),
    harmless("a plan whose rate for one method is at the limit with its own", [
        ...gatewayStack(),
        plan("large", 50_000, { throttles: [{ path: "/items/GET", rateLimit: 49_900, burstLimit: 50 }] }),
        inPlan("web-in-large", "web-key", "large"),
    ]),
    harmless(
        "a trigger longer than any date",
        gatewayStack({ deployment: { props: { triggers: { on: "x y z".repeat(13) } } } }),
    ),
    harmless(
        "an engine that reports dependencies only for whole resources",
        gatewayStack({
            stage: { from: {}, dependsOn: ["api", "deployment"] },
            deployment: { from: {}, dependsOn: ["api"] },
        }),
    ),
    harmless(
        "a stage of an API inside a component",
        gatewayStack({ stage: { from: { restApi: ["gateway"], deployment: ["deployment"] } } }, [
            { type: "acme:web:Gateway", name: "gateway" },
        ]).map((resource) => (resource.name === "api" ? { ...resource, parent: "gateway" } : resource)),
    ),
];

/** All violations of this file. */
export const violations: readonly ViolationCase[] = [...gatewayEdgeViolations, ...servedViolations];
