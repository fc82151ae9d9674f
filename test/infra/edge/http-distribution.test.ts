import assert from "node:assert/strict";
import { EdgeDistribution, type EdgeDistributionArgs } from "../../../infra/edge/distribution";
import { managedPolicies } from "../../../infra/edge/edge-caching";
import { inputsOf, listed, record } from "../recorder";

const distributionType = "aws:cloudfront/distribution:Distribution";
const httpApi = {
    host: "origin.shop.dev",
    basePaths: ["/api/books", "/api/authors"],
    reads: [
        { path: "/api/books/{id}", cached: true },
        { path: "/api/books/{id}/price", cached: false },
    ],
    cacheSeconds: 60,
};
const args: EdgeDistributionArgs = {
    names: ["shop.dev"],
    zoneId: "Z1",
    certificateArn: "arn:certificate",
    tlsPolicy: "TLSv1.2_2021",
    priceClass: "all",
    stages: {},
    cacheSeconds: 0,
    securityHeaders: { contentSecurityPolicy: "default-src 'self'", frames: "DENY", hstsDays: 365 },
    lock: { clientCertificateArn: "arn:client" },
    httpApi,
};
const build = (changes: Partial<EdgeDistributionArgs> = {}) =>
    record(() => {
        new EdgeDistribution("shop", { ...args, ...changes });
    });

type Behaviour = Readonly<Record<string, unknown>>;
const orderedOf = async (changes: Partial<EdgeDistributionArgs> = {}) =>
    inputsOf(await build(changes), distributionType).orderedCacheBehaviors as Behaviour[];

describe("EdgeDistribution of an HTTP API", () => {
    it("leads each base path to the domain name of the API, with a client certificate", async () => {
        const registered = await build();
        const { origins, orderedCacheBehaviors, defaultCacheBehavior, webAclId } = inputsOf(
            registered,
            distributionType,
        );
        const [origin, ...others] = origins as Behaviour[];
        assert.deepEqual(others, []);
        assert.deepEqual([origin?.originId, origin?.domainName], ["http-api", "origin.shop.dev"]);
        assert.equal(origin && "originPath" in origin, false);
        const config = origin?.customOriginConfig as Behaviour | undefined;
        assert.deepEqual(config?.originMtlsConfig, { clientCertificateArn: "arn:client" });
        // The integrations have 30 seconds, and API Gateway's own response comes after them.
        assert.equal(config?.originReadTimeout, 31);
        assert.equal(webAclId, undefined);
        assert.deepEqual(
            (orderedCacheBehaviors as Behaviour[]).map(({ pathPattern, cachePolicyId }) => [
                pathPattern,
                cachePolicyId,
            ]),
            [
                ["/api/books/*/price", managedPolicies.cachingDisabled],
                ["/api/books", "shop-http_id"],
                ["/api/books/*", "shop-http_id"],
                ["/api/authors", "shop-http_id"],
                ["/api/authors/*", "shop-http_id"],
            ],
        );
        for (const behaviour of orderedCacheBehaviors as Behaviour[]) {
            assert.equal(behaviour.targetOriginId, "http-api");
            assert.equal(behaviour.viewerProtocolPolicy, "https-only");
            assert.equal((behaviour.allowedMethods as string[]).length, 7);
            assert.equal(behaviour.originRequestPolicyId, managedPolicies.allViewerExceptHost);
            assert.deepEqual(behaviour.functionAssociations, [
                { eventType: "viewer-request", functionArn: "arn:shop-http" },
            ]);
        }
        assert.deepEqual((defaultCacheBehavior as Behaviour).functionAssociations, [
            { eventType: "viewer-request", functionArn: "arn:shop-no-site" },
        ]);
        assert.equal((defaultCacheBehavior as Behaviour).targetOriginId, "http-api");
        assert.deepEqual(
            listed(registered).filter((each) => each.endsWith(" shop-apis")),
            [],
        );
    });

    it("caches for a fixed time by the key and the other credentials", async () => {
        const registered = await build({ credentialHeaders: ["X-Tenant", "authorization"] });
        const policy = inputsOf(registered, "aws:cloudfront/cachePolicy:CachePolicy", "shop-http");
        assert.deepEqual([policy.name, policy.minTtl, policy.defaultTtl, policy.maxTtl], ["shop-http", 60, 60, 60]);
        const key = policy.parametersInCacheKeyAndForwardedToOrigin as Record<string, Behaviour>;
        assert.deepEqual(key.headersConfig, {
            headerBehavior: "whitelist",
            headers: { items: ["x-api-key", "Authorization", "Origin", "Accept", "Accept-Language", "X-Tenant"] },
        });
        assert.equal(key.queryStringsConfig?.queryStringBehavior, "all");
        assert.equal(key.cookiesConfig?.cookieBehavior, "all");
    });

    it("caches nothing for 0 seconds, and has no cache policy then", async () => {
        const registered = await build({ httpApi: { ...httpApi, cacheSeconds: 0 } });
        const { orderedCacheBehaviors } = inputsOf(registered, distributionType);
        assert.deepEqual(
            (orderedCacheBehaviors as Behaviour[]).map(({ pathPattern }) => pathPattern),
            ["/api/books", "/api/books/*", "/api/authors", "/api/authors/*"],
        );
        for (const { cachePolicyId, compress } of orderedCacheBehaviors as Behaviour[])
            assert.deepEqual([cachePolicyId, compress], [managedPolicies.cachingDisabled, false]);
        assert.equal(
            listed(registered).some((each) => each.startsWith("aws:cloudfront/cachePolicy")),
            false,
        );
    });

    it("rejects operations that CloudFront cannot distinguish", async () => {
        const reads = [
            { path: "/api/books/{id}", cached: true },
            { path: "/api/books/{path+}", cached: false },
        ];
        await assert.rejects(build({ httpApi: { ...httpApi, reads } }), {
            message:
                "CloudFront caches by paths, which do not distinguish GET /api/books/{id} and GET /api/books/{path+}",
        });
    });

    it("has its own paths beside stages and a site", async () => {
        const stages = {
            Live: { host: "abc.execute-api.eu-west-1.amazonaws.com", originPath: "Live", basePath: "api" },
        };
        const ordered = await orderedOf({ stages });
        assert.deepEqual(
            ordered.slice(-2).map(({ pathPattern, targetOriginId }) => [pathPattern, targetOriginId]),
            [
                ["/api/authors/*", "http-api"],
                ["/api/*", "stage-Live"],
            ],
        );
    });
});
