import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as random from "@pulumi/random";
import { withOfflineStack } from "../../../../../tools/cloud-simulator/engine/offline-stack";
import { allExceptHost, behavior, cachingDisabled, origin, siteOrigin } from "./sample-edge";

const base = { projectName: "shop", stackName: "dev", config: { "aws:region": "eu-central-1" } };
const [region, shown] = [
    "us-east-1",
    { cloudwatchMetricsEnabled: true, metricName: "shop", sampledRequestsEnabled: true },
];

/** Differences between the programs of a test. */
interface Difference {
    readonly version?: string;
    readonly cached?: boolean;
    readonly countries?: readonly string[];
    readonly withSite?: boolean;
}

describe("a program with a distribution on the real engine", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);

    it("comes up, changes what the distribution uses before that is deleted, and is destroyed to nothing", async () => {
        const output: string[] = [];
        await withOfflineStack(
            { ...base, program: async () => shop({}), onOutput: (text) => output.push(text) },
            async (stack) => {
                const text = () => output.splice(0).join("");
                const up = async (difference: Difference) =>
                    assert.equal((await stack.up(async () => shop(difference))).error, undefined, text());
                const states = async () =>
                    (await stack.storedResources()).filter(({ type }) => /^(aws|random):/.test(type));
                await up({ cached: true, withSite: true, countries: ["DE"] });
                const made = await states();
                const outputOf = (name: string) => made.find(({ urn }) => urn.endsWith(`::${name}`))?.outputs ?? {};
                assert.match(String(outputOf("edge-acl").arn), /^arn:aws:wafv2:us-east-1:\d+:global\/webacl\//);
                assert.match(String(outputOf("edge-logs").arn), /^arn:aws:logs:us-east-1:/);
                assert.doesNotMatch(JSON.stringify(outputOf("secret")), /"result":"/);

                await up({ version: "2", cached: true, withSite: true, countries: ["DE"] });
                await up({ version: "2" });
                const kept = (await states()).map(({ type }) => type.split(":").at(-1));
                assert.ok(!kept.includes("CachePolicy") && !kept.includes("OriginAccessControl"), kept.join());
                assert.equal((await stack.preview()).error, undefined, text());
                assert.equal((await stack.destroy()).error, undefined, text());
            },
        );
    });

    it("does not come up with a web ACL that no program may give to CloudFront", async () => {
        const output: string[] = [];
        await withOfflineStack(
            {
                ...base,
                program: async () => {
                    new aws.wafv2.WebAcl("edge", { ...acl, scope: "CLOUDFRONT" });
                },
                onOutput: (text) => output.push(text),
            },
            async (stack) => {
                assert.equal((await stack.preview()).succeeded, false);
                assert.match(output.join(""), /The scope is not valid\., field: SCOPE_VALUE, parameter: CLOUDFRONT/);
            },
        );
    });
});

const acl = { defaultAction: { allow: {} }, visibilityConfig: shown };

function shop({ version = "1", cached, countries = [], withSite }: Difference) {
    const { result } = new random.RandomPassword("secret", { length: 40, special: false, keepers: { version } });
    const webAcl = new aws.wafv2.WebAcl("edge-acl", { ...acl, scope: "CLOUDFRONT", region });
    const group = new aws.cloudwatch.LogGroup("edge-logs", { name: "aws-waf-logs-edge", region });
    new aws.wafv2.WebAclLoggingConfiguration("edge-logs", {
        ...{ resourceArn: webAcl.arn, logDestinationConfigs: [group.arn], region },
    });
    const controls = withSite ? [accessControl()] : [];
    const distribution = new aws.cloudfront.Distribution("edge", {
        enabled: true,
        webAclId: webAcl.arn,
        origins: [
            { ...origin, customHeaders: [{ name: "X-Origin-Verify", value: result }] },
            ...controls.map(({ id }) => ({ ...siteOrigin, originAccessControlId: id })),
        ],
        defaultCacheBehavior: {
            ...behavior,
            originRequestPolicyId: allExceptHost,
            cachePolicyId: cached ? cachePolicy().id : cachingDisabled,
        },
        restrictions: {
            geoRestriction: { restrictionType: countries.length > 0 ? "whitelist" : "none", locations: [...countries] },
        },
        viewerCertificate: { cloudfrontDefaultCertificate: true },
    });
    new aws.cloudwatch.LogDeliverySource("edge", { logType: "ACCESS_LOGS", resourceArn: distribution.arn, region });
}

function accessControl() {
    return new aws.cloudfront.OriginAccessControl("site", {
        ...{ originAccessControlOriginType: "s3", signingBehavior: "always", signingProtocol: "sigv4" },
    });
}

function cachePolicy() {
    return new aws.cloudfront.CachePolicy("keys", {
        ...{ minTtl: 0, defaultTtl: 0, maxTtl: 60 },
        parametersInCacheKeyAndForwardedToOrigin: {
            headersConfig: { headerBehavior: "whitelist", headers: { items: ["x-api-key"] } },
            cookiesConfig: { cookieBehavior: "none" },
            queryStringsConfig: { queryStringBehavior: "all" },
        },
    });
}
