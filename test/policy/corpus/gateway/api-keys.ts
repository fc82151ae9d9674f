import { type Declared, type Json, unknown } from "../../engine";
import type { ViolationCase } from "../case";
import { definition, gatewayStack, operation, withDefinition } from "./stack";

type Props = { readonly [key: string]: Json };

const open = (reason: string, resources: readonly Declared[], at = "api"): ViolationCase => ({
    reason,
    policy: "r4-key-on-every-operation",
    at,
    resources,
});

const method = (changes: Props, root: Props = {}): Declared[] =>
    withDefinition({ ...definition, ...root, paths: { "/items": { post: { ...operation({}), ...changes } } } });

const scheme = (changes: Props): Declared[] =>
    withDefinition({
        ...definition,
        components: { securitySchemes: { api_key: { ...definition.components.securitySchemes.api_key, ...changes } } },
    });

const path = (item: Json): Declared[] => withDefinition({ ...definition, paths: { "/items": item } });

const keyless = { "x-amazon-apigateway-integration": operation({})["x-amazon-apigateway-integration"] };

const yamlDefinition = `openapi: 3.0.1
x-open: &open
  get: { x-amazon-apigateway-integration: { type: mock } }
paths:
  /items:
    <<: *open
`;

const socket: Declared = { type: "aws:apigatewayv2/api:Api", name: "ws", props: { protocolType: "WEBSOCKET" } };
const route = (props: { readonly [key: string]: Json }): Declared => ({
    type: "aws:apigatewayv2/route:Route",
    name: "connect",
    props: { apiId: unknown, routeKey: "$connect", apiKeyRequired: true, ...props },
    from: { apiId: ["ws"] },
});
const socketStage: Declared = {
    type: "aws:apigatewayv2/stage:Stage",
    name: "ws-stage",
    props: {
        apiId: unknown,
        name: "live",
        autoDeploy: true,
        defaultRouteSettings: { throttlingRateLimit: 100, throttlingBurstLimit: 50 },
    },
    from: { apiId: ["ws"] },
};

/** Ways to call an operation without a key. */
const keyViolations: readonly ViolationCase[] = [
    open("an operation without security", path({ post: keyless })),
    open(
        "security at the root does not count",
        withDefinition({ ...definition, security: [{ api_key: [] }], paths: { "/items": { post: keyless } } }),
    ),
    open("an empty list removes the key", method({ security: [] }, { security: [{ api_key: [] }] })),
    open("an empty alternative", method({ security: [{}] })),
    open("an empty alternative alongside the key", method({ security: [{ api_key: [] }, {}] })),
    open(
        "an alternative without the key",
        withDefinition({
            ...definition,
            components: { securitySchemes: { ...definition.components.securitySchemes, user: { type: "oauth2" } } },
            paths: { "/items": { post: { ...operation({}), security: [{ api_key: [] }, { user: [] }] } } },
        }),
    ),
    open("an undefined security scheme", method({ security: [{ apikey: [] }] })),
    {
        ...open("a key in another header", scheme({ name: "x-key" })),
        also: [
            { policy: "r2-cached-content", at: "api" },
            { policy: "r2-cached-content", at: "api" },
        ],
    },
    open("a key in the query", scheme({ in: "query" })),
    {
        ...open("a scheme of another type", scheme({ type: "http" })),
        also: [
            { policy: "r2-cached-content", at: "api" },
            { policy: "r2-cached-content", at: "api" },
        ],
    },
    {
        ...open("a scheme that feeds an authorizer", scheme({ "x-amazon-apigateway-authtype": "custom" })),
        also: [
            { policy: "r2-cached-content", at: "api" },
            { policy: "r2-cached-content", at: "api" },
        ],
    },
    open("security that is not a list", method({ security: { api_key: [] } })),
    open("an extension removes authorization", method({ "x-amazon-apigateway-auth": { type: "NONE" } })),
    open("a preflight that reaches the backend", path({ options: keyless })),
    open("HEAD is an operation too", path({ head: keyless })),
    {
        ...open("any method is an operation too", path({ "x-amazon-apigateway-any-method": keyless })),
        also: [{ policy: "r2-cached-content", at: "api" }],
    },
    open("verbs in another case", path({ POST: keyless })),
    {
        ...open("a path that is a reference", path({ $ref: "#/components/pathItems/items" })),
        also: [
            { policy: "r1-private-backend", at: "api" },
            { policy: "r2-cached-content", at: "api" },
        ],
    },
    {
        ...open("an operation that is a reference", path({ get: { $ref: "#/components/x" } })),
        also: [
            { policy: "r1-private-backend", at: "api" },
            { policy: "r2-cached-content", at: "api" },
        ],
    },
    open(
        "Swagger 2.0 without security",
        withDefinition({
            swagger: "2.0",
            paths: { "/items": { get: keyless } },
            securityDefinitions: { api_key: definition.components.securitySchemes.api_key },
        }),
    ),
    open("a merged YAML key hides an operation", withDefinition(yamlDefinition)),
    open(
        "YAML without security",
        withDefinition(
            "openapi: 3.0.1\npaths:\n  /items:\n    get: { x-amazon-apigateway-integration: { type: mock } }\n",
        ),
    ),
    {
        ...open(
            "YAML with an alias bomb",
            withDefinition(
                `openapi: 3.0.1\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\npaths: {}\n`,
            ),
        ),
        also: [
            { policy: "r1-private-backend", at: "api" },
            { policy: "r2-cached-content", at: "api" },
        ],
    },
    {
        ...open("not a definition", withDefinition("just words")),
        also: [
            { policy: "r1-private-backend", at: "api" },
            { policy: "r2-cached-content", at: "api" },
        ],
    },
    {
        ...open("not OpenAPI 3.0", withDefinition({ ...definition, openapi: "3.1.0" })),
        also: [
            { policy: "r1-private-backend", at: "api" },
            { policy: "r2-cached-content", at: "api" },
        ],
    },
    {
        ...open("no paths", withDefinition({ openapi: "3.0.1" })),
        also: [
            { policy: "r1-private-backend", at: "api" },
            { policy: "r2-cached-content", at: "api" },
        ],
    },
    {
        ...open("an empty body", withDefinition("")),
        also: [
            { policy: "r1-private-backend", at: "api" },
            { policy: "r2-cached-content", at: "api" },
        ],
    },
    {
        ...open("an unknown body", gatewayStack({ api: { props: { body: unknown } } })),
        also: [
            { policy: "r1-private-backend", at: "api" },
            { policy: "r2-cached-content", at: "api" },
        ],
    },
    {
        ...open("a body that is not a string", gatewayStack({ api: { props: { body: { openapi: "3.0.1" } } } })),
        also: [
            { policy: "r1-private-backend", at: "api" },
            { policy: "r2-cached-content", at: "api" },
        ],
    },
    open("an authorizer that supplies the key", gatewayStack({ api: { props: { apiKeySource: "AUTHORIZER" } } })),
    open(
        "an authorizer as the source of the key",
        withDefinition({ ...definition, "x-amazon-apigateway-api-key-source": "AUTHORIZER" }),
    ),
    open("an unknown key source", gatewayStack({ api: { props: { apiKeySource: unknown } } })),
    open(
        "merging retains operations that are missing from the preview",
        gatewayStack({ api: { props: { putRestApiMode: "merge" } } }),
    ),
    open("an unknown mode", gatewayStack({ api: { props: { putRestApiMode: unknown } } })),
    {
        ...open("ignored changes of the body", gatewayStack({ api: { ignoreChanges: ["body"] } })),
        also: [{ policy: "r1-private-backend", at: "api" }],
    },
    open(
        "a second body",
        gatewayStack({}, [
            {
                type: "aws:apigateway/restApiPut:RestApiPut",
                name: "put",
                props: { restApiId: unknown, body: "{}" },
                from: { restApiId: ["api"] },
            },
        ]),
        "put",
    ),
    {
        ...open(
            "an HTTP API",
            [{ type: "aws:apigatewayv2/api:Api", name: "http", props: { protocolType: "HTTP" } }],
            "http",
        ),
        policy: "r4-usage-plans",
    },
    {
        ...open("a WebSocket API without a route for new connections", [socket], "ws"),
        policy: "r4-usage-plans",
    },
    open("a WebSocket API that anybody connects to", [socket, route({ apiKeyRequired: false })], "connect"),
    {
        ...open("a WebSocket API whose keys no plan gives", [socket, route({}), socketStage], "ws-stage"),
        policy: "r4-usage-plans",
    },
    {
        ...open(
            "a WebSocket API whose keys come from an authorizer that the program does not show",
            [
                {
                    ...socket,
                    props: { ...socket.props, apiKeySelectionExpression: "$context.authorizer.usageIdentifierKey" },
                },
                route({}),
            ],
            "connect",
        ),
        policy: "r4-usage-plans",
    },
    {
        ...open(
            "a Method without a key",
            [
                {
                    type: "aws:apigateway/method:Method",
                    name: "method",
                    props: { httpMethod: "GET", authorization: "NONE" },
                },
            ],
            "method",
        ),
        also: [{ policy: "r2-cached-content", at: "method" }],
    },
    {
        ...open(
            "a Method with IAM and without a key",
            [
                {
                    type: "aws:apigateway/method:Method",
                    name: "method",
                    props: { httpMethod: "GET", authorization: "AWS_IAM", apiKeyRequired: false },
                },
            ],
            "method",
        ),
        also: [{ policy: "r2-cached-content", at: "method" }],
    },
    {
        ...open(
            "a Method whose key is unknown",
            [
                {
                    type: "aws:apigateway/method:Method",
                    name: "method",
                    props: { httpMethod: "GET", apiKeyRequired: unknown },
                },
            ],
            "method",
        ),
        also: [{ policy: "r2-cached-content", at: "method" }],
    },
    {
        ...open(
            "a Method whose verb is unknown",
            [{ type: "aws:apigateway/method:Method", name: "method", props: { httpMethod: unknown } }],
            "method",
        ),
        also: [{ policy: "r2-cached-content", at: "method" }],
    },
];

const loose = (reason: string, at: string, resources: readonly Declared[]): ViolationCase => ({
    reason,
    policy: "r4-usage-plans",
    at,
    resources,
});

/** Plans, keys and deployments that leave a stage without a usable key. */
const planViolations: readonly ViolationCase[] = [
    {
        ...loose("a stage in no plan", "stage", gatewayStack({ plan: { props: { apiStages: [] } } })),
        also: [{ policy: "r4-usage-plans", at: "plan" }],
    },
    {
        ...loose(
            "a plan for another stage",
            "stage",
            gatewayStack({ plan: { props: { apiStages: [{ apiId: unknown, stage: "Prod" }] } } }),
        ),
        also: [{ policy: "r4-usage-plans", at: "plan" }],
        unknownIsFine: ["plan apiStages.0.stage"],
    },
    {
        ...loose(
            "a plan for a stage of another API",
            "stage",
            gatewayStack({ plan: { props: { apiStages: [{ apiId: "abc", stage: "Test" }] }, from: {} } }),
        ),
        also: [{ policy: "r4-usage-plans", at: "plan" }],
    },
    {
        ...loose(
            "a second stage in no plan",
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
            { policy: "r2-cached-content", at: "second" },
            { policy: "r3-rate-limits", at: "second" },
        ],
    },
    {
        ...loose("a plan without a stage", "plan", gatewayStack({ plan: { props: { apiStages: null }, from: {} } })),
        also: [{ policy: "r4-usage-plans", at: "stage" }],
    },
    {
        ...loose("a plan without keys", "plan", gatewayStack({ "web-in-plan": null })),
        also: [{ policy: "r4-usage-plans", at: "web-key" }],
    },
    loose("a plan whose only key is disabled", "plan", gatewayStack({ "web-key": { props: { enabled: false } } })),
    loose(
        "a plan whose only key may be disabled",
        "web-key",
        gatewayStack({ "web-key": { props: { enabled: unknown } } }),
    ),
    loose(
        "a key that is in no plan",
        "idle",
        gatewayStack({}, [{ type: "aws:apigateway/apiKey:ApiKey", name: "idle" }]),
    ),
    loose("a key of the wrong type", "web-in-plan", gatewayStack({ "web-in-plan": { props: { keyType: "JWT" } } })),
    loose(
        "a key whose type is unknown",
        "web-in-plan",
        gatewayStack({ "web-in-plan": { props: { keyType: unknown } } }),
    ),
    {
        ...loose(
            "a key that the stack does not contain",
            "web-in-plan",
            gatewayStack({ "web-in-plan": { props: { keyId: "abc" }, from: { usagePlanId: ["plan"] } } }),
        ),
        also: [
            { policy: "r4-usage-plans", at: "web-key" },
            { policy: "r4-usage-plans", at: "plan" },
        ],
    },
    {
        ...loose(
            "ignored changes of the plan's stages",
            "plan",
            gatewayStack({ plan: { ignoreChanges: ["apiStages"] } }),
        ),
        also: [{ policy: "r3-rate-limits", at: "plan" }],
    },
    loose(
        "an OPTIONS Method that reaches the backend",
        "method",
        gatewayStack({}, [
            {
                type: "aws:apigateway/method:Method",
                name: "method",
                props: { restApi: unknown, httpMethod: "OPTIONS", authorization: "NONE" },
                from: { restApi: ["api"], resourceId: ["api"] },
            },
        ]),
    ),
    loose(
        "a deployment that nothing triggers",
        "deployment",
        gatewayStack({ deployment: { props: { triggers: null }, from: { restApi: ["api"] } } }),
    ),
    loose(
        "a deployment with empty triggers",
        "deployment",
        gatewayStack({ deployment: { props: { triggers: {} }, from: { restApi: ["api"] } } }),
    ),
    loose(
        "a deployment that a counter triggers",
        "deployment",
        gatewayStack({
            deployment: { props: { triggers: { version: "7", on: "2026-11-21" } }, from: { restApi: ["api"] } },
        }),
    ),
    loose(
        "ignored changes of the triggers",
        "deployment",
        gatewayStack({ deployment: { ignoreChanges: ["triggers"] } }),
    ),
    loose("a route of an HTTP API outside the stack", "route", [
        {
            type: "aws:apigatewayv2/route:Route",
            name: "route",
            props: { apiId: "abc", routeKey: "GET /items", apiKeyRequired: true },
        },
    ]),
    loose("a stage of a WebSocket API outside the stack", "ws", [
        { type: "aws:apigatewayv2/stage:Stage", name: "ws", props: { apiId: unknown, name: "Test" } },
    ]),
    loose("a mapping to an HTTP API outside the stack", "mapping", [
        { type: "aws:apigatewayv2/apiMapping:ApiMapping", name: "mapping", props: { apiId: "abc", stage: "Test" } },
    ]),
];

/** All violations of this file. */
export const violations: readonly ViolationCase[] = [...keyViolations, ...planViolations];
