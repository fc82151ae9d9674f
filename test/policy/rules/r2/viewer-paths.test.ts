import assert from "node:assert/strict";
import { type Declared, type Json, unknown } from "../../engine";
import { messagesOf, only } from "../findings-of";

type Props = { readonly [key: string]: Json };

const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

const domain = (name: string, host: Json): Declared => ({
    type: "aws:apigatewayv2/domainName:DomainName",
    name,
    props: { domainName: host, mutualTlsAuthentication: { truststoreUri: "s3://trust/ca.pem" } },
});
const mapping = (name: string, of: string, apiMappingKey: Json): Declared => ({
    type: "aws:apigatewayv2/apiMapping:ApiMapping",
    name,
    props: { apiId: unknown, domainName: unknown, stage: "$default", apiMappingKey },
    from: { apiId: ["api"], domainName: [of] },
});
const origin = (originId: string, domainName: Json, originPath: Json = null): Props => ({
    originId,
    domainName,
    originPath,
    customOriginConfig: { originMtlsConfig: { clientCertificateArn: "arn:aws:acm:us-east-1:1:c/1" } },
});
const keyed = (pathPattern: string, targetOriginId = "a"): Props => ({
    pathPattern,
    targetOriginId,
    cachePolicyId: unknown,
});
const uncached = (pathPattern: string, targetOriginId = "a"): Props => ({
    pathPattern,
    targetOriginId,
    cachePolicyId: cachingDisabled,
});

interface Edge {
    readonly routeKey?: string;
    readonly origins?: readonly Props[];
    readonly behaviours: readonly Props[];
    readonly parts?: readonly Declared[];
    /** Origin of the default behaviour, which caches nothing. */
    readonly rest?: string;
}

/** What R2 says of an API with one route, in front of which is a distribution. */
const said = ({ routeKey = "GET /api/books", origins, behaviours, parts, rest = "a" }: Edge): string[] =>
    messagesOf("r2-", [
        {
            type: "aws:apigatewayv2/api:Api",
            name: "api",
            props: { protocolType: "HTTP", disableExecuteApiEndpoint: true },
        },
        {
            type: "aws:apigatewayv2/route:Route",
            name: "books",
            props: { apiId: unknown, routeKey },
            from: { apiId: ["api"] },
        },
        ...(parts ?? [domain("domain", "a.example.com"), mapping("mapping", "domain", null)]),
        {
            type: "aws:cloudfront/cachePolicy:CachePolicy",
            name: "by-key",
            props: {
                minTtl: 60,
                maxTtl: 300,
                parametersInCacheKeyAndForwardedToOrigin: {
                    headersConfig: { headerBehavior: "whitelist", headers: { items: ["x-api-key"] } },
                },
            },
        },
        {
            type: "aws:cloudfront/distribution:Distribution",
            name: "cdn",
            props: {
                origins: origins ?? [origin("a", "a.example.com")],
                orderedCacheBehaviors: behaviours,
                defaultCacheBehavior: { targetOriginId: rest, cachePolicyId: cachingDisabled },
            },
            from: { orderedCacheBehaviors: ["by-key"], origins: ["domain"] },
        },
    ]).map((message) => message.split("\n")[0]?.replace(/^.*for it: /, "") ?? "");

const uncachedRest = 'distribution "cdn" caches defaultCacheBehavior by no CachePolicy of this program.';
const one = (apiMappingKey: Json, host: Json = "a.example.com") => [
    domain("domain", host),
    mapping("mapping", "domain", apiMappingKey),
];

describe("R2 of an HTTP API at the paths that viewers call", () => {
    it("reads a route below the key of its mapping", () => {
        assert.deepEqual(said({ behaviours: [keyed("/api/*")] }), []);
        assert.deepEqual(said({ behaviours: [keyed("/api/*")], parts: one("") }), []);
        assert.deepEqual(said({ behaviours: [keyed("/shop/v1/api/*")], parts: one("shop/v1") }), []);
        assert.equal(only(said({ behaviours: [keyed("/api/*")], parts: one("v1") })), uncachedRest);
        assert.equal(only(said({ behaviours: [keyed("/v1/api/*")] })), uncachedRest);
    });

    it("reads a route without the path of its origin", () => {
        const origins = [origin("a", "a.example.com", "/api")];
        assert.deepEqual(said({ behaviours: [keyed("/books")], origins }), []);
        assert.equal(only(said({ behaviours: [keyed("/api/*")], origins })), uncachedRest);
        assert.deepEqual(
            said({ behaviours: [keyed("/api/*")], origins: [origin("a", "a.example.com", "/v1")], parts: one("v1") }),
            [],
        );
        assert.equal(
            only(said({ behaviours: [keyed("/api/*")], origins: [origin("a", "a.example.com", "/other")] })),
            "no distribution leads to its routes by the paths of its origins and mappings.",
        );
    });

    it("counts each behaviour of an origin while the paths are not known", () => {
        const late = [origin("a", "a.example.com", unknown)];
        assert.equal(only(said({ behaviours: [keyed("/api/*")], parts: one(unknown) })), uncachedRest);
        assert.equal(only(said({ behaviours: [keyed("/api/*")], origins: late })), uncachedRest);
        assert.deepEqual(said({ behaviours: [keyed("*")], parts: one(unknown) }), []);
        assert.deepEqual(said({ behaviours: [keyed("*")], origins: late }), []);
    });

    it("reads the default route at each path below the key of its mapping, and at the key itself", () => {
        const routeKey = "$default";
        assert.deepEqual(said({ routeKey, behaviours: [keyed("/v1*")], parts: one("v1") }), []);
        assert.equal(only(said({ routeKey, behaviours: [keyed("/v1/*")], parts: one("v1") })), uncachedRest);
        assert.deepEqual(said({ routeKey, behaviours: [uncached("/v2/*"), keyed("/v1*")], parts: one("v1") }), []);
        assert.equal(only(said({ routeKey, behaviours: [keyed("/v1*")] })), uncachedRest);
    });

    it("reads each of several mappings, at the host that an origin names", () => {
        const second = [...one(null), mapping("second", "domain", "v2")];
        assert.equal(only(said({ behaviours: [keyed("/api/*")], parts: second })), uncachedRest);
        assert.deepEqual(said({ behaviours: [keyed("/api/*"), keyed("/v2/api/*")], parts: second }), []);
        const parts = [...one("v1"), domain("other", "b.example.com"), mapping("second", "other", "v2")];
        const origins = [origin("a", "a.example.com"), origin("b", "b.example.com")];
        // At the host of the origin "a" the API has no other path than /v1.
        assert.deepEqual(said({ behaviours: [keyed("/v1/api/*"), keyed("/v2/api/*", "b")], parts, origins }), []);
        const crossed = [keyed("/v1/api/*", "b"), keyed("/v2/api/*")];
        assert.match(only(said({ behaviours: crossed, parts, origins })), /^no distribution leads to its routes/);
        const lateHost = [origin("a", unknown)];
        assert.equal(only(said({ behaviours: [keyed("/v1/api/*")], parts, origins: lateHost })), uncachedRest);
    });
});
