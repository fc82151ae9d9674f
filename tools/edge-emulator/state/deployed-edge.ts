import type { SiteBucket } from "./site-bucket";
import type { WebAcl } from "./web-acl";

/** Which headers, query parameters or cookies take part: `allExcept` the named ones, the `listed` ones, `all`, or `none`. */
export interface Selection {
    readonly behavior: "all" | "allExcept" | "listed" | "none";
    readonly names: readonly string[];
}

/** The parts of a request that its response is cached by, and for how many seconds. */
export interface CachePolicy {
    readonly minTtl: number;
    readonly defaultTtl: number;
    readonly maxTtl: number;
    readonly headers: Selection;
    readonly queryStrings: Selection;
    readonly cookies: Selection;
    /** Content codings in which CloudFront may store and send a response. */
    readonly codings: readonly ("br" | "gzip")[];
}

/** The parts of a request that reach the origin besides the values of the cache's key. */
export interface OriginRequestPolicy {
    readonly headers: Selection;
    readonly queryStrings: Selection;
    readonly cookies: Selection;
}

/** A header that CloudFront adds to responses; `overrides` says whether it replaces the origin's. */
export interface AddedHeader {
    readonly name: string;
    readonly value: string;
    readonly overrides: boolean;
}

/** The headers that CloudFront adds to responses and removes from them. */
export interface ResponseHeadersPolicy {
    readonly added: readonly AddedHeader[];
    readonly removed: readonly string[];
}

/** A CloudFront Function. */
export interface EdgeFunction {
    readonly name: string;
    readonly code: string;
}

/** A cache behavior with the policies and functions that it refers to. */
export interface Behavior {
    /** `*` for the default behavior. */
    readonly pathPattern: string;
    readonly originId: string;
    readonly allowedMethods: readonly string[];
    readonly cachedMethods: readonly string[];
    readonly cache: CachePolicy;
    readonly originRequest?: OriginRequestPolicy;
    readonly responseHeaders?: ResponseHeadersPolicy;
    readonly viewerRequest?: EdgeFunction;
    readonly viewerResponse?: EdgeFunction;
    readonly compresses: boolean;
}

/** Where CloudFront gets what it does not have. */
export interface Origin {
    readonly id: string;
    readonly domainName: string;
    /** Such as `/Test`; empty for none. */
    readonly path: string;
    readonly customHeaders: readonly (readonly [name: string, value: string])[];
    /** Seconds that CloudFront waits for a response. */
    readonly readTimeout: number;
}

/**
 * Seconds for which CloudFront caches an error that has no entry
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html).
 */
export const defaultErrorTtl = 10;

/** How CloudFront handles a status of an origin from 400 on. */
export interface CustomError {
    readonly status: number;
    /** Seconds for which the error is cached. */
    readonly minTtl: number;
    readonly page?: { readonly path: string; readonly status: number };
}

/** A CloudFront distribution. */
export interface Distribution {
    readonly arn: string;
    readonly id: string;
    readonly domainName: string;
    readonly aliases: readonly string[];
    readonly defaultRootObject: string;
    readonly origins: readonly Origin[];
    /** In the order in which they are tried; the default one is the last. */
    readonly behaviors: readonly Behavior[];
    readonly customErrors: readonly CustomError[];
    readonly geoRestriction: {
        readonly type: "none" | "whitelist" | "blacklist";
        readonly countries: readonly string[];
    };
}

/** A distribution with what protects it and what it gets its responses from. */
export interface DeployedEdge {
    readonly distribution: Distribution;
    /** The web ACL of the distribution. */
    readonly webAcl?: WebAcl;
    /** The web ACLs of the gateway's stages, by the name of the stage. */
    readonly stageAcls: Readonly<Record<string, WebAcl>>;
    /** Buckets by the domain name that an origin has for them. */
    readonly buckets: Readonly<Record<string, SiteBucket>>;
    /** Domain names of the API that demand a client certificate, which only CloudFront has. */
    readonly mutualTlsDomains: readonly string[];
}
