import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { apiCachePolicy, basePathHeader, managedPolicies, siteCachePolicy } from "./edge-caching";
import { associateFunction, noSiteCode, sitePathsCode, stagePathsCode } from "./edge-functions";
import { type EdgeStage, siteOriginId, stageOriginId } from "./edge-origins";
import { createHeadersPolicy, type SecurityHeaders } from "./security-headers";

type DefaultBehaviour = aws.types.input.cloudfront.DistributionDefaultCacheBehavior;
type PathBehaviour = aws.types.input.cloudfront.DistributionOrderedCacheBehavior;

/** Arguments of a distribution's behaviours, by which it treats requests. */
export interface BehavioursArgs {
    /** Stages by name. */
    readonly stages: Readonly<Record<string, EdgeStage>>;
    /** The most seconds for which responses of the APIs are cached; 0 for no cache. */
    readonly cacheSeconds: number;
    /** Headers with which callers prove who they are, besides the API key. Default: none. */
    readonly credentialHeaders?: readonly string[] | undefined;
    readonly securityHeaders: SecurityHeaders;
}

/** Each stage with the path of its requests. CloudFront takes the first that matches, so a path comes before those that it is below. */
export function stageBehaviours(
    name: string,
    { stages, cacheSeconds, credentialHeaders = [], securityHeaders }: BehavioursArgs,
    parent: pulumi.Resource,
): PathBehaviour[] {
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
        // Not redirected: the first request has sent its key already.
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

/** The behaviour of all other paths with a site: the files of the site. */
export function siteBehaviour(
    name: string,
    securityHeaders: SecurityHeaders,
    parent: pulumi.Resource,
): DefaultBehaviour {
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

/** The behaviour of all other paths without a site: 404. The function responds, so the origin, which there must be, gets no request. */
export function noSiteBehaviour(name: string, stage: string, parent: pulumi.Resource): DefaultBehaviour {
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
