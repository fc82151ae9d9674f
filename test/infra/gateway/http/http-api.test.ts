import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { HttpApi, type HttpApiArgs } from "../../../../infra/gateway/http/http-api";
import type { HttpRoute } from "../../../../openapi/http-route";
import { inputsOf, listed, outputsOf, type Registered, record } from "../../recorder";

const source = { fileName: "app/books/openapi.yaml", line: 1 };
const route = (api: string, path: string, changes: Partial<HttpRoute> = {}): HttpRoute => ({
    api,
    routeKey: `GET ${path}`,
    method: "get",
    path,
    cached: true,
    authorizer: "api_key",
    scopes: [],
    needsOnlyKey: true,
    source,
    ...changes,
});
const routes = [
    route("authors", "/api/authors", { operationId: "listAuthors" }),
    route("books", "/api/books"),
    route("books", "/api/books/{id}"),
];
const listener = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/shop/1/2";
const subnets = ["euc1-az1", "euc1-az2"].map((zoneId, index) => ({ zoneId, subnetId: `subnet-${index + 1}` }));
const keys = { functionName: "shop-key-authorizer", invokeArn: "arn:invoke" };

/** Serves an API, as the component of its service does. */
class Served extends pulumi.ComponentResource {
    constructor(name: string) {
        super("gatehouse:test:Served", name);
        new aws.ecs.Service(name, {}, { parent: this });
        this.registerOutputs();
    }
}

const build = (changes: Partial<HttpApiArgs> = {}) =>
    record(() => {
        const backendOf = (api: string) => ({ listenerArn: listener, dependencies: [new Served(api)] });
        new HttpApi("shop-http", {
            apiName: "shop-http",
            routes,
            backends: { authors: backendOf("authors"), books: backendOf("books") },
            link: {
                linkName: "shop-http",
                vpcId: "vpc-1",
                subnets,
                loadBalancer: { securityGroupId: "sg-balancer", port: 80 },
            },
            keys,
            throttle: { requestsPerSecond: 500, burst: 100 },
            throttles: { "GET /api/books": { requestsPerSecond: 5, burst: 1 } },
            detailedMetrics: false,
            logRetentionDays: 30,
            deletionProtection: false,
            ...changes,
        });
    });

const types = {
    api: "aws:apigatewayv2/api:Api",
    link: "aws:apigatewayv2/vpcLink:VpcLink",
    route: "aws:apigatewayv2/route:Route",
    integration: "aws:apigatewayv2/integration:Integration",
    authorizer: "aws:apigatewayv2/authorizer:Authorizer",
    stage: "aws:apigatewayv2/stage:Stage",
    permission: "aws:lambda/permission:Permission",
    group: "aws:ec2/securityGroup:SecurityGroup",
    ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
} as const;

const namesOf = (registered: readonly Registered[], type: string) =>
    registered.filter((own) => own.type === type).map(({ name }) => name);
const dependenciesOf = (registered: readonly Registered[], type: string, name: string) =>
    registered.find((own) => own.type === type && own.name === name)?.dependencies ?? [];

describe("HttpApi", () => {
    it("registers a link, an API, an authorizer, an integration for each API, a route for each operation, and one stage", async () => {
        assert.deepEqual(
            listed(await build())
                .filter((name) => !name.startsWith("aws:ecs"))
                .sort(),
            [
                "aws:apigatewayv2/api:Api shop-http",
                "aws:apigatewayv2/authorizer:Authorizer shop-http-key",
                "aws:apigatewayv2/integration:Integration shop-http-authors",
                "aws:apigatewayv2/integration:Integration shop-http-books",
                "aws:apigatewayv2/route:Route shop-http-GET /api/authors",
                "aws:apigatewayv2/route:Route shop-http-GET /api/books",
                "aws:apigatewayv2/route:Route shop-http-GET /api/books/{id}",
                "aws:apigatewayv2/stage:Stage shop-http",
                "aws:apigatewayv2/vpcLink:VpcLink shop-http",
                "aws:cloudwatch/logGroup:LogGroup shop-http-access",
                "aws:ec2/securityGroup:SecurityGroup shop-http-link",
                "aws:lambda/permission:Permission shop-http-key",
                "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule shop-http-link",
                "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule shop-http-link",
            ],
        );
    });

    it("passes calls through its link to the listener, without the API key", async () => {
        const registered = await build();
        for (const name of ["shop-http-authors", "shop-http-books"])
            assert.deepEqual(inputsOf(registered, types.integration, name), {
                apiId: "shop-http_id",
                integrationType: "HTTP_PROXY",
                integrationMethod: "ANY",
                connectionType: "VPC_LINK",
                connectionId: "shop-http_id",
                integrationUri: listener,
                payloadFormatVersion: "1.0",
                timeoutMilliseconds: 30_000,
                requestParameters: { "remove:header.x-api-key": "''" },
            });
        const { target } = inputsOf(registered, types.route, "shop-http-GET /api/authors");
        assert.equal(target, "integrations/shop-http-authors_id");
    });

    it("opens only the way from its link to the load balancer", async () => {
        const registered = await build();
        const port = { ipProtocol: "tcp", fromPort: 80, toPort: 80 };
        const own = "shop-http-link_id";
        assert.deepEqual(inputsOf(registered, types.egress), {
            ...{ securityGroupId: own, referencedSecurityGroupId: "sg-balancer" },
            ...port,
        });
        assert.deepEqual(inputsOf(registered, types.ingress), {
            ...{ securityGroupId: "sg-balancer", referencedSecurityGroupId: own },
            ...port,
        });
        const group = inputsOf(registered, types.group);
        assert.ok(!("ingress" in group) && !("egress" in group));
        assert.deepEqual(inputsOf(registered, types.link), {
            name: "shop-http",
            subnetIds: ["subnet-1", "subnet-2"],
            securityGroupIds: [own],
        });
    });

    it("has its link in the zones that have links, by their ids", async () => {
        const all = ["use1-az1", "use1-az3", "use1-az6"].map((zoneId) => ({ zoneId, subnetId: `subnet-${zoneId}` }));
        const link = (own: typeof all) => ({
            linkName: "shop-http",
            vpcId: "vpc-1",
            subnets: own,
            loadBalancer: { securityGroupId: "sg-balancer", port: 80 },
        });
        const { subnetIds } = inputsOf(await build({ link: link(all) }), types.link);
        assert.deepEqual(subnetIds, ["subnet-use1-az1", "subnet-use1-az6"]);
        await assert.rejects(
            build({ link: link(all.slice(1, 2)) }),
            /VPC link "shop-http": got subnets in use1-az3, want one in a zone with VPC links V2/,
        );
    });

    it("demands a key of every call, and lets the function of the stack check each one, without a cache", async () => {
        const registered = await build();
        assert.deepEqual(inputsOf(registered, types.authorizer), {
            apiId: "shop-http_id",
            name: "api-key",
            authorizerType: "REQUEST",
            authorizerUri: "arn:invoke",
            authorizerPayloadFormatVersion: "2.0",
            enableSimpleResponses: true,
            identitySources: ["$request.header.x-api-key"],
            authorizerResultTtlInSeconds: 0,
        });
        assert.deepEqual(inputsOf(registered, types.permission), {
            action: "lambda:InvokeFunction",
            function: "shop-key-authorizer",
            principal: "apigateway.amazonaws.com",
            sourceArn: "arn:photos/authorizers/shop-http-key_id",
        });
        for (const name of namesOf(registered, types.route)) {
            const { authorizationType, authorizerId } = inputsOf(registered, types.route, name);
            assert.deepEqual([authorizationType, authorizerId], ["CUSTOM", "shop-http-key_id"], name);
        }
    });

    it("lets calls through if it is told to check no keys, and where a document says so", async () => {
        const open = route("books", "/api/books/open", { openToAll: true });
        const { authorizer: _, ...openToAll } = open;
        const bare = await build({ keys: "none" });
        assert.deepEqual(namesOf(bare, types.authorizer), []);
        const registered = await build({ routes: [...routes, openToAll] });
        for (const [own, name] of [
            [bare, "shop-http-GET /api/books"],
            [registered, "shop-http-GET /api/books/open"],
        ] as const) {
            const { authorizationType, authorizerId } = inputsOf(own, types.route, name);
            assert.deepEqual([authorizationType, authorizerId], ["NONE", undefined]);
        }
    });

    it("checks tokens and their scopes where a document names a scheme of the settings", async () => {
        const issuer = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_1";
        const tokens = { users: { issuer, audiences: ["client-1"] } };
        const scoped = route("books", "/api/books/mine", { authorizer: "users", scopes: ["shop/read"] });
        const plain = route("books", "/api/books/me", { authorizer: "users" });
        const registered = await build({ tokens, routes: [...routes, scoped, plain] });
        assert.deepEqual(inputsOf(registered, types.authorizer, "shop-http-token-users"), {
            apiId: "shop-http_id",
            name: "users",
            authorizerType: "JWT",
            identitySources: ["$request.header.Authorization"],
            jwtConfiguration: { issuer, audiences: ["client-1"] },
        });
        const authorization = { authorizationType: "JWT", authorizerId: "shop-http-token-users_id" };
        const of = (path: string) => {
            const {
                apiId: _,
                routeKey: __,
                target: ___,
                ...own
            } = inputsOf(registered, types.route, `shop-http-GET ${path}`);
            return own;
        };
        assert.deepEqual(of("/api/books/mine"), { ...authorization, authorizationScopes: ["shop/read"] });
        assert.deepEqual(of("/api/books/me"), authorization);
        await assert.rejects(
            build({ routes: [scoped], throttles: {} }),
            /no authorizer of the scheme "users" for GET \/api\/books\/mine/,
        );
    });

    it("has both limits in every block of its stage, which deploys by itself", async () => {
        const registered = await build();
        const { accessLogSettings: _, ...stage } = inputsOf(registered, types.stage);
        assert.deepEqual(stage, {
            apiId: "shop-http_id",
            name: "$default",
            autoDeploy: true,
            defaultRouteSettings: {
                throttlingRateLimit: 500,
                throttlingBurstLimit: 100,
                detailedMetricsEnabled: false,
            },
            routeSettings: [
                {
                    routeKey: "GET /api/books",
                    throttlingRateLimit: 5,
                    throttlingBurstLimit: 1,
                    detailedMetricsEnabled: false,
                },
            ],
        });
    });

    it("rejects a limit of a route that it does not have, as AWS does", async () => {
        const throttles = { "GET /api/book": { requestsPerSecond: 5, burst: 1 } };
        await assert.rejects(build({ throttles }), /throttles of GET \/api\/book: want routes of the API/);
    });

    it("logs neither keys nor query strings, each line with the id of its request", async () => {
        const registered = await build();
        const { accessLogSettings } = inputsOf(registered, types.stage);
        const { format, destinationArn } = accessLogSettings as { format: string; destinationArn: string };
        assert.equal(destinationArn, "arn:shop-http-access");
        const variables = Object.values(JSON.parse(format));
        assert.ok(variables.includes("$context.requestId") && variables.includes("$context.authorizer.client"));
        assert.doesNotMatch(format, /apiKey|querystring|header/i);
        // The maximum of an access log template (http-api-quotas.html).
        assert.ok(format.length < 3_072, String(format.length));
        assert.deepEqual(inputsOf(registered, "aws:cloudwatch/logGroup:LogGroup"), {
            name: "/aws/vendedlogs/gatehouse/shop-http/access",
            retentionInDays: 30,
        });
    });

    it("names the operation of a route, unless the name is longer than AWS accepts", async () => {
        for (const [length, isNamed] of [
            [64, true],
            [65, false],
        ] as const) {
            const operationId = "x".repeat(length);
            const registered = await build({ routes: [route("books", "/api/books", { operationId })] });
            const { operationName } = inputsOf(registered, types.route);
            assert.equal(operationName, isNamed ? operationId : undefined);
        }
    });

    it("responds to preflights for the methods that it has, if browsers may call it", async () => {
        assert.ok(!("corsConfiguration" in inputsOf(await build(), types.api)));
        const post = route("books", "/api/books", { routeKey: "POST /api/books", method: "post" });
        const cors = { allowOrigins: ["https://www.shop.dev"], allowHeaders: ["x-api-key"], maxAgeSeconds: 600 };
        const { corsConfiguration } = inputsOf(await build({ cors, routes: [...routes, post] }), types.api);
        assert.deepEqual(corsConfiguration, {
            allowOrigins: ["https://www.shop.dev"],
            allowHeaders: ["x-api-key"],
            allowMethods: ["GET", "POST"],
            maxAge: 600,
        });
    });

    it("serves at AWS's host name, unless that is disabled", async () => {
        const registered = await build();
        assert.deepEqual(inputsOf(registered, types.api), {
            name: "shop-http",
            protocolType: "HTTP",
            disableExecuteApiEndpoint: false,
        });
        assert.equal(inputsOf(await build({ defaultEndpoint: false }), types.api).disableExecuteApiEndpoint, true);
        assert.deepEqual(outputsOf(registered, "gatehouse:gateway:HttpApi"), { url: "wss://photos_id.aws" });
    });

    it("is created so that no call comes before what it needs, and deleted in the other order", async () => {
        const registered = await build();
        const stage = dependenciesOf(registered, types.stage, "shop-http");
        for (const name of namesOf(registered, types.route)) assert.ok(stage.includes(`${types.route} ${name}`), name);
        assert.ok(stage.includes(`${types.permission} shop-http-key`));
        for (const name of namesOf(registered, types.route)) {
            const own = dependenciesOf(registered, types.route, name);
            // The stage deploys a route at once.
            assert.ok(own.includes(`${types.permission} shop-http-key`));
            assert.ok(own.includes(`${types.authorizer} shop-http-key`), name);
            assert.ok(
                own.some((each) => each.startsWith(types.integration)),
                name,
            );
        }
        const integration = dependenciesOf(registered, types.integration, "shop-http-books");
        for (const needed of [
            `${types.link} shop-http`,
            `${types.egress} shop-http-link`,
            `${types.ingress} shop-http-link`,
            "aws:ecs/service:Service books",
        ])
            assert.ok(integration.includes(needed), needed);
        assert.ok(!integration.includes("aws:ecs/service:Service authors"));
    });
});
