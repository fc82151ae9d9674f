import type { PropertyMap } from "../../state/property-values";

/** A policy that AWS manages. */
export interface ManagedPolicy extends PropertyMap {
    id: string;
    name: string;
}

/** A cache policy that AWS manages; its lifetimes are in seconds. */
export interface ManagedCachePolicy extends ManagedPolicy {
    minTtl: number;
    defaultTtl: number;
    maxTtl: number;
}

/**
 * The cache policies that AWS manages
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html). The program has ids of its choice in
 * infra/edge/edge-caching.ts: two copies, so that a wrong id there is rejected here.
 */
export const managedCachePolicies: readonly ManagedCachePolicy[] = [
    cache("Managed-CachingOptimized", "658327ea-f89d-4fab-a63d-7e88639e58f6", [1, 86_400, 31_536_000]),
    cache(
        "Managed-CachingOptimizedForUncompressedObjects",
        "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
        [1, 86_400, 31_536_000],
    ),
    cache("Managed-CachingDisabled", "4135ea2d-6df8-44a3-9df3-4b5a84be39ad", [0, 0, 0]),
    cache("UseOriginCacheControlHeaders", "83da9c7e-98b4-4e11-a168-04f0df8e2c65", [0, 0, 31_536_000]),
    cache("UseOriginCacheControlHeaders-QueryStrings", "4cc15a8a-d715-48a4-82b8-cc0b614638fe", [0, 0, 31_536_000]),
];

/**
 * The origin request policies that AWS manages
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html).
 */
export const managedOriginRequestPolicies: readonly ManagedPolicy[] = [
    { id: "216adef6-5c7f-47e4-b989-5492eafa07d3", name: "Managed-AllViewer" },
    { id: "33f36d7e-f396-46d9-90e0-52428a34d9dc", name: "Managed-AllViewerAndCloudFrontHeaders-2022-06" },
    { id: "b689b0a8-53d0-40ab-baf2-38738e2966ac", name: "Managed-AllViewerExceptHostHeader" },
    { id: "59781a5b-3903-41f3-afcb-af62929ccde1", name: "Managed-CORS-CustomOrigin" },
    { id: "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf", name: "Managed-CORS-S3Origin" },
    { id: "acba4595-bd28-49b8-b9fe-13317c0390fa", name: "Managed-UserAgentRefererHeaders" },
    { id: "bf0718e1-ba1e-49d1-88b1-f726733018ae", name: "Managed-HostHeaderOnly" },
];

/**
 * The response headers policies that AWS manages
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html).
 */
export const managedResponseHeadersPolicies: readonly ManagedPolicy[] = [
    { id: "60669652-455b-4ae9-85a4-c4c02393f86c", name: "Managed-SimpleCORS" },
    { id: "5cc3b908-e619-4b99-88e5-2cf7f45965bd", name: "Managed-CORS-With-Preflight" },
    { id: "67f7725c-6f97-4210-82d7-5512b31e9d03", name: "Managed-SecurityHeadersPolicy" },
    { id: "e61eb60c-9c35-4d20-a928-2b84e02af89c", name: "Managed-CORS-and-SecurityHeadersPolicy" },
    { id: "eaab4381-ed33-4a86-88ca-d9558dc6cd63", name: "Managed-CORS-with-preflight-and-SecurityHeadersPolicy" },
];

function cache(
    name: string,
    id: string,
    [minTtl, defaultTtl, maxTtl]: readonly [number, number, number],
): ManagedCachePolicy {
    return { id, name, minTtl, defaultTtl, maxTtl };
}
