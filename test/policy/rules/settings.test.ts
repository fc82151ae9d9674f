import assert from "node:assert/strict";
import { type Resource, stackOf, UNKNOWN } from "../../../policy/resource";
import { privateAws } from "../../../policy/rules/r1-private-aws";
import { privateKubernetes } from "../../../policy/rules/r1-private-kubernetes";
import { cachedContent } from "../../../policy/rules/r2-cached-content";
import { rateLimits } from "../../../policy/rules/r3-rate-limits";
import { defaultSettings } from "../../../policy/settings";
import { definition, goodSettings } from "../corpus/gateway-stack";

const resource = (
    type: string,
    name: string,
    props: Resource["props"],
    from: Record<string, string[]> = {},
): Resource => ({
    urn: name,
    type,
    name,
    props,
    outputs: {},
    declared: true,
    ignoreChanges: [],
    dependencies: [],
    propertyDependencies: from,
});

describe("rules follow the pack's settings", () => {
    it("R1 trusts the address blocks that are named, and no wider ones", () => {
        const group = (cidr: string) =>
            resource("aws:ec2/securityGroup:SecurityGroup", "office", { ingress: [{ cidrBlocks: [cidr] }] });
        const settings = { ...defaultSettings, trustedCidrs: ["203.0.113.0/24"] };
        assert.deepEqual(privateAws.judge(group("203.0.113.128/25"), settings), {
            counts: { "security group": 1 },
            findings: [],
        });
        assert.equal(privateAws.judge(group("203.0.112.0/23"), settings).findings.length, 1);
    });

    it("R1 trusts the charts that are named, as long as their values open nothing", () => {
        const release = (values: Resource["props"]) =>
            resource("kubernetes:helm.sh/v3:Release", "metrics", { chart: "metrics", values });
        const settings = { ...defaultSettings, trustedCharts: ["metrics"] };
        assert.deepEqual(
            privateKubernetes.judge(
                release({ service: { type: "ClusterIP", externalIPs: [] }, ingress: { enabled: false } }),
                settings,
            ).findings,
            [],
        );
        const opening: readonly Resource["props"][] = [
            { service: { type: "LoadBalancer" } },
            { service: { type: "NodePort" } },
            { ingress: { enabled: true } },
            { controller: { hostNetwork: true } },
            { service: { annotations: { scheme: "internet-facing" } } },
            { service: { externalIPs: ["203.0.113.9"] } },
            { service: { type: UNKNOWN } },
        ];
        for (const values of opening) {
            assert.equal(
                privateKubernetes.judge(release(values), settings).findings.length,
                1,
                Object.keys(values).join(),
            );
        }
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

    it("R2 asks for the shortest time to live that is configured", () => {
        assert.deepEqual(cachedContent.judge(stack, { ...defaultSettings, lowestTtlSeconds: 300 }), {
            counts: { cached: 2, volatile: 1 },
            findings: [],
        });
        const { findings } = cachedContent.judge(stack, { ...defaultSettings, lowestTtlSeconds: 301 });
        assert.match(
            findings.map(({ message }) => message).join(),
            /^MethodSettings "all": settings.cacheTtlInSeconds is 300\.\nWanted: a time to live from 301 to 3600 seconds\./,
        );
    });

    it("R3 asks for the limit that is configured", () => {
        assert.deepEqual(rateLimits.judge(stack, { ...defaultSettings, requestsPerSecond: 1000 }).findings, []);
        const { findings } = rateLimits.judge(stack, { ...defaultSettings, requestsPerSecond: 999 });
        assert.match(
            findings.map(({ message }) => message).join(),
            /^MethodSettings "all": settings.throttlingRateLimit is 1000\.\nWanted: a number above 0 and at most 999 requests per second/,
        );
    });
});
