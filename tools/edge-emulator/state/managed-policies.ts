import * as managed from "../../cloud-simulator/resources/edge/managed-policies";
import type { CachePolicy, OriginRequestPolicy, Selection } from "./deployed-edge";

const none: Selection = { behavior: "none", names: [] };
const all: Selection = { behavior: "all", names: [] };

/** The content codings of each managed cache policy that has nothing of a request but its path in its key. */
const codings: Readonly<Record<string, CachePolicy["codings"]>> = {
    "Managed-CachingDisabled": [],
    "Managed-CachingOptimized": ["br", "gzip"],
    "Managed-CachingOptimizedForUncompressedObjects": [],
};

/**
 * The managed cache policies that the emulator supports, by id
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html).
 */
export const managedCachePolicies = byId(managed.managedCachePolicies, ({ name, minTtl, defaultTtl, maxTtl }) => {
    const own = codings[name];
    const unkeyed = { headers: none, queryStrings: none, cookies: none };
    return own && { minTtl, defaultTtl, maxTtl, ...unkeyed, codings: own };
});

const listed = (...names: string[]): Selection => ({ behavior: "listed", names });

const requestPolicies: Readonly<Record<string, OriginRequestPolicy>> = {
    "Managed-AllViewer": { headers: all, queryStrings: all, cookies: all },
    "Managed-AllViewerExceptHostHeader": {
        headers: { behavior: "allExcept", names: ["host"] },
        queryStrings: all,
        cookies: all,
    },
    "Managed-CORS-S3Origin": {
        headers: listed("origin", "access-control-request-headers", "access-control-request-method"),
        queryStrings: none,
        cookies: none,
    },
    "Managed-UserAgentRefererHeaders": { headers: listed("user-agent", "referer"), queryStrings: none, cookies: none },
};

/**
 * The managed origin request policies that the emulator supports, by id
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html).
 */
export const managedOriginRequestPolicies = byId(
    managed.managedOriginRequestPolicies,
    ({ name }) => requestPolicies[name],
);

function byId<P extends managed.ManagedPolicy, T>(
    policies: readonly P[],
    supported: (policy: P) => T | undefined,
): Readonly<Record<string, T>> {
    return Object.fromEntries(
        policies.flatMap((policy) => {
            const own = supported(policy);
            return own === undefined ? [] : [[policy.id, own] as const];
        }),
    );
}
