import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { WebSocketApi, type WebSocketApiArgs } from "../../../../infra/gateway/websocket/web-socket-api";
import { inputsOf, type Registered, record } from "../../recorder";

const topic = "arn:aws:sns:eu-central-1:123456789012:photos";
const dead = "arn:photos_websocket_push_dead-letters";
const archive = new pulumi.asset.AssetArchive({});
const args: WebSocketApiArgs = {
    stackName: "shop-dev",
    key: "header",
    codes: {
        connect: archive,
        disconnect: archive,
        default: archive,
        push: archive,
        "subprotocol-authorizer": archive,
    },
    routes: {
        status: { key: "functions-status", code: archive, response: true },
        refresh: { key: "functions-status", code: archive, response: false },
    },
    environment: { PHOTO_TABLE: "photos" },
    access: [{ actions: ["dynamodb:Query"], resources: ["arn:table"] }],
    topicArns: { photos: topic },
    nameOf: (part) => `shop-dev_photos_${part}`,
    stages: {
        Test: { detailedMetrics: false, executionLogs: "errors" },
        Prod: { detailedMetrics: true, executionLogs: "off" },
    },
    throttle: { requestsPerSecond: 500, burst: 100 },
    throttles: { status: { requestsPerSecond: 5, burst: 1 } },
    tracing: false,
    logRetentionDays: 30,
};

const build = (changes: Partial<WebSocketApiArgs> = {}) =>
    record(() => void new WebSocketApi("photos", { ...args, ...changes }).publish([]));

const types = {
    api: "aws:apigatewayv2/api:Api",
    route: "aws:apigatewayv2/route:Route",
    integration: "aws:apigatewayv2/integration:Integration",
    response: "aws:apigatewayv2/routeResponse:RouteResponse",
    authorizer: "aws:apigatewayv2/authorizer:Authorizer",
    deployment: "aws:apigatewayv2/deployment:Deployment",
    stage: "aws:apigatewayv2/stage:Stage",
    permission: "aws:lambda/permission:Permission",
    policy: "aws:iam/rolePolicy:RolePolicy",
    function: "aws:lambda/function:Function",
    mapping: "aws:lambda/eventSourceMapping:EventSourceMapping",
    queue: "aws:sqs/queue:Queue",
    queuePolicy: "aws:sqs/queuePolicy:QueuePolicy",
    subscription: "aws:sns/topicSubscription:TopicSubscription",
} as const;

const namesOf = (registered: readonly Registered[], type: string) =>
    registered.filter((own) => own.type === type).map(({ name }) => name);

function permissionsOf(registered: readonly Registered[], part: string): [actions: string[], resource: unknown][] {
    const { policy } = inputsOf(registered, types.policy, `photos_websocket_${part}`);
    const statements: { Action: string[]; Resource: unknown }[] = JSON.parse(String(policy)).Statement;
    return statements
        .filter(({ Action }) => !Action.some((action) => action.startsWith("logs:")))
        .map(({ Action, Resource }) => [Action, Resource]);
}

describe("WebSocketApi", () => {
    it("demands an API key of every connection, and of nothing else, as no other route can", async () => {
        const registered = await build();
        const keys = namesOf(registered, types.route).map((name) => {
            const { routeKey, apiKeyRequired, authorizationType } = inputsOf(registered, types.route, name);
            return [routeKey, apiKeyRequired, authorizationType];
        });
        assert.deepEqual(keys.sort(), [
            ["$connect", true, undefined],
            ["$default", false, undefined],
            ["$disconnect", false, undefined],
            ["refresh", false, undefined],
            ["status", false, undefined],
        ]);
        const { protocolType, routeSelectionExpression, apiKeySelectionExpression } = inputsOf(registered, types.api);
        assert.deepEqual(
            [protocolType, routeSelectionExpression, apiKeySelectionExpression],
            ["WEBSOCKET", "$request.body.action", "$request.header.x-api-key"],
        );
        assert.deepEqual(namesOf(registered, types.authorizer), []);
    });

    it("reads a browser's key from its subprotocols", async () => {
        const registered = await build({ key: "subprotocol" });
        assert.equal(
            inputsOf(registered, types.api).apiKeySelectionExpression,
            "$context.authorizer.usageIdentifierKey",
        );
        const { identitySources, authorizerType } = inputsOf(registered, types.authorizer);
        assert.deepEqual(
            [identitySources, authorizerType],
            [["route.request.header.Sec-WebSocket-Protocol"], "REQUEST"],
        );
        const { apiKeyRequired, authorizationType } = inputsOf(registered, types.route, "photos_connect");
        assert.deepEqual([apiKeyRequired, authorizationType], [true, "CUSTOM"]);
        const { sourceArn } = inputsOf(registered, types.permission, "photos_authorizer");
        assert.match(String(sourceArn), /\/authorizers\/photos_connect_id$/);
        assert.deepEqual(permissionsOf(registered, "authorizer"), []);
    });

    it("asks the API's own authorizer besides the key", async () => {
        const registered = await build({
            authorizer: {
                key: "functions-authorize",
                code: archive,
                identitySources: ["route.request.header.Authorization"],
            },
        });
        assert.equal(inputsOf(registered, types.api).apiKeySelectionExpression, "$request.header.x-api-key");
        assert.deepEqual(inputsOf(registered, types.authorizer).identitySources, [
            "route.request.header.Authorization",
        ]);
        const { environment } = inputsOf(registered, types.function, "photos_websocket_authorizer");
        assert.equal((environment as { variables: Record<string, string> }).variables.PHOTO_TABLE, "photos");
    });

    it("returns what a route's function returns only if the route has a response", async () => {
        const registered = await build();
        assert.deepEqual(namesOf(registered, types.response), ["photos_default", "photos_route_status"]);
        for (const [name, expression] of [
            ["photos_route_status", "$default"],
            ["photos_route_refresh", undefined],
        ] as const)
            assert.equal(inputsOf(registered, types.route, name).routeResponseSelectionExpression, expression);
    });

    it("creates a function once, and permits each route to call it", async () => {
        const registered = await build();
        const functions = namesOf(registered, types.function).filter((name) => name.includes("_route_"));
        assert.deepEqual(functions, ["photos_websocket_route_functions-status"]);
        const sources = namesOf(registered, types.permission).map((name) => {
            const { principal, sourceArn } = inputsOf(registered, types.permission, name);
            return [principal, String(sourceArn).replace(/^.*?\//, "")];
        });
        assert.deepEqual(sources.sort(), [
            ["apigateway.amazonaws.com", "*/$connect"],
            ["apigateway.amazonaws.com", "*/$default"],
            ["apigateway.amazonaws.com", "*/$disconnect"],
            ["apigateway.amazonaws.com", "*/refresh"],
            ["apigateway.amazonaws.com", "*/status"],
        ]);
    });

    it("gives each function the permissions that it needs and no other", async () => {
        const registered = await build();
        const table = "arn:photos_connections";
        const post = "arn:photos/*/POST/@connections/*";
        assert.deepEqual(permissionsOf(registered, "connect"), [[["dynamodb:PutItem"], table]]);
        assert.deepEqual(permissionsOf(registered, "disconnect"), [[["dynamodb:DeleteItem"], table]]);
        assert.deepEqual(permissionsOf(registered, "default"), []);
        assert.deepEqual(permissionsOf(registered, "push"), [
            [["dynamodb:Query", "dynamodb:DeleteItem"], table],
            [["execute-api:ManageConnections"], post],
            [["execute-api:ManageConnections"], "arn:photos/*/DELETE/@connections/*"],
            [["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"], "arn:photos_websocket_push"],
        ]);
        assert.deepEqual(permissionsOf(registered, "route_functions-status"), [
            [["dynamodb:Query"], "arn:table"],
            [["execute-api:ManageConnections"], post],
        ]);
    });

    it("throttles every route at every stage, and logs neither keys nor messages", async () => {
        const registered = await build();
        const test = inputsOf(registered, types.stage, "photos_Test");
        const settings = { detailedMetricsEnabled: false, loggingLevel: "ERROR", dataTraceEnabled: false };
        assert.deepEqual(test.defaultRouteSettings, {
            ...settings,
            throttlingRateLimit: 500,
            throttlingBurstLimit: 100,
        });
        assert.deepEqual(test.routeSettings, [
            { routeKey: "status", ...settings, throttlingRateLimit: 5, throttlingBurstLimit: 1 },
        ]);
        const { format } = test.accessLogSettings as { format: string };
        assert.match(format, /"\$context\.requestId"/);
        assert.doesNotMatch(format, /identity\.apiKey"|querystring|path"/i);
        const prod = inputsOf(registered, types.stage, "photos_Prod").defaultRouteSettings;
        assert.deepEqual(prod, {
            ...{ detailedMetricsEnabled: true, loggingLevel: "OFF", dataTraceEnabled: false },
            ...{ throttlingRateLimit: 500, throttlingBurstLimit: 100 },
        });
    });

    it("deploys after all routes, and again after any change of theirs", async () => {
        const registered = await build();
        const deployment = registered.find(({ type }) => type === types.deployment);
        const waited = deployment?.dependencies ?? [];
        for (const type of [types.route, types.integration, types.response])
            for (const name of namesOf(registered, type)) assert.ok(waited.includes(`${type} ${name}`), name);
        const withAuthorizer = await build({ key: "subprotocol" });
        const other = withAuthorizer.find(({ type }) => type === types.deployment);
        assert.ok(other?.dependencies?.includes(`${types.authorizer} photos_connect`));
        const triggersOf = async (changes: Partial<WebSocketApiArgs>) =>
            JSON.stringify(inputsOf(await build(changes), types.deployment).triggers);
        const first = JSON.stringify(deployment?.inputs.triggers);
        assert.equal(await triggersOf({ throttle: { requestsPerSecond: 1, burst: 1 } }), first);
        const { status, refresh } = args.routes;
        assert.ok(status && refresh);
        const changes: Partial<WebSocketApiArgs>[] = [
            { routes: { status } },
            { routes: { status: { ...status, response: false }, refresh } },
            { routes: { status: { ...status, key: "functions-other" }, refresh } },
            { key: "subprotocol" },
            { authorizer: { key: "functions-authorize", code: archive, identitySources: [] } },
        ];
        const others: string[] = [];
        // One after the other: the mocks are global.
        for (const change of changes) others.push(await triggersOf(change));
        assert.equal(new Set([first, ...others]).size, changes.length + 1);
    });

    it("puts announcements in a queue, as they are, and those that it cannot deliver in the dead-letter queue", async () => {
        const registered = await build();
        const subscription = inputsOf(registered, types.subscription, "photos_websocket_push-photos");
        assert.deepEqual(
            [subscription.topic, subscription.protocol, subscription.endpoint, subscription.rawMessageDelivery],
            [topic, "sqs", "arn:photos_websocket_push", true],
        );
        assert.deepEqual(JSON.parse(String(subscription.redrivePolicy)), { deadLetterTargetArn: dead });
        const { dependencies = [] } = registered.find(({ type }) => type === types.subscription) ?? {};
        for (const needed of [
            `${types.queuePolicy} photos_websocket_push`,
            `${types.queuePolicy} photos_websocket_push_dead-letters`,
            `${types.mapping} photos_websocket_push`,
        ])
            assert.ok(dependencies.includes(needed), `${needed}: ${dependencies.join()}`);
        for (const [name, arn] of [
            ["photos_websocket_push", "arn:photos_websocket_push"],
            ["photos_websocket_push_dead-letters", dead],
        ] as const) {
            const { policy } = inputsOf(registered, types.queuePolicy, name);
            const [allow, deny, ...others] = JSON.parse(String(policy)).Statement;
            assert.deepEqual(allow, {
                Effect: "Allow",
                Principal: { Service: "sns.amazonaws.com" },
                Action: "sqs:SendMessage",
                Resource: arn,
                Condition: { ArnEquals: { "aws:SourceArn": [topic] } },
            });
            assert.deepEqual(
                [deny.Effect, deny.Resource, deny.Condition],
                ["Deny", [arn], { Bool: { "aws:SecureTransport": "false" } }],
            );
            assert.deepEqual(others, []);
        }
    });

    it("sends few announcements at once, and repeats one that failed, until it goes to the dead-letter queue", async () => {
        const registered = await build();
        const mapping = inputsOf(registered, types.mapping);
        assert.deepEqual(mapping, {
            eventSourceArn: "arn:photos_websocket_push",
            functionName: "arn:photos_websocket_push",
            batchSize: 1,
            functionResponseTypes: ["ReportBatchItemFailures"],
            scalingConfig: { maximumConcurrency: 2 },
        });
        const { timeout, environment } = inputsOf(registered, types.function, "photos_websocket_push");
        const queue = inputsOf(registered, types.queue, "photos_websocket_push");
        const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(String(queue.redrivePolicy));
        assert.deepEqual(
            [queue.name, queue.sqsManagedSseEnabled, queue.visibilityTimeoutSeconds, deadLetterTargetArn],
            ["shop-dev_photos_websocket_push", true, 6 * Number(timeout), dead],
        );
        assert.equal(queue.messageRetentionSeconds, 3_600);
        const receives = maxReceiveCount * Number(queue.visibilityTimeoutSeconds);
        assert.ok(receives <= 3_600 / 2, `a message is dropped before it is in the dead-letter queue: ${receives} s`);
        const letters = inputsOf(registered, types.queue, "photos_websocket_push_dead-letters");
        assert.deepEqual(
            [letters.name, letters.sqsManagedSseEnabled, letters.messageRetentionSeconds],
            ["shop-dev_photos_websocket_push_dead", true, 1_209_600],
        );
        assert.deepEqual((environment as { variables: object }).variables, {
            WEB_SOCKET_CONNECTIONS_ENDPOINT: "https://photos_id.aws",
            WEB_SOCKET_TABLE: "photos_connections",
            WEB_SOCKET_STAGES: "Test,Prod",
        });
    });

    it("has no push without topics", async () => {
        const registered = await build({ topicArns: {} });
        assert.deepEqual(
            namesOf(registered, types.function).filter((name) => name.endsWith("push")),
            [],
        );
        assert.ok(!registered.some(({ type }) => type.startsWith("aws:sqs") || type === types.mapping));
    });

    it("forgets connections by themselves", async () => {
        const { hashKey, rangeKey, ttl } = inputsOf(await build(), "aws:dynamodb/table:Table");
        assert.deepEqual(
            [hashKey, rangeKey, ttl],
            ["stage", "connectionId", { enabled: true, attributeName: "expiresAt" }],
        );
    });
});
