import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { apiCachePolicy, basePathHeader, managedPolicies, siteCachePolicy } from "./edge-caching";
import { associateFunction, noSiteCode, sitePathsCode, stagePathsCode } from "./edge-functions";
import { type EdgeStage, siteOriginId, stageOriginId } from "./edge-origins";
import { createHeadersPolicy, type SecurityHeaders } from "./security-headers";

type DefaultBehavior = aws.types.input.cloudfront.DistributionDefaultCacheBehavior;
type PathBehavior = aws.types.input.cloudfront.DistributionOrderedCacheBehavior;

/** Arguments of the cache behaviors of a distribution: what it does with requests, by their path. */
export interface CacheBehaviorsArgs {
    /** Stages by name. */
    readonly stages: Readonly<Record<string, EdgeStage>>;
    /** Maximum number of seconds for which responses of the APIs are cached; 0 for no cache. */
    readonly cacheSeconds: number;
    /** Headers with which callers prove who they are, besides the API key. Default: none. */
    readonly credentialHeaders?: readonly string[] | undefined;
    readonly securityHeaders: SecurityHeaders;
}

/**
 * The behavior of each stage, at the path of its requests. CloudFront takes the first path that matches, so longer ones come first
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html).
 */
export function stageBehaviors(
    name: string,
    { stages, cacheSeconds, credentialHeaders = [], securityHeaders }: CacheBehaviorsArgs,
    parent: pulumi.Resource,
): PathBehavior[] {
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
        // A redirect would come too late: the first request has sent its key without TLS.
        viewerProtocolPolicy: "https-only",
        allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
        cachedMethods: ["GET", "HEAD"],
        compress: cacheSeconds > 0,
        cachePolicyId,
        originRequestPolicyId: managedPolicies.allViewerExceptHost,
        responseHeadersPolicyId,
        functionAssociations,
    }));
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
export function noSiteBehavior(name: string, stage: string, parent: pulumi.Resource): DefaultBehavior {
    return {
        targetOriginId: stageOriginId(stage),
        viewerProtocolPolicy: "redirect-to-https",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
        compress: false,
        cachePolicyId: managedPolicies.cachingDisabled,
        functionAssociations: [associateFunction(`${name}-no-site`, noSiteCode, "Responds 404", parent)],
    };
}
