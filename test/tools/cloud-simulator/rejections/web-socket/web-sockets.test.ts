import assert from "node:assert/strict";
import { type PropertyMap, unknown } from "../../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "../simulated-aws";

const types = {
    api: "aws:apigatewayv2/api:Api",
    authorizer: "aws:apigatewayv2/authorizer:Authorizer",
    deployment: "aws:apigatewayv2/deployment:Deployment",
    integration: "aws:apigatewayv2/integration:Integration",
    route: "aws:apigatewayv2/route:Route",
    response: "aws:apigatewayv2/routeResponse:RouteResponse",
    stage: "aws:apigatewayv2/stage:Stage",
} as const;
const socket: PropertyMap = { protocolType: "WEBSOCKET", routeSelectionExpression: "$request.body.action" };
const uri = "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/f/invocations";
const format = '{"id":"$context.requestId"}';

describe("simulated WebSocket APIs", () => {
    let aws: SimulatedAws;
    let apiId: string;
    beforeEach(() => {
        aws = new SimulatedAws();
        apiId = aws.make(types.api, socket).id;
    });
    const make = (kind: keyof typeof types, given: PropertyMap, name = "main") =>
        aws.make(types[kind], { apiId, ...given }, name);
    const httpApi = () => aws.make(types.api, { protocolType: "HTTP" }, "http").id;

    it("are rejected without their expression, with CORS, and with another source of the key", () => {
        const invalid = /BadRequestException: Invalid routeSelectionExpression$/;
        assert.throws(() => aws.make(types.api, { protocolType: "WEBSOCKET" }, "other"), invalid);
        assert.throws(() => aws.preview(types.api, { ...socket, routeSelectionExpression: "action" }), invalid);
        assert.throws(
            () => aws.preview(types.api, { ...socket, corsConfiguration: { allowOrigins: ["*"] } }),
            /Cors is not supported for WEBSOCKET protocolType$/,
        );
        assert.throws(
            () => aws.preview(types.api, { ...socket, apiKeySelectionExpression: "$request.querystring.key" }),
            /expected api_key_selection_expression to be one of/,
        );
        aws.preview(types.api, { ...socket, apiKeySelectionExpression: "$context.authorizer.usageIdentifierKey" });
    });

    it("are those of the stack, where it has some", () => {
        for (const [kind, given] of [
            ["route", { routeKey: "$default" }],
            ["integration", { integrationType: "MOCK" }],
        ] satisfies [keyof typeof types, PropertyMap][]) {
            assert.throws(
                () => make(kind, { ...given, apiId: "none" }),
                /Invalid API identifier specified 123456789012:none$/,
            );
            make(kind, given);
        }
    });

    it("call functions with version 1.0 of the event, for at most 29 seconds", () => {
        const integrate = (given: PropertyMap) =>
            make("integration", { integrationType: "AWS_PROXY", integrationUri: uri, ...given });
        const time = /Timeout should be between 50 ms and 29000 ms$/;
        assert.throws(() => integrate({ timeoutMilliseconds: 29_001 }), time);
        assert.throws(() => integrate({ timeoutMilliseconds: 49 }), time);
        assert.throws(() => integrate({ payloadFormatVersion: "2.0" }), /Unsupported PayloadFormatVersion: 2\.0$/);
        integrate({ timeoutMilliseconds: 29_000 });
        integrate({ apiId: httpApi(), payloadFormatVersion: "2.0", timeoutMilliseconds: 30_000 });
    });

    it("take authorizers of type REQUEST with headers and query parameters of the handshake", () => {
        const authorize = (given: PropertyMap) =>
            make("authorizer", { authorizerType: "REQUEST", authorizerUri: uri, ...given });
        assert.throws(
            () => authorize({ authorizerType: "JWT" }),
            /Only REQUEST authorizer type is supported on WEBSOCKET/,
        );
        assert.throws(() => make("authorizer", { authorizerType: "REQUEST" }), /AuthorizerUri is a required field/);
        const expression = "$request.header.Authorization";
        assert.throws(
            () => authorize({ identitySources: [expression] }),
            /Invalid request identity source expression: \$request\.header\.Authorization$/,
        );
        assert.throws(
            () => authorize({ authorizerResultTtlInSeconds: 300 }),
            /Identity source must be set if authorizer caching/,
        );
        authorize({
            identitySources: ["route.request.header.Sec-WebSocket-Protocol", "route.request.querystring.key"],
        });
    });

    it("have one route of each key, to an integration of theirs", () => {
        const integration = make("integration", { integrationType: "AWS_PROXY", integrationUri: uri }).id;
        const status = make("route", { routeKey: "status", target: `integrations/${integration}` }, "status");
        assert.throws(
            () => make("route", { routeKey: "status" }, "again"),
            /ConflictException: Route with key status already exists for this API$/,
        );
        make("route", { apiId: aws.make(types.api, socket, "second").id, routeKey: "status" }, "second");
        aws.update(types.route, status, { apiId, routeKey: "status", apiKeyRequired: false });
        assert.throws(
            () => aws.preview(types.route, { apiId, routeKey: "other", target: integration }),
            /Unexpected or malformed target in route\. Correct format should be integrations\/<integration_id>\.$/,
        );
        aws.preview(types.route, { apiId, routeKey: "other", target: unknown });
        assert.throws(
            () => make("route", { routeKey: "other", target: "integrations/none" }, "other"),
            /Unable to find Integration/,
        );
    });

    it("have a key and an authorizer on $connect only, and no key as HTTP APIs", async () => {
        const authorizer = make("authorizer", { authorizerType: "REQUEST", authorizerUri: uri });
        const custom = { authorizationType: "CUSTOM", authorizerId: authorizer.id };
        assert.throws(
            () => make("route", { routeKey: "status", ...custom }),
            /Currently, authorization is restricted to the \$connect route only$/,
        );
        assert.throws(
            () => make("route", { routeKey: "$connect", ...custom, authorizerId: "none" }),
            /Invalid authorizer identifier specified none$/,
        );
        const connect = make("route", { routeKey: "$connect", apiKeyRequired: true, ...custom });
        assert.throws(
            () => make("route", { apiId: httpApi(), routeKey: "GET /", apiKeyRequired: true }, "http"),
            /ApiKeyRequired is not currently supported for HTTP APIs\.$/,
        );
        assert.match(
            aws.rejectionOf(types.authorizer, authorizer) ?? "",
            /^ConflictException: Cannot delete authorizer/,
        );
        await aws.remove(types.route, connect);
        assert.equal(aws.rejectionOf(types.authorizer, authorizer), undefined);
    });

    it("answer by the response $default of a route", () => {
        const routeId = make("route", { routeKey: "status" }).id;
        const respond = (given: PropertyMap) => make("response", { routeId, routeResponseKey: "$default", ...given });
        assert.throws(
            () => respond({ routeResponseKey: "200" }),
            /only \$default is supported as a RouteResponseKey\.$/,
        );
        assert.throws(() => respond({ routeId: "none" }), /Unable to find Route by id none/);
        respond({});
        const http = httpApi();
        const other = make("route", { apiId: http, routeKey: "GET /" }, "http").id;
        assert.throws(() => respond({ apiId: http, routeId: other }), /an HTTP API has no responses/);
    });

    it("have at most 300 routes", () => {
        for (let index = 0; index < 300; index += 1) make("route", { routeKey: `r${index}` }, `r${index}`);
        assert.throws(
            () => make("route", { routeKey: "one-more" }, "more"),
            /the quota of 300 routes of an API is reached$/,
        );
    });
});

describe("simulated stages of WebSocket APIs", () => {
    let aws: SimulatedAws;
    let apiId: string;
    beforeEach(() => {
        aws = new SimulatedAws();
        apiId = aws.make(types.api, socket).id;
    });
    const deploy = () => aws.make(types.deployment, { apiId });
    const stage = (given: PropertyMap, name = "Test") => aws.make(types.stage, { apiId, name, ...given }, name);
    const route = (routeKey: string) => aws.make(types.route, { apiId, routeKey }, routeKey);

    it("show a deployment of the API, which has routes", () => {
        assert.throws(deploy, /BadRequestException: At least one route is required before deploying the Api$/);
        const http = aws.make(types.api, { protocolType: "HTTP" }, "http").id;
        assert.throws(
            () => aws.make(types.deployment, { apiId: http }),
            /Unable to deploy API because no routes exist in this API$/,
        );
        route("$connect");
        const deploymentId = deploy().id;
        const foreign = aws.make(types.api, socket, "other").id;
        assert.throws(() => stage({ apiId: foreign, deploymentId }), /Invalid Deployment identifier specified/);
        stage({ deploymentId });
    });

    it("keep their deployment from being deleted", () => {
        route("$connect");
        const deployment = deploy();
        stage({ deploymentId: deployment.id });
        assert.match(aws.rejectionOf(types.deployment, deployment) ?? "", /Active stages pointing to this deployment/);
        aws.drop(types.stage);
        assert.equal(aws.rejectionOf(types.deployment, deployment), undefined);
    });

    it("have names and settings that API Gateway knows", () => {
        route("status");
        assert.throws(() => stage({}, "blue-green"), /Stage name only allows a-zA-Z0-9_$/);
        const limit = (routeKey: string) => ({
            routeSettings: [{ routeKey, throttlingRateLimit: 1, throttlingBurstLimit: 1 }],
        });
        assert.throws(
            () => stage(limit("state")),
            /NotFoundException: Unable to find Route by key state within the provided RouteSettings$/,
        );
        stage(limit("status"));
    });

    it("write logs once the account has a role for them, and name the request in each line", () => {
        const destinationArn = "arn:aws:logs:eu-central-1:123456789012:log-group:websocket";
        const logged = { accessLogSettings: { destinationArn, format } };
        const noRole = /CloudWatch Logs role ARN must be set in account settings to enable logging$/;
        assert.throws(() => stage(logged), noRole);
        assert.throws(() => stage({ defaultRouteSettings: { loggingLevel: "ERROR" } }), noRole);
        stage({ defaultRouteSettings: { loggingLevel: "OFF" } }, "Quiet");
        aws.make("aws:apigateway/account:Account", { cloudwatchRoleArn: "arn:aws:iam::123456789012:role/logs" });
        assert.throws(
            () => stage({ accessLogSettings: { destinationArn, format: "$context.status" } }),
            /Access Log format must include either \$context\.requestId or \$context\.extendedRequestId$/,
        );
        const stream = "arn:aws:firehose:eu-central-1:123456789012:deliverystream/logs";
        assert.throws(
            () => stage({ accessLogSettings: { destinationArn: stream, format } }),
            /Access log destination must only contain characters .*: 'deliverystream\/logs'$/,
        );
        stage(logged);
    });

    it("are covered by usage plans as those of REST APIs, but those of HTTP APIs are not", () => {
        const plan = (stageName: string, api = apiId) =>
            aws.make("aws:apigateway/usagePlan:UsagePlan", {
                name: "gold",
                apiStages: [{ apiId: api, stage: stageName }],
            });
        assert.throws(() => plan("Test"), new RegExp(`API Stage not found: ${apiId}:Test$`));
        stage({});
        assert.throws(() => plan("Other"), /API Stage not found/);
        plan("Test");
        const http = aws.make(types.api, { protocolType: "HTTP" }, "http").id;
        stage({ apiId: http }, "Http");
        assert.throws(() => plan("Http", http), /API Stage not found/);
    });
});
