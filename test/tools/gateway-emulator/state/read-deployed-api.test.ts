import assert from "node:assert/strict";
import type { StateResource } from "../../../../tools/cloud-simulator/state/state-resource";
import { deployedApi } from "../../../../tools/gateway-emulator/state/read-deployed-api";
import { backendOutputs } from "../../backend-outputs";

const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: '"key-of-web"' };
const integration = {
    type: "HTTP_PROXY",
    httpMethod: "GET",
    uri: "http://h/",
    connectionType: "VPC_LINK",
    connectionId: "link1",
};

function body(changes: object = {}): string {
    return JSON.stringify({
        openapi: "3.0.1",
        paths: {
            "/pictures": {
                parameters: [],
                get: { security: [{ api_key: [] }], "x-amazon-apigateway-integration": integration },
                post: {
                    security: [],
                    requestBody: {
                        required: true,
                        content: { "application/json": { schema: { type: "object" } }, "text/plain": {} },
                    },
                    "x-amazon-apigateway-request-validator": "all",
                    "x-amazon-apigateway-integration": integration,
                },
                "x-amazon-apigateway-any-method": { "x-amazon-apigateway-integration": { type: "mock" } },
            },
        },
        components: { securitySchemes: { api_key: { type: "apiKey", name: "x-api-key", in: "header" } } },
        "x-amazon-apigateway-request-validators": {
            all: { validateRequestBody: true, validateRequestParameters: true },
        },
        ...changes,
    });
}

function resource(type: string, id: string, outputs: Readonly<Record<string, unknown>>): StateResource {
    return { urn: `urn:${id}`, type, id, outputs };
}

function component(name: string, outputs: object): StateResource {
    return { urn: `urn:${name}`, type: "some:kind:OfCompute", outputs: { ...outputs } };
}

function state(changes: { readonly body?: string; readonly extra?: readonly StateResource[] } = {}): StateResource[] {
    return [
        resource("aws:apigateway/restApi:RestApi", "api1", { name: "shop", body: changes.body ?? body() }),
        resource("aws:apigateway/stage:Stage", "s1", {
            restApi: "api1",
            stageName: "Test",
            variables: { host: "h" },
            cacheClusterEnabled: true,
            cacheClusterSize: "1.6",
            canarySettings: { percentTraffic: 5, stageVariableOverrides: { host: "n" }, useStageCache: true },
        }),
        resource("aws:apigateway/stage:Stage", "s2", { restApi: "other", stageName: "Foreign" }),
        resource("aws:apigateway/methodSettings:MethodSettings", "m1", {
            restApi: "api1",
            stageName: "Test",
            methodPath: "*/*",
            settings: { cachingEnabled: true, throttlingRateLimit: 7, throttlingBurstLimit: 3 },
        }),
        resource("aws:apigateway/usagePlan:UsagePlan", "p1", {
            name: "standard",
            apiStages: [
                { apiId: "api1", stage: "Test", throttles: [{ path: "/pictures/GET", rateLimit: 2, burstLimit: 1 }] },
                { apiId: "other", stage: "Foreign" },
            ],
            throttleSettings: { rateLimit: 10, burstLimit: 5 },
            quotaSettings: { limit: 100, period: "WEEK" },
        }),
        resource("aws:apigateway/apiKey:ApiKey", "k1", { name: "web", value: secret }),
        resource("aws:apigateway/usagePlanKey:UsagePlanKey", "k1", { keyId: "k1", usagePlanId: "p1" }),
        resource("aws:apigateway/vpcLink:VpcLink", "link1", { targetArn: "arn:pictures" }),
        component("pictures", backendOutputs("pictures", { environment: { PORT: "80", SECRET: "s" } })),
        component("books", backendOutputs("books")),
        ...(changes.extra ?? []),
    ];
}

describe("the deployed API of a stack", () => {
    it("has the stages, settings, plans and keys of the state, with secrets in plaintext", () => {
        const api = deployedApi(state());
        assert.deepEqual(Object.keys(api.stages), ["Test"]);
        assert.deepEqual(api.stages.Test, {
            name: "Test",
            variables: { host: "h" },
            cacheClusterEnabled: true,
            cacheClusterSizeGb: 1.6,
            methodSettings: {
                "*/*": {
                    cachingEnabled: true,
                    cacheTtlInSeconds: 300,
                    requireAuthorizationForCacheControl: true,
                    unauthorizedCacheControlHeaderStrategy: "SUCCEED_WITH_RESPONSE_HEADER",
                    throttle: { rate: 7, burst: 3 },
                },
            },
            canary: { percentTraffic: 5, stageVariableOverrides: { host: "n" }, useStageCache: true },
        });
        assert.deepEqual(api.keys, [{ id: "k1", name: "web", value: "key-of-web", enabled: true, planIds: ["p1"] }]);
        assert.deepEqual(api.plans, [
            {
                id: "p1",
                name: "standard",
                stages: [{ stage: "Test", throttles: { "/pictures/GET": { rate: 2, burst: 1 } } }],
                throttle: { rate: 10, burst: 5 },
                quota: { limit: 100, offset: 0, period: "WEEK" },
            },
        ]);
        assert.deepEqual(api.accountThrottle, { rate: 10_000, burst: 5_000 });
    });

    it("has the operations of the body: key, validation and integration", () => {
        const [get, post, any] = deployedApi(state()).operations;
        assert.deepEqual([get?.method, get?.apiKeyRequired, get?.validatesParameters], ["GET", true, false]);
        assert.deepEqual([get?.integration.type, get?.integration.timeoutInMillis], ["http_proxy", 29_000]);
        assert.deepEqual([post?.apiKeyRequired, post?.validatesParameters], [false, true]);
        assert.deepEqual(post?.body, { required: true, schemas: { "application/json": { type: "object" } } });
        assert.deepEqual([any?.method, any?.integration.type], ["ANY", "mock"]);
    });

    it("has the binary media types of the body, or those of the resource instead", () => {
        const text = body({ "x-amazon-apigateway-binary-media-types": ["image/PNG", 7] });
        assert.deepEqual(deployedApi(state()).binaryMediaTypes, []);
        assert.deepEqual(deployedApi(state({ body: text })).binaryMediaTypes, ["image/png"]);
        const [restApi, ...others] = state({ body: text });
        assert.ok(restApi);
        const withTypes = (binaryMediaTypes: readonly string[]) => ({
            ...restApi,
            outputs: { ...restApi.outputs, binaryMediaTypes },
        });
        assert.deepEqual(deployedApi([withTypes(["*/*"]), ...others]).binaryMediaTypes, ["*/*"]);
        assert.deepEqual(deployedApi([withTypes([]), ...others]).binaryMediaTypes, ["image/png"]);
    });

    it("reads the conversions of bodies, and ignores a parameter in a cookie", () => {
        const mock = {
            type: "MOCK",
            contentHandling: "convert_to_text",
            responses: { default: { statusCode: "204", contentHandling: "CONVERT_TO_BINARY" } },
        };
        const parameters = [
            { name: "session", in: "cookie", required: true },
            { name: "id", in: "query", required: true },
        ];
        const paths = { "/a": { get: { parameters, "x-amazon-apigateway-integration": mock } } };
        const [get] = deployedApi(state({ body: body({ paths }) })).operations;
        assert.equal(get?.integration.contentHandling, "CONVERT_TO_TEXT");
        assert.equal(get?.integration.responses.default?.contentHandling, "CONVERT_TO_BINARY");
        assert.deepEqual(get?.parameters, [{ name: "id", in: "query", required: true }]);
    });

    it("finds the apps behind a VPC link by the load balancer that their backends registered", () => {
        const extra = [
            resource("aws:apigateway/vpcLink:VpcLink", "link2", { targetArn: "arn:shared" }),
            component("orders", backendOutputs("orders", { loadBalancer: { arn: "arn:shared" } })),
            component("quotes", backendOutputs("quotes", { host: "lb/quotes", loadBalancer: { arn: "arn:shared" } })),
        ];
        assert.deepEqual(deployedApi(state({ extra })).apps, {
            link1: [{ name: "pictures", environment: { PORT: "80", SECRET: "s" }, host: "pictures.elb" }],
            link2: [
                { name: "orders", environment: {}, host: "orders.elb" },
                { name: "quotes", environment: {}, host: "lb/quotes" },
            ],
        });
    });

    it("omits a VPC link without an app, and decrypts secrets in an app's environment", () => {
        const hidden = {
            "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
            plaintext: '"hunter2"',
        };
        const books = backendOutputs("books", { loadBalancer: { arn: "arn:link3" } });
        const extra = [
            resource("aws:apigateway/vpcLink:VpcLink", "link2", { targetArn: "arn:elsewhere" }),
            resource("aws:apigateway/vpcLink:VpcLink", "link3", { targetArn: "arn:link3" }),
            component("foreign", { backend: "pictures", loadBalancer: { arn: "arn:elsewhere" } }),
            component("books2", { ...books, environment: { PASSWORD: hidden } }),
        ];
        const { apps } = deployedApi(state({ extra }));
        assert.deepEqual(Object.keys(apps), ["link1", "link3"]);
        assert.deepEqual(apps.link3?.[0]?.environment, { PASSWORD: "hunter2" });
    });

    it("has the functions that registered, with the callers that each alias permits", () => {
        const permission = (id: string, changes: object) =>
            resource("aws:lambda/permission:Permission", id, {
                function: "shop_quotes",
                principal: "apigateway.amazonaws.com",
                ...changes,
            });
        const alias = (name: string) => resource("aws:lambda/alias:Alias", name, { functionName: "shop_quotes", name });
        const outputs = {
            backend: { kind: "lambda", api: "quotes", healthPath: "/readyz" },
            environment: { PORT: "80" },
            function: { urn: "urn:f", name: "shop_quotes", memory: 256, provisioned: 0 },
        };
        const extra = [
            component("quotes", outputs),
            ...["Test", "Live"].map(alias),
            permission("1", { qualifier: "Test", sourceArn: "arn:api/Test/*" }),
            permission("2", { qualifier: "Live", principal: "s3.amazonaws.com", sourceArn: "arn:bucket" }),
            permission("3", { sourceArn: "arn:without-alias" }),
        ];
        assert.deepEqual(deployedApi(state({ extra })).functions, {
            shop_quotes: {
                name: "quotes",
                environment: { PORT: "80" },
                aliases: { Test: ["arn:api/Test/*"], Live: [] },
            },
        });
    });

    it("is rejected if the stack has no API, several APIs or an unsupported integration", () => {
        assert.throws(() => deployedApi([]), /REST APIs of the stack: got 0, want 1/);
        const second = resource("aws:apigateway/restApi:RestApi", "api2", { name: "two", body: "{}" });
        assert.throws(() => deployedApi(state({ extra: [second] })), /got 2, want 1/);
        const service = { "/a": { get: { "x-amazon-apigateway-integration": { type: "grpc" } } } };
        assert.throws(() => deployedApi(state({ body: body({ paths: service }) })), /http_proxy/);
    });
});
