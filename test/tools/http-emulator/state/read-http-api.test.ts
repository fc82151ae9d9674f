import assert from "node:assert/strict";
import { readHttpApi } from "../../../../tools/http-emulator/state/read-http-api";
import { httpApiState, outputs, resource } from "./http-api-resources";

const read = (...args: Parameters<typeof httpApiState>) => {
    const api = readHttpApi(httpApiState(...args));
    assert.ok(api);
    return api;
};
const rejected = (changes: Parameters<typeof httpApiState>[0], message: RegExp) =>
    assert.throws(() => readHttpApi(httpApiState(changes)), message);

describe("the HTTP API of a state", () => {
    it("is read with its parts", () => {
        const { routes, integrations, stages, ...api } = read();
        const authorizer = {
            type: "REQUEST",
            id: "auth1",
            name: "keys",
            uri: outputs.authorizer.authorizerUri,
            hasCredentials: false,
            payloadFormatVersion: "2.0",
            enableSimpleResponses: true,
            identitySources: ["$request.header.x-api-key"],
            ttlSeconds: 60,
        };
        assert.deepEqual(routes, [{ routeKey: "GET /api/books", integrationId: "int1", scopes: [], authorizer }]);
        assert.deepEqual(integrations, {
            int1: {
                id: "int1",
                type: "HTTP_PROXY",
                method: "ANY",
                uri: outputs.listener.arn,
                connectionId: "link1",
                payloadFormatVersion: "1.0",
                timeoutInMillis: 29_000,
                requestParameters: { "overwrite:path": "$request.path" },
                responseParameters: { 404: { "overwrite:statuscode": "410" } },
            },
        });
        assert.deepEqual(stages, {
            $default: {
                name: "$default",
                variables: { v: "1" },
                throttle: { rate: 100, burst: 50 },
                // The provider sends 0 for the number that is missing.
                routeThrottles: { "GET /api/books": { rate: 5, burst: 0 } },
                accessLogFormat: "$context.status",
            },
        });
        assert.deepEqual(
            { ...api, listeners: Object.keys(api.listeners) },
            {
                id: "api1",
                name: "shop",
                executionArn: outputs.api.executionArn,
                endpoint: "api1.execute-api.eu-central-1.amazonaws.com",
                disablesDefaultEndpoint: false,
                domains: {},
                links: ["link1"],
                listeners: [outputs.listener.arn],
                targets: {
                    [outputs.rule.actions[0]?.targetGroupArn ?? ""]: { name: "books", environment: { PORT: "80" } },
                },
                nodeFunctions: {},
                accountThrottle: { rate: 10_000, burst: 5_000 },
            },
        );
    });

    it("is undefined without one, and a WebSocket API is another kind", () => {
        assert.equal(readHttpApi([]), undefined);
        assert.equal(readHttpApi(httpApiState({ api: { protocolType: "WEBSOCKET" } })), undefined);
    });

    it("has no parts of other APIs", () => {
        const other = [
            resource("aws:apigatewayv2/api:Api", "ws1", { ...outputs.api, protocolType: "WEBSOCKET" }),
            resource("aws:apigatewayv2/route:Route", "r2", { apiId: "ws1", routeKey: "$connect" }),
            resource("aws:apigatewayv2/integration:Integration", "i2", { apiId: "ws1", integrationType: "AWS" }),
            resource("aws:apigatewayv2/stage:Stage", "live", { ...outputs.stage, apiId: "ws1", name: "live" }),
        ];
        const api = read({}, other);
        assert.deepEqual([api.routes.length, Object.keys(api.stages)], [1, ["$default"]]);
    });

    it("has CORS, a domain name, and no default endpoint if the state says so", () => {
        const corsConfiguration = { allowOrigins: ["*"], maxAge: 0 };
        const mapping = { apiId: "api1", domainName: "shop.example", stage: "$default", apiMappingKey: "v1" };
        const api = read({ api: { corsConfiguration, disableExecuteApiEndpoint: true } }, [
            resource("aws:apigatewayv2/apiMapping:ApiMapping", "m1", mapping),
        ]);
        assert.deepEqual(api.cors, {
            allowOrigins: ["*"],
            allowMethods: [],
            allowHeaders: [],
            exposeHeaders: [],
            allowCredentials: false,
            maxAge: 0,
        });
        assert.deepEqual([api.domains, api.disablesDefaultEndpoint], [{ "shop.example": { v1: "$default" } }, true]);
    });

    it("has a stage only if that is deployed", () => {
        const stage = { autoDeploy: false };
        assert.deepEqual(read({ stage }).stages, {});
        const deployment = resource("aws:apigatewayv2/deployment:Deployment", "d1", { apiId: "api1" });
        assert.deepEqual(Object.keys(read({ stage }, [deployment]).stages), ["$default"]);
    });

    it("has defaults for what the state may leave out", () => {
        const { routes, integrations } = read({
            integration: {
                integrationMethod: undefined,
                payloadFormatVersion: undefined,
                timeoutMilliseconds: undefined,
                responseParameters: undefined,
            },
            route: { authorizationType: undefined },
        });
        assert.deepEqual(routes, [{ routeKey: "GET /api/books", integrationId: "int1", scopes: [] }]);
        const { method, payloadFormatVersion, timeoutInMillis, responseParameters } = integrations.int1 ?? {};
        assert.deepEqual(
            [method, payloadFormatVersion, timeoutInMillis, responseParameters],
            ["ANY", "1.0", 30_000, {}],
        );
        assert.equal(read({ route: { authorizationType: "NONE" } }).routes[0]?.authorizer, undefined);
        const authorizer = {
            authorizerCredentialsArn: "arn:aws:iam::1:role/r",
            enableSimpleResponses: undefined,
            authorizerResultTtlInSeconds: undefined,
        };
        const read1 = read({ authorizer }).routes[0]?.authorizer;
        assert.ok(read1?.type === "REQUEST");
        assert.deepEqual([read1.hasCredentials, read1.enableSimpleResponses, read1.ttlSeconds], [true, false, 300]);
    });

    it("has a function integration without a VPC link", () => {
        const integration = { integrationType: "AWS_PROXY", connectionType: "INTERNET", integrationMethod: "POST" };
        assert.equal(read({ integration }).integrations.int1?.type, "AWS_PROXY");
    });

    it("has the rules of each listener apart", () => {
        const second = { ...outputs.listener, arn: "listener2", port: 81 };
        const extra = [
            resource("aws:lb/listener:Listener", "listener2", second),
            resource("aws:lb/listenerRule:ListenerRule", "rule2", {
                ...outputs.rule,
                listenerArn: "listener2",
                priority: 7,
            }),
        ];
        const { listeners } = read({}, extra);
        const priorities = Object.values(listeners).map(({ rules }) => rules.map(({ priority }) => priority));
        assert.deepEqual(priorities, [[20], [7]]);
    });

    it("has the throttle of its account", () => {
        const throttleSettings = [{ rateLimit: 50, burstLimit: 25 }];
        const account = resource("aws:apigateway/account:Account", "a1", { throttleSettings });
        assert.deepEqual(read({}, [account]).accountThrottle, { rate: 50, burst: 25 });
    });

    it("has an authorizer of JSON Web Tokens", () => {
        const jwtConfiguration = { issuer: "https://issuer.example", audiences: ["shop"] };
        const authorizer = {
            authorizerType: "JWT",
            identitySources: ["$request.header.Authorization"],
            jwtConfiguration,
        };
        const route = { authorizationType: "JWT", authorizationScopes: ["books/read"] };
        assert.deepEqual(read({ authorizer, route }).routes[0], {
            routeKey: "GET /api/books",
            integrationId: "int1",
            scopes: ["books/read"],
            authorizer: {
                type: "JWT",
                id: "auth1",
                name: "keys",
                identitySource: "$request.header.Authorization",
                ...jwtConfiguration,
            },
        });
    });

    it("has the rules of its listeners by priority, with their rewrites", () => {
        const urlRewriteConfig = { rewrite: { regex: "^/authors/?", replace: "/" } };
        const first = resource("aws:lb/listenerRule:ListenerRule", "rule2", {
            ...outputs.rule,
            priority: 10,
            conditions: [{ hostHeader: { values: ["h"] } }, { httpRequestMethod: { values: ["GET"] } }],
            actions: [{ type: "forward", forward: { targetGroups: [{ arn: "group2", weight: 1 }] } }],
            transforms: [{ type: "url-rewrite", urlRewriteConfig }],
        });
        const other = resource("aws:lb/listenerRule:ListenerRule", "rule3", { ...outputs.rule, listenerArn: "other" });
        assert.deepEqual(read({}, [first, other]).listeners[outputs.listener.arn], {
            arn: outputs.listener.arn,
            port: 80,
            dropsInvalidHeaders: true,
            defaultAction: { type: "fixed-response", status: 404, contentType: "text/plain", body: "" },
            rules: [
                {
                    priority: 10,
                    conditions: [
                        { type: "host-header", values: ["h"] },
                        { type: "http-request-method", values: ["GET"] },
                    ],
                    action: { type: "forward", targetGroupArn: "group2" },
                    urlRewrite: urlRewriteConfig.rewrite,
                },
                {
                    priority: 20,
                    conditions: [{ type: "path-pattern", values: ["/api/books", "/api/books/*"] }],
                    action: { type: "forward", targetGroupArn: outputs.rule.actions[0]?.targetGroupArn },
                },
            ],
        });
    });

    it("has no listeners of network load balancers, whose actions may be others", () => {
        const network = { loadBalancerType: "network" };
        assert.deepEqual(read({ balancer: network, listener: { protocol: "TCP", defaultActions: [] } }).listeners, {});
    });

    it("is rejected if there are several", () => {
        const second = resource("aws:apigatewayv2/api:Api", "api2", outputs.api);
        assert.throws(() => readHttpApi(httpApiState({}, [second])), /HTTP APIs of the stack: got 2, want 1/);
    });

    it("is rejected for what the emulator does not have, by name", () => {
        rejected({ route: { authorizationType: "AWS_IAM" } }, /"route1": .*got "AWS_IAM", want NONE, CUSTOM or JWT/s);
        rejected({ route: { target: "integrations/none" } }, /"route1": .*target: got "integrations\/none"/s);
        rejected({ route: { authorizationType: "JWT" } }, /authorizerId: got "auth1", want an authorizer of type JWT/);
        rejected(
            { integration: { integrationType: "AWS_PROXY", integrationSubtype: "SQS-SendMessage" } },
            /"int1": .*Lambda/s,
        );
        rejected({ integration: { connectionType: "INTERNET" } }, /connectionType: got "INTERNET", want VPC_LINK/);
        rejected(
            { integration: { requestParameters: { "append:path": "x" } } },
            /got "append:path", want a key of a request/,
        );
        rejected(
            { integration: { requestParameters: { "append:header.X-Amzn-Id": "x" } } },
            /got "append:header.X-Amzn-Id", want a header that is not reserved/,
        );
        rejected(
            { integration: { responseParameters: [{ statusCode: "200", mappings: { "append:querystring.a": "x" } }] } },
            /want a key of a response mapping/,
        );
        rejected({ api: { body: "{}" } }, /"api1": .*got an OpenAPI body, want routes/s);
        rejected({ rule: { actions: [{ type: "redirect" }] } }, /"rule1": .*got an action of type "redirect"/s);
        const weighted = { targetGroups: [{ arn: "a" }, { arn: "b" }] };
        rejected({ rule: { actions: [{ type: "forward", forward: weighted }] } }, /want a forward to one target group/);
        rejected({ authorizer: { authorizerType: "OTHER" } }, /"auth1": /);
        rejected({ authorizer: { identitySources: "x" } }, /"auth1": .*identitySources/s);
        rejected({ rule: { conditions: [{ sourceIp: { values: [] } }] } }, /got another condition/);
        rejected(
            { rule: { transforms: [{ type: "host-header-rewrite" }] } },
            /got another transform, want url-rewrite/,
        );
    });

    it("is rejected with every reason at once", () => {
        rejected(
            { api: { body: "{}" }, integration: { connectionType: "INTERNET" }, stage: { routeSettings: {} } },
            /OpenAPI body.*INTERNET.*routeSettings/s,
        );
    });
});
