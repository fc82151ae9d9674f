import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import { tiers } from "../../../policy/contract/tiers";
import { catalogue } from "../../../policy/pack/catalogue";
import type { PreviewResult } from "../../../tools/cli/preview/preview-result";
import { type Change, type Inputs, previewChanged, previewWith } from "./broken-stack";

const api = (edit: (body: string) => string): Change => ({
    type: "aws:apigateway/restApi:RestApi",
    name: "gatehouse-dev",
    change: ({ body }) => ({ body: edited(String(body), edit) }),
});

const cases: Readonly<Record<string, Change | (() => void)>> = {
    "r1-private-kubernetes": {
        type: "kubernetes:core/v1:Service",
        name: "pictures-lb",
        change: ({ spec }) => ({ spec: { ...(spec as Inputs), loadBalancerClass: "example.com/public" } }),
    },
    "r1-private-aws": () =>
        void new aws.lambda.FunctionUrl("open", { functionName: "shop", authorizationType: "NONE" }),
    "r1-private-backend": api((body) => body.replace('"connectionType":"VPC_LINK"', '"connectionType":"INTERNET"')),
    // None of the stack's own resources could open a path in combination with another one, so this adds one.
    "r1-private-paths": () => {
        const balancer = new aws.lb.LoadBalancer("open", { loadBalancerType: "network", subnets: ["subnet-1"] });
        new aws.lb.Listener("open", {
            ...{ loadBalancerArn: balancer.arn, port: 80, protocol: "TCP" },
            defaultActions: [
                { type: "forward", targetGroupArn: "arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/a/1" },
            ],
        });
    },
    "r1-network-access": {
        type: "aws:eks/cluster:Cluster",
        name: "gatehouse-dev-eksCluster",
        change: ({ vpcConfig }) => ({
            vpcConfig: { ...(vpcConfig as Inputs), endpointPublicAccess: true, publicAccessCidrs: ["0.0.0.0/0"] },
        }),
    },
    "r1-network-paths": () =>
        void new aws.ec2.SecurityGroup("open", {
            ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }],
        }),
    "r1-opaque-resources": () =>
        void new k8s.apiextensions.CustomResource("app", { apiVersion: "argoproj.io/v1alpha1", kind: "Application" }),
    "r1-opaque-paths": () =>
        void new aws.apigateway.BasePathMapping("elsewhere", { domainName: "api.example.com", restApi: "abc" }),
    "r3-stage-throttles": {
        type: "aws:apigateway/usagePlan:UsagePlan",
        name: "standard",
        change: () => ({ throttleSettings: undefined }),
    },
    "r4-deployments": {
        type: "aws:apigateway/deployment:Deployment",
        change: () => ({ triggers: { release: "first" } }),
    },
    "r2-cached-content": {
        type: "aws:apigateway/stage:Stage",
        name: "Test",
        change: () => ({ cacheClusterEnabled: false }),
    },
    "r3-rate-limits": {
        type: "aws:apigateway/usagePlan:UsagePlan",
        name: "standard",
        change: () => ({ throttleSettings: { rateLimit: 100_001, burstLimit: 500 } }),
    },
    "r4-key-on-every-operation": api((body) => body.replace(/"security":\[[^\]]*\]\}\]/, '"security":[]')),
    "r4-authorizer-keys": () => {
        const selection = { routeSelectionExpression: "$request.body.action" };
        const apiKeySelectionExpression = "$context.authorizer.usageIdentifierKey";
        const { id: apiId } = new aws.apigatewayv2.Api("live", {
            ...{ protocolType: "WEBSOCKET", ...selection, apiKeySelectionExpression },
        });
        const { id: authorizerId } = new aws.apigatewayv2.Authorizer("live", {
            ...{ apiId, authorizerType: "REQUEST", identitySources: ["route.request.header.Sec-WebSocket-Protocol"] },
            authorizerUri: "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/keys/invocations",
        });
        const keyed = { routeKey: "$connect", apiKeyRequired: true, authorizationType: "CUSTOM" };
        new aws.apigatewayv2.Route("live", { apiId, authorizerId, ...keyed });
    },
    "r4-usage-plans": {
        type: "aws:apigateway/usagePlanKey:UsagePlanKey",
        name: "web",
        change: () => ({ keyType: "JWT" }),
    },
};

describe("A first preview of the dev stack on the real engine", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);

    for (const { name, tier } of catalogue()) {
        const exitCode = tiers[tier].strict === "mandatory" ? 1 : 0;
        it(`exits ${exitCode} if one resource breaks ${name}, and reports only that policy`, async () => {
            const broken = cases[name];
            assert.ok(broken, `there is no broken stack for ${name}`);
            const result = await (typeof broken === "function" ? previewWith(broken) : previewChanged(broken));
            assert.deepEqual(result.errors, []);
            assert.equal(result.exitCode, exitCode);
            assert.deepEqual(brokenPolicies(result, exitCode === 1 ? "findings" : "warnings"), [name]);
        });
    }
});

const brokenPolicies = ({ rules }: PreviewResult, kind: "findings" | "warnings"): string[] => [
    ...new Set(rules.flatMap((rule) => rule[kind].map(({ policy }) => policy))),
];

// An edit without effect would leave a valid body, and the failure would be attributed to the policy.
function edited(body: string, edit: (body: string) => string): string {
    const result = edit(body);
    assert.notEqual(result, body);
    return result;
}
