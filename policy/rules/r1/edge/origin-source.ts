import { isInside } from "../../../reading/references";
import type { Resource, Stack } from "../../../reading/resource";

// The gateway and buckets, and what has no host name that could be an origin's: keys, certificates, roles, random words.
const hostless =
    /^(aws:(apigateway|s3|iam|kms|acm|cloudwatch|wafv2)\/|aws:cloudfront\/originAccess(Control|Identity):|(random|tls|time):)/;

// Modules of providers' own resources hold a "/", but for these providers.
const component = /^(?!(aws|aws-native|azure-native|google-native|kubernetes|command|pulumi[\w-]*):)[^/]+$/;

/**
 * Finds a resource that a property got a value from and that is neither the gateway, nor a bucket, nor without a host
 * name. A component stands for the resources inside it.
 */
export function unrelatedOf(stack: Stack, from: Resource, property: string, safe?: RegExp): Resource | undefined {
    const isSafe = ({ type }: Resource) => hostless.test(type) || safe?.test(type) === true;
    const sources = (from.propertyDependencies[property] ?? []).flatMap((urn) => stack.byUrn.get(urn) ?? []);
    for (const source of sources) {
        if (isSafe(source)) continue;
        const inside = component.test(source.type)
            ? stack.resources.filter((each) => isInside(stack, source, each))
            : [];
        if (inside.length === 0) return source;
        const unrelated = inside.find((each) => !isSafe(each) && !component.test(each.type));
        if (unrelated) return unrelated;
    }
    return undefined;
}
