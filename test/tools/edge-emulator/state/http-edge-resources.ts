import { httpPathsCode, noSiteCode } from "../../../../infra/edge/edge-functions";
import type { StateResource } from "../../../../tools/cloud-simulator/state/state-resource";
import { resource } from "../../http-emulator/state/http-api-resources";

/** The domain name of the HTTP API, which the distribution calls. */
export const domainName = "origin.shop.dev";

const [arn, cachingDisabled] = ["arn:aws:cloudfront::123456789012", "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"];
const behavior = {
    viewerProtocolPolicy: "https-only",
    targetOriginId: "http-api",
    allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
    cachedMethods: ["GET", "HEAD"],
    originRequestPolicyId: "b689b0a8-53d0-40ab-baf2-38738e2966ac",
    functionAssociations: [{ eventType: "viewer-request", functionArn: `${arn}:function/paths` }],
};

/** A state with a distribution in front of an HTTP API with the books, of which a random one is never cached. */
export const httpEdgeResources: readonly StateResource[] = [
    resource("aws:cloudfront/distribution:Distribution", "E1", {
        arn: `${arn}:distribution/E1`,
        domainName: "d1.cloudfront.net",
        aliases: ["api.shop.dev"],
        origins: [
            {
                originId: "http-api",
                domainName,
                customOriginConfig: {
                    originReadTimeout: 30,
                    originMtlsConfig: { clientCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1" },
                },
            },
        ],
        orderedCacheBehaviors: [
            { ...behavior, pathPattern: "/api/books/random", cachePolicyId: cachingDisabled },
            ...["/api/books", "/api/books/*"].map((pathPattern) => ({ ...behavior, pathPattern, cachePolicyId: "P1" })),
        ],
        defaultCacheBehavior: {
            ...behavior,
            allowedMethods: ["GET", "HEAD"],
            cachePolicyId: cachingDisabled,
            functionAssociations: [{ eventType: "viewer-request", functionArn: `${arn}:function/no-site` }],
        },
        customErrorResponses: [400, 403, 404, 500, 503].map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 })),
        restrictions: { geoRestriction: { restrictionType: "none" } },
    }),
    resource("aws:cloudfront/function:Function", "paths", {
        arn: `${arn}:function/paths`,
        name: "paths",
        code: httpPathsCode,
    }),
    resource("aws:cloudfront/function:Function", "no-site", {
        arn: `${arn}:function/no-site`,
        name: "no-site",
        code: noSiteCode,
    }),
    resource("aws:cloudfront/cachePolicy:CachePolicy", "P1", {
        minTtl: 60,
        defaultTtl: 60,
        maxTtl: 60,
        parametersInCacheKeyAndForwardedToOrigin: {
            headersConfig: {
                headerBehavior: "whitelist",
                headers: { items: ["x-api-key", "Authorization", "Origin", "Accept", "Accept-Language"] },
            },
            cookiesConfig: { cookieBehavior: "all" },
            queryStringsConfig: { queryStringBehavior: "all" },
            enableAcceptEncodingBrotli: true,
            enableAcceptEncodingGzip: true,
        },
    }),
    resource("aws:apigateway/domainName:DomainName", "origin", {
        domainName,
        mutualTlsAuthentication: { truststoreUri: "s3://shop-certificates/cloudfront.pem" },
    }),
];
