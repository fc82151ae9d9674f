import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { apiCachePolicy, basePathHeader, httpCachePolicy, managedPolicies, siteCachePolicy } from "./edge-caching";
import { associateFunction, httpPathsCode, noSiteCode, sitePathsCode, stagePathsCode } from "./edge-functions";
import { type EdgeStage, httpOriginId, siteOriginId, stageOriginId } from "./edge-origins";
import { type HttpPathsArgs, httpPaths } from "./http-paths";
import { createHeadersPolicy, type SecurityHeaders } from "./security-headers";

type DefaultBehavior = aws.types.input.cloudfront.DistributionDefaultCacheBehavior;
type PathBehavior = aws.types.input.cloudfront.DistributionOrderedCacheBehavior;

/** Arguments of the cache behaviors of a distribution: what it does with requests, by their path. */
export interface CacheBehaviorsArgs {
    /** Stages of REST APIs by name; none beside an HTTP API alone. */
    readonly stages: Readonly<Record<string, EdgeStage>>;
    /** Maximum number of seconds for which responses of the APIs are cached; 0 for no cache. */
    readonly cacheSeconds: number;
    /** Headers with which callers prove who they are, besides the API key. Default: none. */
    readonly credentialHeaders?: readonly string[] | undefined;
    readonly securityHeaders: SecurityHeaders;
    /** HTTP API at its own paths, beside the stages or alone. Default: none. */
    readonly httpApi?: EdgeHttpApi | undefined;
}

/** An HTTP API behind a distribution. */
export interface EdgeHttpApi extends HttpPathsArgs {
    /** Domain name of the API, mapped to its stage at the root. */
    readonly host: pulumi.Input<string>;
    /** Number of seconds for which responses to its GET operations are cached, except those that must not be; 0 for no cache. */
    readonly cacheSeconds: number;
}

/** Which calls of an API CloudFront passes on. A redirect would come too late: the first request has sent its key without TLS. */
const apiMethods = {
    viewerProtocolPolicy: "https-only",
    allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
    cachedMethods: ["GET", "HEAD"],
};

/**
 * The behavior of each stage, at the path of its requests. CloudFront takes the first path that matches, so longer ones come first
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html).
 */
export function stageBehaviors(
    name: string,
    { stages, cacheSeconds, credentialHeaders = [], securityHeaders }: CacheBehaviorsArgs,
    parent: pulumi.Resource,
): PathBehavior[] {
    if (Object.keys(stages).length === 0) return [];
    const { contentSecurityPolicy: _, ...headers } = securityHeaders;
    const cachePolicyId = apiCachePolicy(name, cacheSeconds, credentialHeaders, parent);
    const responseHeadersPolicyId = createHeadersPolicy(`${name}-apis`, headers, parent);
    const ordered = Object.entries(stages).sort(
        ([, { basePath: one }], [, { basePath: other }]) => other.length - one.length || (one < other ? -1 : 1),
    );
    const paths = ordered.map(([, { basePath }]) => basePath);
    const code = stagePathsCode(paths, cacheSeconds > 0 ? basePathHeader : undefined);
    const functionAssociations = [associateFunction(`${name}-apis`, code, "Removes the path of a stage", parent)];
    return ordered.map(([stage, { basePath }]) => ({
        pathPattern: `/${basePath}/*`,
        targetOriginId: stageOriginId(stage),
        ...apiMethods,
        compress: cacheSeconds > 0,
        cachePolicyId,
        originRequestPolicyId: managedPolicies.allViewerExceptHost,
        responseHeadersPolicyId,
        functionAssociations,
    }));
}

/**
 * The behaviors of an HTTP API, as `httpPaths` orders them: each with the cache of the policy `NAME-http`, or without one.
 * @throws {Error} for a cached operation that CloudFront cannot distinguish from one that must not be cached.
 */
export function httpBehaviors(
    name: string,
    { httpApi, credentialHeaders = [], securityHeaders }: CacheBehaviorsArgs,
    parent: pulumi.Resource,
): PathBehavior[] {
    if (httpApi === undefined) return [];
    const { contentSecurityPolicy: _, ...headers } = securityHeaders;
    const { cacheSeconds } = httpApi;
    const { paths, conflicts } = httpPaths(cacheSeconds > 0 ? httpApi : { ...httpApi, reads: [] });
    if (conflicts.length > 0)
        throw new Error(`CloudFront caches by paths, which do not distinguish ${conflicts.join(", ")}`);
    const cached = cacheSeconds > 0 ? httpCachePolicy(name, cacheSeconds, credentialHeaders, parent) : undefined;
    const responseHeadersPolicyId = createHeadersPolicy(`${name}-http`, headers, parent);
    const functionAssociations = [associateFunction(`${name}-http`, httpPathsCode, "Rejects dot segments", parent)];
    return paths.map(({ pattern, cached: isCached }) => {
        const cachePolicyId = isCached ? cached : undefined;
        return {
            pathPattern: pattern,
            targetOriginId: httpOriginId,
            ...apiMethods,
            compress: cachePolicyId !== undefined,
            cachePolicyId: cachePolicyId ?? managedPolicies.cachingDisabled,
            originRequestPolicyId: managedPolicies.allViewerExceptHost,
            responseHeadersPolicyId,
            functionAssociations,
        };
    });
}

/** The behavior of all other paths with a site: the files of the site. */
export function siteBehavior(name: string, securityHeaders: SecurityHeaders, parent: pulumi.Resource): DefaultBehavior {
    return {
        targetOriginId: siteOriginId,
        viewerProtocolPolicy: "redirect-to-https",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
        compress: true,
        cachePolicyId: siteCachePolicy(name, parent),
        responseHeadersPolicyId: createHeadersPolicy(`${name}-site`, securityHeaders, parent),
        functionAssociations: [
            associateFunction(`${name}-site`, sitePathsCode, "Serves index.html at the paths of the site", parent),
        ],
    };
}

/** The behavior of all other paths without a site: 404. A function responds; the origin, which a behavior must have, gets no request. */
export function noSiteBehavior(
    name: string,
    targetOriginId: pulumi.Input<string>,
    parent: pulumi.Resource,
): DefaultBehavior {
    return {
        targetOriginId,
        viewerProtocolPolicy: "redirect-to-https",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
        compress: false,
        cachePolicyId: managedPolicies.cachingDisabled,
        functionAssociations: [associateFunction(`${name}-no-site`, noSiteCode, "Responds 404", parent)],
    };
}
