import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/**
 * Ids of policies that AWS manages, the same in every account
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html and
 * …/using-managed-origin-request-policies.html).
 */
export const managedPolicies = {
    /** Managed-CachingDisabled. */
    cachingDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    /** Managed-AllViewerExceptHostHeader: API Gateway responds 403 to the name of the viewer's host. */
    allViewerExceptHost: "b689b0a8-53d0-40ab-baf2-38738e2966ac",
} as const;

/**
 * Header that tells one stage's requests from another's, as their paths are equal once the base path is removed, and AWS does not say
 * that an entry of the cache belongs to one behavior (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-the-cache-key.html).
 * Functions cannot set one that begins with `x-edge-` (…/DeveloperGuide/edge-function-restrictions-all.html).
 */
export const basePathHeader = "x-stage-base-path";

// A response belongs to an API key and a token, and backends may vary it by the other headers. All cookies and query strings are in the
// cache key too.
const commonHeaders = ["x-api-key", "Authorization", "Origin", "Accept", "Accept-Language"];

// docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
const maxHeaders = 10;

/** Headers with credentials, besides the API key and `Authorization`, that the cache key of an HTTP API has room for. */
export const maxHttpCredentialHeaders = maxHeaders - commonHeaders.length;

/**
 * The headers in the cache key of the APIs.
 * @param credentialHeaders headers with which callers prove who they are, besides the API key.
 * @param others further headers.
 */
function headersInKey(credentialHeaders: readonly string[], others: readonly string[] = []): string[] {
    const own = [...commonHeaders, ...others];
    const known = new Set(own.map((name) => name.toLowerCase()));
    const credentials = new Map(credentialHeaders.map((name) => [name.toLowerCase(), name]));
    return [...own, ...[...credentials].filter(([key]) => !known.has(key)).map(([, name]) => name)];
}

const parametersInKey = (headers: string[]) => ({
    headersConfig: { headerBehavior: "whitelist", headers: { items: headers } },
    cookiesConfig: { cookieBehavior: "all" },
    queryStringsConfig: { queryStringBehavior: "all" },
    enableAcceptEncodingBrotli: true,
    enableAcceptEncodingGzip: true,
});

/**
 * The cache policy of the APIs. Without a cache, each request reaches the gateway.
 *
 * CloudFront answers a hit without the gateway, so without a check of the API key: therefore the API key is part of the cache key.
 * @param seconds maximum number for which a response is cached, if its `Cache-Control` permits that; 0 for no cache.
 * @param credentialHeaders as in `headersInKey`; a hit asks no authorizer either.
 * @returns the id of the policy.
 */
export function apiCachePolicy(
    name: string,
    seconds: number,
    credentialHeaders: readonly string[],
    parent: pulumi.Resource,
): pulumi.Output<string> {
    if (seconds === 0) return pulumi.output(managedPolicies.cachingDisabled);
    return new aws.cloudfront.CachePolicy(
        `${name}-apis`,
        {
            name: `${name}-apis`,
            comment: "Responses of the APIs, by API key",
            minTtl: 0,
            defaultTtl: 0,
            maxTtl: seconds,
            parametersInCacheKeyAndForwardedToOrigin: parametersInKey(
                headersInKey(credentialHeaders, [basePathHeader]),
            ),
        },
        { parent },
    ).id;
}

/**
 * The cache policy of an HTTP API, which has no cache itself: every response to a GET is cached for the same time, whatever its
 * `Cache-Control` says, by the API key as in `apiCachePolicy`.
 * @param seconds from 1.
 * @param credentialHeaders as in `apiCachePolicy`; at most `maxHttpCredentialHeaders`.
 * @returns the id of the policy.
 */
export function httpCachePolicy(
    name: string,
    seconds: number,
    credentialHeaders: readonly string[],
    parent: pulumi.Resource,
): pulumi.Output<string> {
    return new aws.cloudfront.CachePolicy(
        `${name}-http`,
        {
            name: `${name}-http`,
            comment: "Responses of the HTTP API, by API key",
            minTtl: seconds,
            defaultTtl: seconds,
            maxTtl: seconds,
            parametersInCacheKeyAndForwardedToOrigin: parametersInKey(headersInKey(credentialHeaders)),
        },
        { parent },
    ).id;
}

/**
 * The cache policy of the site: the `Cache-Control` of each file says for how long it is cached.
 * @returns the id of the policy.
 */
export function siteCachePolicy(name: string, parent: pulumi.Resource): pulumi.Output<string> {
    return new aws.cloudfront.CachePolicy(
        `${name}-site`,
        {
            name: `${name}-site`,
            comment: "Files of the site",
            minTtl: 0,
            defaultTtl: 0,
            maxTtl: 31_536_000,
            parametersInCacheKeyAndForwardedToOrigin: {
                headersConfig: { headerBehavior: "none" },
                cookiesConfig: { cookieBehavior: "none" },
                queryStringsConfig: { queryStringBehavior: "none" },
                enableAcceptEncodingBrotli: true,
                enableAcceptEncodingGzip: true,
            },
        },
        { parent },
    ).id;
}
