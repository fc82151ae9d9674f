import type { CachePolicy, OriginRequestPolicy, Selection } from "./deployed-edge";

const none: Selection = { behavior: "none", names: [] };
const all: Selection = { behavior: "all", names: [] };
const unkeyed = { headers: none, queryStrings: none, cookies: none };

const seconds = (minTtl: number, defaultTtl: number, maxTtl: number) => ({ minTtl, defaultTtl, maxTtl });
const day = 86_400;
const year = 31_536_000;

/**
 * The managed cache policies by their ids
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html); those for other AWS products are left out.
 */
export const managedCachePolicies: Readonly<Record<string, CachePolicy>> = {
    // CachingDisabled
    "4135ea2d-6df8-44a3-9df3-4b5a84be39ad": { ...seconds(0, 0, 0), ...unkeyed, codings: [] },
    // CachingOptimized
    "658327ea-f89d-4fab-a63d-7e88639e58f6": { ...seconds(1, day, year), ...unkeyed, codings: ["br", "gzip"] },
    // CachingOptimizedForUncompressedObjects
    "b2884449-e4de-46a7-ac36-70bc7f1ddd6d": { ...seconds(1, day, year), ...unkeyed, codings: [] },
};

const hostless: Selection = { behavior: "allExcept", names: ["host"] };

/**
 * The managed origin request policies by their ids
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html).
 */
export const managedOriginRequestPolicies: Readonly<Record<string, OriginRequestPolicy>> = {
    // AllViewer
    "216adef6-5c7f-47e4-b989-5492eafa07d3": { headers: all, queryStrings: all, cookies: all },
    // AllViewerExceptHostHeader
    "b689b0a8-53d0-40ab-baf2-38738e2966ac": { headers: hostless, queryStrings: all, cookies: all },
    // CORS-S3Origin
    "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf": {
        headers: {
            behavior: "listed",
            names: ["origin", "access-control-request-headers", "access-control-request-method"],
        },
        queryStrings: none,
        cookies: none,
    },
    // UserAgentRefererHeaders
    "acba4595-bd28-49b8-b9fe-13317c0390fa": {
        headers: { behavior: "listed", names: ["user-agent", "referer"] },
        queryStrings: none,
        cookies: none,
    },
};
