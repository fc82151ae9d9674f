import { named, type ResourceTypes } from "../../resources/resource-type";
import { nextEtag } from "./cloudfront";

const policy = { id: "{uuid}", regional: false, tagged: false, autoName: { ...named, maxLength: 128 } } as const;
const changes = { computed: nextEtag, renewed: ["etag"] } as const;

/** Policies of CloudFront: what is in a cache key, what reaches an origin, and which headers a response has. */
export const cloudfrontPolicies: ResourceTypes = {
    "aws:cloudfront/cachePolicy:CachePolicy": {
        ...policy,
        ...changes,
        defaults: { defaultTtl: 86_400, maxTtl: 31_536_000, minTtl: 0 },
        outputs: { arn: "arn:aws:cloudfront::{account}:cache-policy/{id}", etag: "E{upper:13}" },
        required: ["parametersInCacheKeyAndForwardedToOrigin"],
        source: "cloudfront/cache_policy.go",
        serves: true,
        price: "free",
    },
    "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": {
        ...policy,
        ...changes,
        outputs: { arn: "arn:aws:cloudfront::{account}:origin-request-policy/{id}", etag: "E{upper:13}" },
        required: ["cookiesConfig", "headersConfig", "queryStringsConfig"],
        source: "cloudfront/origin_request_policy.go",
        serves: true,
        price: "free",
    },
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": {
        ...policy,
        ...changes,
        outputs: { arn: "arn:aws:cloudfront::{account}:response-headers-policy/{id}", etag: "E{upper:13}" },
        source: "cloudfront/response_headers_policy.go",
        serves: true,
        price: "free",
    },
};
