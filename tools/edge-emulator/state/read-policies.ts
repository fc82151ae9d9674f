import { z } from "zod";
import type { AddedHeader, CachePolicy, OriginRequestPolicy, ResponseHeadersPolicy, Selection } from "./deployed-edge";

const items = z
    .object({ items: z.array(z.string()).nullish() })
    .nullish()
    .transform((value) => value?.items ?? []);
const headersForm = z
    .object({ headerBehavior: z.string().default("none"), headers: items })
    .transform(({ headerBehavior, headers }) => selection(headerBehavior, headers.map(lowerCase)));
const queryForm = z
    .object({ queryStringBehavior: z.string(), queryStrings: items })
    .transform(({ queryStringBehavior, queryStrings }) => selection(queryStringBehavior, queryStrings));
const cookiesForm = z
    .object({ cookieBehavior: z.string(), cookies: items })
    .transform(({ cookieBehavior, cookies }) => selection(cookieBehavior, cookies));

const lowerCase = (name: string) => name.toLowerCase();

function selection(behavior: string, names: readonly string[]): Selection {
    // allViewerAndWhitelistCloudFront names only headers of CloudFront, which are added where they are listed.
    if (behavior === "whitelist") return { behavior: "listed", names };
    if (behavior === "allExcept") return { behavior, names };
    return { behavior: behavior.startsWith("all") ? "all" : "none", names };
}

const cacheForm = z.object({
    minTtl: z.number().default(0),
    defaultTtl: z.number().default(86_400),
    maxTtl: z.number().default(31_536_000),
    parametersInCacheKeyAndForwardedToOrigin: z.object({
        headersConfig: headersForm,
        queryStringsConfig: queryForm,
        cookiesConfig: cookiesForm,
        enableAcceptEncodingBrotli: z.boolean().nullish(),
        enableAcceptEncodingGzip: z.boolean().nullish(),
    }),
});

/** Reads the outputs of a cache policy. */
export function readCachePolicy(outputs: unknown): CachePolicy {
    const { parametersInCacheKeyAndForwardedToOrigin: keyed, ...ttl } = cacheForm.parse(outputs);
    return {
        ...ttl,
        headers: keyed.headersConfig,
        queryStrings: keyed.queryStringsConfig,
        cookies: keyed.cookiesConfig,
        codings: [
            ...(keyed.enableAcceptEncodingBrotli ? (["br"] as const) : []),
            ...(keyed.enableAcceptEncodingGzip ? (["gzip"] as const) : []),
        ],
    };
}

const originRequestForm = z
    .object({ headersConfig: headersForm, queryStringsConfig: queryForm, cookiesConfig: cookiesForm })
    .transform((read) => ({
        headers: read.headersConfig,
        queryStrings: read.queryStringsConfig,
        cookies: read.cookiesConfig,
    }));

/** Reads the outputs of an origin request policy. */
export function readOriginRequestPolicy(outputs: unknown): OriginRequestPolicy {
    return originRequestForm.parse(outputs);
}

const override = z.boolean().default(false);
const securityForm = z.object({
    contentSecurityPolicy: z.object({ contentSecurityPolicy: z.string(), override }).nullish(),
    contentTypeOptions: z.object({ override }).nullish(),
    frameOptions: z.object({ frameOption: z.string(), override }).nullish(),
    referrerPolicy: z.object({ referrerPolicy: z.string(), override }).nullish(),
    strictTransportSecurity: z
        .object({
            accessControlMaxAgeSec: z.number(),
            includeSubdomains: z.boolean().nullish(),
            preload: z.boolean().nullish(),
            override,
        })
        .nullish(),
});
const responseForm = z.object({
    customHeadersConfig: z
        .object({ items: z.array(z.object({ header: z.string(), value: z.string(), override })).nullish() })
        .nullish(),
    removeHeadersConfig: z.object({ items: z.array(z.object({ header: z.string() })).nullish() }).nullish(),
    securityHeadersConfig: securityForm.nullish(),
});

/**
 * Reads the outputs of a response headers policy; its CORS and Server-Timing parts are left out.
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html)
 */
export function readResponseHeadersPolicy(outputs: unknown): ResponseHeadersPolicy {
    const { customHeadersConfig, removeHeadersConfig, securityHeadersConfig } = responseForm.parse(outputs);
    const custom = (customHeadersConfig?.items ?? []).map(({ header, value, override: overrides }) => ({
        name: header,
        value,
        overrides,
    }));
    return {
        added: [...(securityHeadersConfig ? securityHeaders(securityHeadersConfig) : []), ...custom],
        removed: (removeHeadersConfig?.items ?? []).map(({ header }) => header.toLowerCase()),
    };
}

function securityHeaders(security: z.output<typeof securityForm>): AddedHeader[] {
    const { contentSecurityPolicy: csp, contentTypeOptions, frameOptions, referrerPolicy } = security;
    const { strictTransportSecurity: hsts } = security;
    const added = (name: string, value: string, overrides: boolean): AddedHeader[] => [{ name, value, overrides }];
    const hstsValue = hsts && [
        `max-age=${hsts.accessControlMaxAgeSec}`,
        ...(hsts.includeSubdomains ? ["includeSubDomains"] : []),
        ...(hsts.preload ? ["preload"] : []),
    ];
    return [
        ...(csp ? added("Content-Security-Policy", csp.contentSecurityPolicy, csp.override) : []),
        ...(contentTypeOptions ? added("X-Content-Type-Options", "nosniff", contentTypeOptions.override) : []),
        ...(frameOptions ? added("X-Frame-Options", frameOptions.frameOption, frameOptions.override) : []),
        ...(referrerPolicy ? added("Referrer-Policy", referrerPolicy.referrerPolicy, referrerPolicy.override) : []),
        ...(hsts && hstsValue ? added("Strict-Transport-Security", hstsValue.join("; "), hsts.override) : []),
    ];
}
