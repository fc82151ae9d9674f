import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { callUrl, privateEndpointPolicy } from "../../../../infra/gateway/rest/endpoint";
import { Gateway, type GatewayArgs } from "../../../../infra/gateway/rest/gateway";
import { methodSettings, type StageBehaviour } from "../../../../infra/gateway/rest/method-settings";
import { ApiVpcEndpoint } from "../../../../infra/gateway/rest/vpc-endpoint";
import { inputsOf, listed, record } from "../../recorder";

const behaviour: StageBehaviour = {
    cache: { enabled: true, sizeGb: 0.5, ttlSeconds: 300 },
    throttle: { requestsPerSecond: 100, burst: 50 },
    detailedMetrics: false,
    executionLogs: "errors",
};
const args: GatewayArgs = {
    apiName: "shop-test",
    body: '{"openapi":"3.0.1"}',
    backends: {},
    stages: { Test: behaviour },
    stageOptions: { uncachedMethodPaths: [], tracing: true, logRetentionDays: 30, accessLogFields: {} },
    plans: { standard: { requestsPerSecond: 10, burst: 5 } },
    clients: { web: "standard" },
    accountRole: false,
    deletionProtection: false,
};
const restApi = "aws:apigateway/restApi:RestApi";
const build = (changes: Partial<GatewayArgs>) => record(() => new Gateway("gateway", { ...args, ...changes }));

describe("the endpoint of a gateway", () => {
    it("is an edge-optimized one, in another deployment", async () => {
        const edge = await build({ endpoint: { type: "EDGE" } });
        assert.deepEqual(inputsOf(edge, restApi).endpointConfiguration, { types: "EDGE" });
        const triggerOf = (registered: typeof edge) =>
            inputsOf(registered, "aws:apigateway/deployment:Deployment").triggers;
        assert.notDeepEqual(triggerOf(edge), triggerOf(await build({})));
    });

    it("is a private one, with a policy that admits its VPC endpoints alone", async () => {
        const registered = await build({
            endpoint: { type: "PRIVATE", vpcEndpointIds: ["vpce-1"], privateDns: true },
        });
        const { endpointConfiguration, policy } = inputsOf(registered, restApi);
        assert.deepEqual(endpointConfiguration, { types: "PRIVATE", ipAddressType: "dualstack" });
        assert.deepEqual(JSON.parse(String(policy)), privateEndpointPolicy(["vpce-1"]));
        const { triggers } = inputsOf(registered, "aws:apigateway/deployment:Deployment");
        assert.equal((triggers as Record<string, string>).vpcEndpoints, "vpce-1");
    });

    it("admits its VPC endpoints alone, whatever another policy allows", () => {
        const deny = { Effect: "Deny", Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" };
        const others = [{ Effect: "Allow", Principal: "*" }];
        assert.deepEqual(privateEndpointPolicy(["vpce-1"], others), {
            Version: "2012-10-17",
            Statement: [...others, { ...deny, Condition: { StringNotEquals: { "aws:SourceVpce": ["vpce-1"] } } }],
        });
    });

    it("is associated with VPC endpoints without private DNS, and called at the name that this makes", async () => {
        const endpoint = { type: "PRIVATE", vpcEndpointIds: ["vpce-1", "vpce-2"], privateDns: false } as const;
        const registered = await build({ endpoint });
        assert.deepEqual(inputsOf(registered, restApi).endpointConfiguration, {
            types: "PRIVATE",
            ipAddressType: "dualstack",
            vpcEndpointIds: ["vpce-1", "vpce-2"],
        });
        const { outputs } = registered.find(({ type }) => type === "gatehouse:gateway:Gateway") ?? {};
        const Test = "https://gateway_id-vpce-1.execute-api.eu-central-1.amazonaws.com/Test";
        assert.deepEqual(outputs?.stageUrls, { Test });
        const url = "https://abc.execute-api.eu-central-1.amazonaws.com/Test";
        const urlOf = (own: Parameters<typeof callUrl>[0]) =>
            new Promise((resolve) => callUrl(own, "abc", pulumi.output(url)).apply(resolve));
        assert.equal(await urlOf(endpoint), "https://abc-vpce-1.execute-api.eu-central-1.amazonaws.com/Test");
        assert.equal(await urlOf({ ...endpoint, privateDns: true }), url);
        assert.equal(await urlOf({ type: "EDGE" }), url);
    });

    it("has the strict access mode with an enhanced TLS policy, unless clients call another host name", async () => {
        const modeOf = async (defaultEndpoint: GatewayArgs["defaultEndpoint"]) =>
            inputsOf(await build({ defaultEndpoint }), restApi).endpointAccessMode;
        const securityPolicy = "SecurityPolicy_TLS13_1_3_2025_09";
        assert.equal(await modeOf({ enabled: true, securityPolicy }), "STRICT");
        assert.equal(await modeOf({ enabled: true, securityPolicy, otherHosts: true }), "BASIC");
        assert.equal(await modeOf({ enabled: true, securityPolicy: "TLS_1_2" }), undefined);
    });

    it("compresses from a size on, and ends the compression with -1", async () => {
        for (const minimumCompressionSize of [0, 1024, -1])
            assert.equal(
                inputsOf(await build({ minimumCompressionSize }), restApi).minimumCompressionSize,
                String(minimumCompressionSize),
            );
        assert.ok(!("minimumCompressionSize" in inputsOf(await build({}), restApi)));
    });

    it("is reached through a VPC endpoint in each zone, by TCP 443 from the given blocks", async () => {
        const registered = await record(
            () =>
                new ApiVpcEndpoint("shop", {
                    vpcId: "vpc-1",
                    subnetIds: ["subnet-1", "subnet-2"],
                    allowedCidrs: ["10.0.0.0/16", "10.8.0.0/16"],
                    privateDns: true,
                }),
        );
        assert.deepEqual(listed(registered).sort(), [
            "aws:ec2/securityGroup:SecurityGroup shop-execute-api",
            "aws:ec2/vpcEndpoint:VpcEndpoint shop-execute-api",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule shop-execute-api-10.0.0.0/16",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule shop-execute-api-10.8.0.0/16",
        ]);
        const { serviceName: _, ...endpoint } = inputsOf(registered, "aws:ec2/vpcEndpoint:VpcEndpoint");
        assert.deepEqual(endpoint, {
            vpcId: "vpc-1",
            vpcEndpointType: "Interface",
            subnetIds: ["subnet-1", "subnet-2"],
            securityGroupIds: ["shop-execute-api_id"],
            privateDnsEnabled: true,
        });
    });
});

describe("limits of single operations", () => {
    const throttles = {
        "~1books~1{id}/GET": { requestsPerSecond: 7, burst: 3 },
        "~1books/POST": { requestsPerSecond: 1, burst: 1 },
        "~1books~1live/GET": { requestsPerSecond: 2, burst: 2 },
    };

    it("are complete entries, which cache GETs only, and those only that a stage caches", () => {
        const entries = methodSettings({ ...behaviour, throttles }, ["~1books~1live/GET", "~1books~1views/GET"]);
        assert.deepEqual(
            entries.map(({ methodPath, settings }) => [
                methodPath,
                settings.throttlingRateLimit,
                settings.throttlingBurstLimit,
                settings.cachingEnabled,
                settings.cacheTtlInSeconds,
            ]),
            [
                ["*/*", 100, 50, true, 300],
                ["~1books~1live/GET", 2, 2, false, 0],
                ["~1books~1views/GET", 100, 50, false, 0],
                ["~1books~1{id}/GET", 7, 3, true, 300],
                ["~1books/POST", 1, 1, false, 0],
            ],
        );
        assert.ok(entries.every(({ settings }) => settings.loggingLevel !== undefined));
    });

    it("are those of each stage of a plan", async () => {
        const registered = await build({
            stages: { Test: behaviour, Live: behaviour },
            plans: {
                standard: {
                    requestsPerSecond: 10,
                    burst: 5,
                    throttles: { "/books/{id}/GET": { requestsPerSecond: 7, burst: 3 } },
                },
            },
        });
        const { apiStages } = inputsOf(registered, "aws:apigateway/usagePlan:UsagePlan");
        const own = [{ path: "/books/{id}/GET", rateLimit: 7, burstLimit: 3 }];
        assert.deepEqual(
            (apiStages as { throttles: unknown }[]).map((stage) => stage.throttles),
            [own, own],
        );
    });
});
