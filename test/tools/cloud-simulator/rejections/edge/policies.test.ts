import assert from "node:assert/strict";
import type { PropertyMap } from "../../../../../tools/cloud-simulator/state/property-values";
import {
    accessControl,
    behavior,
    cachePolicy,
    distribution,
    EdgeAws,
    edgeFunction,
    headersPolicy,
    origin,
    requestPolicy,
    siteOrigin,
} from "./sample-edge";

const none = {
    cookiesConfig: { cookieBehavior: "none" },
    headersConfig: { headerBehavior: "none" },
    queryStringsConfig: { queryStringBehavior: "none" },
};
const naming = (...items: string[]) => ({ headersConfig: { headerBehavior: "whitelist", headers: { items } } });
const code = "function handler(event) { return event.request; }";

describe("simulated CloudFront rejects policies and functions:", () => {
    let aws: EdgeAws;
    beforeEach(() => {
        aws = new EdgeAws();
    });
    const cached = (ttls: PropertyMap, key: PropertyMap = none) => ({
        ...ttls,
        parametersInCacheKeyAndForwardedToOrigin: { ...none, ...key },
    });
    const program = (change: PropertyMap = {}) => ({ code, runtime: "cloudfront-js-2.0", ...change });

    it("lifetimes that are not in order, the provider's defaults included", () => {
        for (const ttls of [{ minTtl: 2, defaultTtl: 1 }, { maxTtl: 60 }, { defaultTtl: 61, maxTtl: 60 }])
            assert.throws(() => aws.make(cachePolicy, cached(ttls)), /are not in ascending order$/);
        const longest = { minTtl: 0, defaultTtl: 61, maxTtl: 60 };
        assert.throws(() => aws.preview(cachePolicy, cached(longest)), /MinTTL 0, DefaultTTL 61 and MaxTTL 60/);
        aws.make(cachePolicy, cached({ minTtl: 1, defaultTtl: 60, maxTtl: 60 }));
    });

    it("a cache key without caching", () => {
        const off = { minTtl: 0, defaultTtl: 0, maxTtl: 0 };
        const wrong = (parameter: string) =>
            new RegExp(`InvalidArgument: The parameter ${parameter} is invalid for policy with caching disabled\\.$`);
        assert.throws(() => aws.preview(cachePolicy, cached(off, naming("x-api-key"))), wrong("HeaderBehavior"));
        assert.throws(
            () => aws.preview(cachePolicy, cached(off, { enableAcceptEncodingGzip: true })),
            wrong("EnableAcceptEncodingGzip"),
        );
        aws.make(cachePolicy, cached(off));
        aws.make(cachePolicy, cached({ ...off, maxTtl: 1 }, naming("x-api-key", "Authorization")), "keyed");
    });

    it("Authorization in an origin request policy, and more than ten headers", () => {
        const given = (...items: string[]) => ({ ...none, ...naming(...items) });
        for (const header of ["Authorization", "accept-encoding"])
            assert.throws(() => aws.preview(requestPolicy, given(header)), /cannot name the header/);
        const many = Array.from({ length: 11 }, (_, index) => `x-${index}`);
        assert.throws(() => aws.preview(requestPolicy, given(...many)), /11 headers exceed the quota of 10$/);
        assert.throws(() => aws.preview(cachePolicy, cached({}, naming(...many))), /11 headers exceed/);
        aws.make(requestPolicy, given("x-authorization"));
    });

    it("the name of another policy of the kind", () => {
        const named = { name: "shop", securityHeadersConfig: {} };
        const first = aws.make(headersPolicy, named);
        assert.throws(() => aws.make(headersPolicy, named, "second"), /ResponseHeadersPolicyAlreadyExists/);
        aws.update(headersPolicy, first, { ...named, comment: "a" });
        aws.make(cachePolicy, { ...cached({}), name: "shop" });
        assert.throws(
            () => aws.make(cachePolicy, { ...cached({}), name: "shop" }, "second"),
            /CachePolicyAlreadyExists/,
        );
        aws.make(requestPolicy, { ...none, name: "shop" });
        assert.throws(() => aws.make(requestPolicy, { ...none, name: "shop" }, "second"), /OriginRequestPolicyAlready/);
    });

    it("functions of more than 10 KB, or for another runtime", () => {
        assert.throws(
            () => aws.preview(edgeFunction, program({ code: "x".repeat(10_241) })),
            /FunctionSizeLimitExceeded/,
        );
        assert.throws(() => aws.preview(edgeFunction, program({ runtime: "nodejs22.x" })), /expected runtime to be/);
        aws.make(edgeFunction, program({ code: "x".repeat(10_240) }));
    });

    it("behaviors with policies and functions that are not there, or not published", () => {
        const using = (change: PropertyMap) => ({ defaultCacheBehavior: { ...behavior, ...change } });
        for (const [property, error] of [
            ["cachePolicyId", "NoSuchCachePolicy"],
            ["originRequestPolicyId", "NoSuchOriginRequestPolicy"],
            ["responseHeadersPolicyId", "NoSuchResponseHeadersPolicy"],
        ] as const)
            aws.rejects(using({ [property]: "8a0e2c4a-0000-4000-8000-000000000000" }), new RegExp(error));
        const own = aws.make(cachePolicy, cached({}));
        aws.distribute(using({ cachePolicyId: own.id }));

        const attach = (functionArn: PropertyMap[string]) =>
            using({ functionAssociations: [{ eventType: "viewer-request", functionArn }] });
        const draft = aws.make(edgeFunction, program({ publish: false }), "draft");
        assert.equal(draft.outputs.liveStageEtag, "");
        aws.rejects(
            attach(draft.outputs.arn ?? ""),
            /InvalidFunctionAssociation: the function arn:.* is not in the stage/,
        );
        aws.rejects(attach("arn:aws:cloudfront::123456789012:function/none"), /InvalidFunctionAssociation/);
        aws.distribute(attach(aws.make(edgeFunction, program()).outputs.arn ?? ""), "attached");
    });

    it("to delete what a distribution uses", () => {
        const used = {
            cachePolicyId: aws.make(cachePolicy, cached({})),
            originRequestPolicyId: aws.make(requestPolicy, none),
            responseHeadersPolicyId: aws.make(headersPolicy, {}),
        };
        const router = aws.make(edgeFunction, program());
        const given = { originAccessControlOriginType: "s3", signingBehavior: "always", signingProtocol: "sigv4" };
        const control = aws.make(accessControl, given);
        const kinds = [cachePolicy, requestPolicy, headersPolicy];
        const deletions = () => [
            ...Object.values(used).map((own, index) => aws.rejectionOf(kinds[index] ?? "", own)),
            aws.rejectionOf(edgeFunction, router),
            aws.rejectionOf(accessControl, control),
        ];
        assert.deepEqual(deletions(), Array(5).fill(undefined));
        aws.distribute({
            origins: [origin, { ...siteOrigin, originAccessControlId: control.id }],
            orderedCacheBehaviors: [
                {
                    ...behavior,
                    ...Object.fromEntries(Object.entries(used).map(([property, { id }]) => [property, id])),
                    pathPattern: "/api/*",
                    functionAssociations: [{ eventType: "viewer-request", functionArn: router.outputs.arn ?? "" }],
                },
            ],
        });
        const [cache, request, headers, program_, access] = deletions();
        assert.match(cache ?? "", /^CachePolicyInUse: The specified cache policy is currently associated/);
        assert.match(request ?? "", /^OriginRequestPolicyInUse: /);
        assert.match(headers ?? "", /^ResponseHeadersPolicyInUse: /);
        assert.match(
            program_ ?? "",
            /^FunctionInUse: Cannot delete function main-\w+, it is in use by 1 distributions$/,
        );
        assert.match(
            access ?? "",
            /^OriginAccessControlInUse: The CloudFront origin access control is still being used/,
        );
        aws.drop(distribution);
        assert.deepEqual(deletions(), Array(5).fill(undefined));
    });
});
