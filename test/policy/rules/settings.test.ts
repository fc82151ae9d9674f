import assert from "node:assert/strict";
import { defaultSettings } from "../../../policy/contract/settings";
import { type Resource, stackOf, UNKNOWN } from "../../../policy/reading/resource";
import { privateKubernetes } from "../../../policy/rules/r1/private-kubernetes";
import { networkPaths } from "../../../policy/rules/r1/private-paths";
import { cachedContent } from "../../../policy/rules/r2/cached-content";
import { rateLimits } from "../../../policy/rules/r3/rate-limits";
import { keyOnEveryOperation } from "../../../policy/rules/r4/key-on-every-operation";
import { definition, goodSettings } from "../corpus/gateway/stack";
import { plainResource } from "../plain-resource";

const resource = (type: string, name: string, props: Resource["props"], from: Record<string, string[]> = {}) =>
    plainResource(type, name, props, { propertyDependencies: from });

describe("the settings of the pack", () => {
    it("make R1 trust address blocks, but no wider ones", () => {
        const group = (cidr: string) =>
            resource("aws:ec2/securityGroup:SecurityGroup", "office", { ingress: [{ cidrBlocks: [cidr] }] });
        const settings = { ...defaultSettings, trustedCidrs: ["203.0.113.0/24"] };
        const findingsOf = (cidr: string) => networkPaths.check(stackOf([group(cidr)]), settings).findings;
        assert.deepEqual(findingsOf("203.0.113.128/25"), []);
        assert.equal(findingsOf("203.0.112.0/23").length, 1);
    });

    it("make R1 trust charts, as long as their values expose nothing", () => {
        const release = (values: Resource["props"]) =>
            resource("kubernetes:helm.sh/v3:Release", "metrics", { chart: "metrics", version: "1.2.3", values });
        const settings = { ...defaultSettings, trustedCharts: ["metrics@1.2.3"] };
        assert.deepEqual(
            privateKubernetes.check(
                release({
                    service: { type: "ClusterIP", externalIPs: [] },
                    ingress: { enabled: false },
                    extraContainers: [{ image: "alpine", command: ["sleep", "1"] }],
                    extraObjects: [{ apiVersion: "v1", kind: "Service", spec: { type: "ClusterIP" } }],
                }),
                settings,
            ).findings,
            [],
        );
        const exposure: readonly Resource["props"][] = [
            { service: { type: "LoadBalancer" } },
            { service: { type: "NodePort" } },
            { ingress: { enabled: true } },
            { controller: { hostNetwork: true } },
            { service: { annotations: { scheme: "internet-facing" } } },
            { service: { externalIPs: ["203.0.113.9"] } },
            { service: { type: UNKNOWN } },
            { image: { repository: "cloudflare/cloudflared" } },
            { extraContainers: [{ image: "ngrok/ngrok:3" }] },
            { extraObjects: [{ apiVersion: "networking.k8s.io/v1", kind: "Ingress", spec: {} }] },
        ];
        for (const values of exposure) {
            assert.equal(
                privateKubernetes.check(release(values), settings).findings.length,
                1,
                Object.keys(values).join(),
            );
        }
    });

    it("make R1 accept load balancer classes", () => {
        const scheme = { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal" };
        const service = resource("kubernetes:core/v1:Service", "shop", {
            metadata: { annotations: scheme },
            spec: { type: "LoadBalancer", loadBalancerClass: "eks.amazonaws.com/nlb" },
        });
        const findingsWith = (loadBalancerClasses: string[]) =>
            privateKubernetes.check(service, { ...defaultSettings, loadBalancerClasses }).findings.length;
        assert.equal(findingsWith(["eks.amazonaws.com/nlb"]), 0);
        assert.equal(findingsWith(["service.k8s.aws/nlb"]), 1);
    });

    it("make R4 exempt operations, and the preflight only if it is listed", () => {
        const open = { "x-amazon-apigateway-integration": { type: "mock" } };
        const paths = { "/health": { get: open, head: open, options: open } };
        const api = resource("aws:apigateway/restApi:RestApi", "api", {
            body: JSON.stringify({ openapi: "3.0.1", paths }),
        });
        const check = (exemptOperations: string[]) =>
            keyOnEveryOperation.check(api, { ...defaultSettings, exemptOperations });
        assert.deepEqual(check(["preflight", "GET /health", "HEAD /health"]), {
            counts: { preflight: 1, exempt: 2 },
            findings: [],
        });
        const [finding] = check(["GET /health"]).findings;
        assert.match(finding?.message ?? "", /HEAD \/health can be called without a key.*OPTIONS \/health/);
    });

    const stack = stackOf([
        resource("aws:apigateway/restApi:RestApi", "api", { body: JSON.stringify(definition) }),
        resource(
            "aws:apigateway/stage:Stage",
            "stage",
            { stageName: "Test", cacheClusterEnabled: true, cacheClusterSize: "0.5" },
            { restApi: ["api"] },
        ),
        resource(
            "aws:apigateway/methodSettings:MethodSettings",
            "all",
            { stageName: "Test", methodPath: "*/*", settings: goodSettings },
            { restApi: ["api"], stageName: ["stage"] },
        ),
    ]);

    it("set R2's minimum time to live", () => {
        assert.deepEqual(cachedContent.check(stack, { ...defaultSettings, lowestTtlSeconds: 300 }), {
            counts: { cached: 2, volatile: 1 },
            findings: [],
        });
        const { findings } = cachedContent.check(stack, { ...defaultSettings, lowestTtlSeconds: 301 });
        assert.match(
            findings.map(({ message }) => message).join(),
            /^MethodSettings "all": settings.cacheTtlInSeconds is 300\.\nExpected: a time to live from 301 to 3600 seconds\./,
        );
    });

    it("set R2's values for volatile content", () => {
        const marked = { ...defaultSettings, freshnessMarks: ["live"] };
        const { counts, findings } = cachedContent.check(stack, marked);
        assert.deepEqual([counts, findings], [{ cached: 3 }, []]);
    });

    it("set R3's limit", () => {
        assert.deepEqual(rateLimits.check(stack, { ...defaultSettings, requestsPerSecond: 1000 }).findings, []);
        const { findings } = rateLimits.check(stack, { ...defaultSettings, requestsPerSecond: 999 });
        assert.match(
            findings.map(({ message }) => message).join(),
            /^MethodSettings "all": settings.throttlingRateLimit is 1000\.\nExpected: a number above 0 and at most 999 requests per second/,
        );
    });

    it("set the account's throttle, which is enough for R3's `gateway` tier only up to the limit", () => {
        const unlimited = stackOf(stack.resources.filter(({ name }) => name !== "all"));
        const tierAt = (accountRequestsPerSecond: number) => {
            const { findings } = rateLimits.check(unlimited, { ...defaultSettings, accountRequestsPerSecond });
            return findings.map(({ tier }) => tier);
        };
        assert.deepEqual(tierAt(100_000), ["network"]);
        assert.deepEqual(tierAt(100_001), ["gateway"]);
    });
});
