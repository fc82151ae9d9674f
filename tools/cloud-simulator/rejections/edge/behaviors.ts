import { behaviorsOf, distributionType } from "../../resources/edge/distributions";
import type { Rejection } from "../../resources/rejection";
import { elementsOf, hasUnknowns, listOf, type PropertyMap, text } from "../../state/property-values";

const maxBehaviors = 75;

const methodSets: readonly (readonly string[])[] = [
    ["GET", "HEAD"],
    ["GET", "HEAD", "OPTIONS"],
    ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"],
];

/** Behaviors of distributions that CloudFront rejects. */
export const behaviors: readonly Rejection[] = [
    {
        what: "a behavior with methods that differ from the three sets that CloudFront knows, or that caches others than GET, HEAD and OPTIONS",
        type: distributionType,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/cloudfront/latest/APIReference/API_AllowedMethods.html; pbs/its#198",
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            for (const { allowedMethods, cachedMethods } of behaviorsOf(properties)) {
                if (hasUnknowns([allowedMethods ?? null, cachedMethods ?? null])) continue;
                const [allowed, cached] = [methodsOf(allowedMethods), methodsOf(cachedMethods)];
                if (!isSet(allowed, methodSets))
                    return `InvalidArgument: ${allowed.join(", ")} is not a set of allowed methods`;
                if (!isSet(cached, methodSets.slice(0, 2)) || !cached.every((method) => allowed.includes(method)))
                    return `InvalidArgument: ${cached.join(", ")} is not a set of cached methods`;
            }
            return undefined;
        },
    },
    {
        what: `more than ${maxBehaviors} behaviors of a distribution`,
        type: distributionType,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html",
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const count = behaviorsOf(properties).length;
            return count > maxBehaviors
                ? `TooManyCacheBehaviors: ${count} behaviors exceed the quota of ${maxBehaviors}`
                : undefined;
        },
    },
    {
        what: "two behaviors with one path pattern",
        type: distributionType,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/cloudfront/latest/APIReference/API_CacheBehavior.html",
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const patterns = listOf(properties.orderedCacheBehaviors).map(({ pathPattern }) => text(pathPattern));
            const twice = patterns.find((pattern, index) => patterns.indexOf(pattern) !== index);
            return twice && `InvalidArgument: two behaviors have the path pattern ${twice}`;
        },
    },
    {
        what: "a behavior with a cache policy and `forwardedValues`",
        type: distributionType,
        on: ["create", "update"],
        source: "terraform-aws-modules/terraform-aws-cloudfront#40",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) =>
            behaviorsOf(properties).some(({ cachePolicyId, forwardedValues }) => cachePolicyId && forwardedValues)
                ? "InvalidArgument: The parameter ForwardedValues cannot be used when a cache policy is associated to the cache behavior."
                : undefined,
    },
    {
        what: "a behavior with neither a cache policy nor `forwardedValues`",
        type: distributionType,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/cloudfront/latest/APIReference/API_DefaultCacheBehavior.html",
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) =>
            behaviorsOf(properties).every(({ cachePolicyId, forwardedValues }) => cachePolicyId || forwardedValues)
                ? undefined
                : "InvalidArgument: a behavior needs a cache policy or ForwardedValues",
    },
    {
        what: "a behavior with two functions for one event",
        type: distributionType,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html",
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            for (const { functionAssociations } of behaviorsOf(properties)) {
                const events = listOf(functionAssociations).map(({ eventType }) => text(eventType));
                if (new Set(events).size !== events.length)
                    return "InvalidFunctionAssociation: a behavior has two functions for one event";
            }
            return undefined;
        },
    },
];

function methodsOf(methods: PropertyMap[string] | undefined): string[] {
    return elementsOf(methods).map(text).sort();
}

function isSet(methods: readonly string[], sets: readonly (readonly string[])[]): boolean {
    return sets.some((set) => set.join() === methods.join());
}
