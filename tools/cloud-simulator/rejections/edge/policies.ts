import type { Rejection } from "../../resources/rejection";
import { elementsOf, mapOf, type PropertyMap, read, text } from "../../state/property-values";

const cachePolicy = "aws:cloudfront/cachePolicy:CachePolicy";
const originRequestPolicy = "aws:cloudfront/originRequestPolicy:OriginRequestPolicy";
const originAccessControl = "aws:cloudfront/originAccessControl:OriginAccessControl";
const responseHeadersPolicy = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy";
const limits = "docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html";
const maxHeaders = 10;

/** Policies and functions that CloudFront rejects. */
export const edgePolicies: readonly Rejection[] = [
    {
        what: "a cache policy whose lifetimes are not in the order minimum, default, maximum; the provider's defaults are 0, 86,400 and 31,536,000 seconds",
        type: cachePolicy,
        on: ["create", "update"],
        source: "hashicorp/terraform-provider-aws#24535, #17878; aws-cloudformation/cloudformation-coverage-roadmap#571",
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const [min = 0, byDefault = 0, max = 0] = lifetimes(properties);
            return min > byDefault || byDefault > max
                ? `InvalidArgument: MinTTL ${min}, DefaultTTL ${byDefault} and MaxTTL ${max} are not in ascending order`
                : undefined;
        },
    },
    {
        what: "a cache policy without caching that has headers, cookies, query strings or compression in its key",
        type: cachePolicy,
        on: ["create", "update"],
        source: "sladg/nextjs-lambda#89, aws/aws-cdk#13441",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            if (lifetimes(properties).some((seconds) => seconds !== 0)) return undefined;
            const key = mapOf(properties.parametersInCacheKeyAndForwardedToOrigin);
            const parameters = {
                HeaderBehavior: text(read(key.headersConfig, "headerBehavior")),
                CookieBehavior: text(read(key.cookiesConfig, "cookieBehavior")),
                QueryStringBehavior: text(read(key.queryStringsConfig, "queryStringBehavior")),
                EnableAcceptEncodingGzip: key.enableAcceptEncodingGzip === true ? "true" : "",
                EnableAcceptEncodingBrotli: key.enableAcceptEncodingBrotli === true ? "true" : "",
            };
            const wrong = Object.entries(parameters).find(([, value]) => !["", "none"].includes(value));
            return wrong && `InvalidArgument: The parameter ${wrong[0]} is invalid for policy with caching disabled.`;
        },
    },
    {
        what: "an origin request policy that names the header Authorization or Accept-Encoding",
        type: originRequestPolicy,
        on: ["create", "update"],
        source: "aws/aws-cdk#13408, #28883",
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const wrong = headersOf(properties.headersConfig).find((header) =>
                ["authorization", "accept-encoding"].includes(header.toLowerCase()),
            );
            return wrong && `InvalidArgument: an origin request policy cannot name the header ${wrong}`;
        },
    },
    ...[cachePolicy, originRequestPolicy].map(
        (type): Rejection => ({
            what: `more than ${maxHeaders} headers in a policy, a quota that AWS can raise`,
            type,
            on: ["create", "update"],
            source: limits,
            verbatim: false,
            atPreview: true,
            reject: ({ properties }) => {
                const { headersConfig } = {
                    ...mapOf(properties.parametersInCacheKeyAndForwardedToOrigin),
                    ...properties,
                };
                const count = headersOf(headersConfig).length;
                return count > maxHeaders ? `${count} headers exceed the quota of ${maxHeaders}` : undefined;
            },
        }),
    ),
    ...[cachePolicy, originRequestPolicy, responseHeadersPolicy, originAccessControl].map(
        (type): Rejection => ({
            what: "a policy or access control with the name of another one of its kind",
            type,
            on: ["create", "update"],
            source: "aws-cloudformation/cloudformation-coverage-roadmap#1157, alloc/saus#88",
            verbatim: false,
            reject: ({ properties, id }, { store }) => {
                const [kind = ""] = type.split(":").slice(-1);
                const name = text(properties.name);
                const others = store.ofType(type).filter((other) => other.id !== id);
                return others.some(({ inputs }) => text(inputs.name) === name)
                    ? `${kind}AlreadyExists: there is another one with the name ${name}`
                    : undefined;
            },
        }),
    ),
    {
        what: "a function of more than 10 KB, comments included",
        type: "aws:cloudfront/function:Function",
        on: ["create", "update"],
        source: `${limits}; KensioSoftware/yulin#736`,
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const bytes = Buffer.byteLength(text(properties.code));
            return bytes > 10_240 ? `FunctionSizeLimitExceeded: the function has ${bytes} bytes` : undefined;
        },
    },
    {
        what: "a function for another runtime than cloudfront-js-1.0 and 2.0",
        type: "aws:cloudfront/function:Function",
        on: ["create", "update"],
        source: "hashicorp/terraform-provider-aws, internal/service/cloudfront/function.go",
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) =>
            ["cloudfront-js-1.0", "cloudfront-js-2.0"].includes(text(properties.runtime))
                ? undefined
                : `expected runtime to be one of ["cloudfront-js-1.0" "cloudfront-js-2.0"], got ${text(properties.runtime)}`,
    },
];

function lifetimes({ minTtl, defaultTtl, maxTtl }: PropertyMap): number[] {
    return [minTtl, defaultTtl, maxTtl].map(Number);
}

function headersOf(headersConfig: PropertyMap[string] | undefined): string[] {
    return elementsOf(read(read(headersConfig, "headers"), "items")).map(text);
}
