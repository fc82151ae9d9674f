import {
    type ManagedPolicy,
    managedCachePolicies,
    managedOriginRequestPolicies,
    managedResponseHeadersPolicies,
} from "../../resources/edge/managed-policies";
import type { Invoke, Invokes } from "../../resources/invoke";
import { type PropertyMap, text } from "../../state/property-values";

/** Looks up policies of CloudFront: those of AWS, and those that a program has created. */
export const cloudfrontInvokes: Invokes = {
    "aws:cloudfront/getCachePolicy:getCachePolicy": lookUp(
        { type: "aws:cloudfront/cachePolicy:CachePolicy", kind: "cache-policy", title: "Cache Policy" },
        managedCachePolicies,
        ({ minTtl = null, defaultTtl = null, maxTtl = null, parametersInCacheKeyAndForwardedToOrigin }) => ({
            minTtl,
            defaultTtl,
            maxTtl,
            parametersInCacheKeyAndForwardedToOrigins: listed(parametersInCacheKeyAndForwardedToOrigin),
        }),
    ),
    "aws:cloudfront/getOriginRequestPolicy:getOriginRequestPolicy": lookUp(
        {
            type: "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
            kind: "origin-request-policy",
            title: "Origin Request Policy",
        },
        managedOriginRequestPolicies,
        ({ cookiesConfig, headersConfig, queryStringsConfig }) => ({
            cookiesConfigs: listed(cookiesConfig),
            headersConfigs: listed(headersConfig),
            queryStringsConfigs: listed(queryStringsConfig),
        }),
    ),
    "aws:cloudfront/getResponseHeadersPolicy:getResponseHeadersPolicy": lookUp(
        {
            type: "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
            kind: "response-headers-policy",
            title: "Response Headers Policy",
        },
        managedResponseHeadersPolicies,
        (policy) => ({
            corsConfigs: listed(policy.corsConfig),
            customHeadersConfigs: listed(policy.customHeadersConfig),
            removeHeadersConfigs: listed(policy.removeHeadersConfig),
            securityHeadersConfigs: listed(policy.securityHeadersConfig),
            serverTimingHeadersConfigs: listed(policy.serverTimingHeadersConfig),
        }),
    ),
};

interface PolicyKind {
    readonly type: string;
    /** Its name in an ARN. */
    readonly kind: string;
    /** Its name in the provider's errors. */
    readonly title: string;
}

function lookUp(
    { type, kind, title }: PolicyKind,
    managed: readonly ManagedPolicy[],
    partsOf: (policy: PropertyMap) => PropertyMap,
): Invoke {
    return {
        args: ["id", "name"],
        answer: (args, cloud) => {
            const created = cloud.store.ofType(type).map(({ id, outputs }): PropertyMap => ({ ...outputs, id }));
            const [key, value] = args.id ? (["id", text(args.id)] as const) : (["name", text(args.name)] as const);
            const found = [...managed, ...created].find((policy) => policy[key] === value);
            // hashicorp/terraform-provider-aws, internal/service/cloudfront/*_policy_data_source.go
            if (found === undefined) throw new Error(`reading CloudFront ${title} (${value}): couldn't find resource`);
            const id = text(found.id);
            return {
                arn: `arn:aws:cloudfront::${cloud.accountId}:${kind}/${id}`,
                comment: found.comment ?? "",
                etag: found.etag ?? "",
                id,
                name: text(found.name),
                ...partsOf(found),
            };
        },
    };
}

function listed(value: PropertyMap[string] | undefined): PropertyMap[string] {
    return value === undefined || value === null ? [] : [value];
}
