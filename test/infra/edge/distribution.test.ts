import assert from "node:assert/strict";
import { EdgeDistribution, type EdgeDistributionArgs } from "../../../infra/edge/distribution";
import { managedPolicies } from "../../../infra/edge/edge-caching";
import { OriginSecret } from "../../../infra/edge/origin-secret";
import { inputsOf, listed, record } from "../recorder";

const distributionType = "aws:cloudfront/distribution:Distribution";
const stage = { host: "abc.execute-api.eu-central-1.amazonaws.com", originPath: "Live", basePath: "api" };
const args: EdgeDistributionArgs = {
    names: ["www.shop.dev", "shop.dev"],
    zoneId: "Z1",
    certificateArn: "arn:certificate",
    tlsPolicy: "TLSv1.2_2021",
    priceClass: "all",
    stages: { Live: stage, Test: { ...stage, originPath: "Test", basePath: "api/test" } },
    cacheSeconds: 0,
    securityHeaders: { contentSecurityPolicy: "default-src 'self'", frames: "DENY", hstsDays: 365 },
    lock: {},
};
const site = { domainName: "site.s3.eu-central-1.amazonaws.com", originAccessControlId: "E1" };
const build = (changes: Partial<EdgeDistributionArgs> = {}, withSecret = false) =>
    record(() => {
        const lock = withSecret ? { secret: new OriginSecret("shop", { version: 1 }) } : {};
        new EdgeDistribution("shop", { ...args, lock, ...changes });
    });

type Behaviour = Readonly<Record<string, unknown>>;

async function distributionWith(changes: Partial<EdgeDistributionArgs> = {}) {
    const inputs = inputsOf(await build(changes), distributionType);
    return {
        ...inputs,
        origins: inputs.origins as Behaviour[],
        ordered: inputs.orderedCacheBehaviors as Behaviour[],
        otherwise: inputs.defaultCacheBehavior as Behaviour,
    };
}

describe("EdgeDistribution", () => {
    it("leads the path of each stage to it, longer paths first, with all methods and no cache", async () => {
        const { ordered, origins } = await distributionWith();
        assert.deepEqual(
            ordered.map(({ pathPattern, targetOriginId }) => [pathPattern, targetOriginId]),
            [
                ["/api/test/*", "stage-Test"],
                ["/api/*", "stage-Live"],
            ],
        );
        for (const behaviour of ordered) {
            assert.equal((behaviour.allowedMethods as string[]).length, 7);
            assert.equal(behaviour.cachePolicyId, managedPolicies.cachingDisabled);
            assert.equal(behaviour.originRequestPolicyId, managedPolicies.allViewerExceptHost);
            assert.equal(behaviour.viewerProtocolPolicy, "https-only");
        }
        assert.deepEqual(
            origins.map(({ originId, domainName, originPath }) => [originId, domainName, originPath]),
            [
                ["stage-Live", stage.host, "/Live"],
                ["stage-Test", stage.host, "/Test"],
            ],
        );
    });

    it("has no path at an origin that serves the stage at its root", async () => {
        const { origins } = await distributionWith({ stages: { Live: { ...stage, originPath: "" } } });
        assert.equal(origins[0] && "originPath" in origins[0], false);
    });

    it("sends the secret to each stage, and not to the site, and keeps it secret", async () => {
        const registered = await build({ site }, true);
        // Secret as a whole, as the mocks know no secret in a part.
        const { value: origins } = inputsOf(registered, distributionType).origins as { value: Behaviour[] };
        assert.deepEqual(
            origins.map(({ originId, customHeaders }) => [
                originId,
                (customHeaders as { name: string }[] | undefined)?.map(({ name }) => name),
            ]),
            [
                ["stage-Live", ["x-origin-verify"]],
                ["stage-Test", ["x-origin-verify"]],
                ["site", undefined],
            ],
        );
        const [distribution] = registered.filter(({ type }) => type === distributionType);
        assert.deepEqual(distribution?.secretOutputs, ["origins"]);
    });

    it("shows a client certificate to each stage", async () => {
        const { origins } = await distributionWith({ lock: { clientCertificateArn: "arn:client" } });
        for (const { customOriginConfig } of origins)
            assert.deepEqual((customOriginConfig as Behaviour).originMtlsConfig, {
                clientCertificateArn: "arn:client",
            });
    });

    it("caches the responses of APIs by their key, and errors not at all", async () => {
        const registered = await build({ cacheSeconds: 60 });
        const policy = inputsOf(registered, "aws:cloudfront/cachePolicy:CachePolicy", "shop-apis");
        assert.deepEqual([policy.minTtl, policy.defaultTtl, policy.maxTtl], [0, 0, 60]);
        const key = policy.parametersInCacheKeyAndForwardedToOrigin as Record<string, Behaviour>;
        assert.deepEqual(key.headersConfig, {
            headerBehavior: "whitelist",
            headers: {
                items: ["x-api-key", "Authorization", "Origin", "Accept", "Accept-Language", "x-stage-base-path"],
            },
        });
        assert.equal(key.cookiesConfig?.cookieBehavior, "all");
        assert.equal(key.queryStringsConfig?.queryStringBehavior, "all");
        const { customErrorResponses } = inputsOf(registered, distributionType);
        for (const response of customErrorResponses as Behaviour[]) {
            assert.equal(response.errorCachingMinTtl, 0);
            assert.deepEqual(Object.keys(response).sort(), ["errorCachingMinTtl", "errorCode"]);
        }
        assert.equal((customErrorResponses as Behaviour[]).length, 11);
    });

    it("caches by the headers with which authorizers tell callers apart too, each once", async () => {
        const credentialHeaders = ["X-Tenant", "authorization", "x-tenant"];
        const registered = await build({ cacheSeconds: 60, credentialHeaders });
        const policy = inputsOf(registered, "aws:cloudfront/cachePolicy:CachePolicy");
        const key = policy.parametersInCacheKeyAndForwardedToOrigin as Record<string, Behaviour>;
        const headers = key.headersConfig?.headers as { items: string[] } | undefined;
        assert.deepEqual(headers?.items.slice(6), ["x-tenant"]);
        const code = (changes: Partial<EdgeDistributionArgs>) =>
            build(changes).then((all) => inputsOf(all, "aws:cloudfront/function:Function", "shop-apis").code as string);
        assert.match(await code({ cacheSeconds: 60 }), /x-stage-base-path/);
        assert.doesNotMatch(await code({}), /x-stage-base-path/);
    });

    it("responds 404 to other paths without a site, and serves the site with one", async () => {
        const without = await distributionWith();
        assert.equal(without.otherwise.targetOriginId, "stage-Live");
        assert.deepEqual(without.otherwise.functionAssociations, [
            { eventType: "viewer-request", functionArn: "arn:shop-no-site" },
        ]);
        const withSite = await distributionWith({ site });
        assert.equal(withSite.otherwise.targetOriginId, "site");
        assert.equal(withSite.otherwise.viewerProtocolPolicy, "redirect-to-https");
        assert.deepEqual(withSite.otherwise.functionAssociations, [
            { eventType: "viewer-request", functionArn: "arn:shop-site" },
        ]);
        assert.deepEqual(withSite.origins.at(-1), { originId: "site", ...site });
    });

    it("adds security headers, those of pages to the site alone, and none of HTTPS for 0 days", async () => {
        const headers = async (policy: string, hstsDays: number) => {
            const securityHeaders = { ...args.securityHeaders, hstsDays };
            const registered = await build({ site, securityHeaders });
            const type = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy";
            return Object.keys(inputsOf(registered, type, policy).securityHeadersConfig as object).sort();
        };
        const common = ["contentTypeOptions", "frameOptions", "referrerPolicy"];
        assert.deepEqual(await headers("shop-apis", 365), [...common, "strictTransportSecurity"]);
        assert.deepEqual(await headers("shop-apis", 0), common);
        assert.deepEqual(await headers("shop-site", 0), ["contentSecurityPolicy", ...common]);
    });

    it("serves the countries, the locations and the protocols of its settings", async () => {
        const restrictions = async (countries: EdgeDistributionArgs["countries"]) =>
            (inputsOf(await build({ countries }), distributionType).restrictions as Record<string, unknown>)
                .geoRestriction;
        assert.deepEqual(await restrictions(undefined), { restrictionType: "none", locations: [] });
        const allow = ["DE"];
        assert.deepEqual(await restrictions({ allow }), { restrictionType: "whitelist", locations: ["DE"] });
        assert.deepEqual(await restrictions({ block: ["FR"] }), { restrictionType: "blacklist", locations: ["FR"] });
        const inputs = inputsOf(await build({ priceClass: "100", webAclArn: "arn:acl" }), distributionType);
        assert.equal(inputs.priceClass, "PriceClass_100");
        assert.equal(inputs.webAclId, "arn:acl");
        assert.equal(inputs.httpVersion, "http2and3");
        assert.equal(inputs.isIpv6Enabled, true);
        assert.equal(inputs.waitForDeployment, true);
        assert.deepEqual(inputs.aliases, args.names);
        assert.deepEqual(inputs.viewerCertificate, {
            acmCertificateArn: "arn:certificate",
            sslSupportMethod: "sni-only",
            minimumProtocolVersion: "TLSv1.2_2021",
        });
    });

    it("points each of its names to the distribution, for IPv4 and IPv6", async () => {
        const records = listed(await build()).filter((each) => each.startsWith("aws:route53/record:Record "));
        assert.deepEqual(records.map((each) => each.split(" ")[1]).sort(), [
            "shop.dev-A",
            "shop.dev-AAAA",
            "www.shop.dev-A",
            "www.shop.dev-AAAA",
        ]);
    });

    it("writes its log, without cookies, query strings and referrers, to a group in CloudFront's region", async () => {
        const accessLog = { logGroupName: "/gatehouse/shop/edge", retentionInDays: 30, region: "us-east-1" };
        const registered = await build({ accessLog });
        const group = inputsOf(registered, "aws:cloudwatch/logGroup:LogGroup");
        assert.deepEqual(group, { name: "/gatehouse/shop/edge", retentionInDays: 30, region: "us-east-1" });
        const types = ["logDeliverySource", "logDeliveryDestination", "logDelivery"];
        for (const type of types) {
            const name = `${type.charAt(0).toUpperCase()}${type.slice(1)}`;
            assert.equal(inputsOf(registered, `aws:cloudwatch/${type}:${name}`).region, "us-east-1");
        }
        const { recordFields } = inputsOf(registered, "aws:cloudwatch/logDelivery:LogDelivery");
        assert.ok((recordFields as string[]).includes("sc-status"));
        assert.deepEqual(
            (recordFields as string[]).filter((field) => /cookie|query|referer/i.test(field)),
            [],
        );
        assert.ok(!listed(await build()).some((each) => each.includes("logDelivery")));
    });
});
