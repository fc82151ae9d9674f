import { isInside } from "../../../reading/references";
import type { Resource, Stack } from "../../../reading/resource";

// The gateway, buckets, and resources without a host name: keys, certificates, roles, random strings.
const hostless =
    /^(aws:(apigateway|s3|iam|kms|acm|cloudwatch|wafv2)\/|aws:cloudfront\/originAccess(Control|Identity):|(random|tls|time):)/;

// Type tokens of resources contain a "/" in the module, except those of these providers.
const component = /^(?!(aws|aws-native|azure-native|google-native|kubernetes|command|pulumi[\w-]*):)[^/]+$/;

/**
 * Finds a dependency of a property that has a host name and is neither the gateway nor a bucket. A component counts as
 * the resources inside it.
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
