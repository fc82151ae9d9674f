import { memoised } from "../../../reading/memo";
import type { Resource, Stack } from "../../../reading/resource";
import { knownValue, readString } from "../../../reading/value";
import { allParts, isPart, type Part, partTypes } from "../load-balancing/attachment-table";
import { cloudFormationName, terraformName } from "./terraform-types";

const typeProperties: ReadonlyMap<string, string> = new Map([
    ["aws:cloudcontrol/resource:Resource", "typeName"],
    ["aws-native:index:ExtensionResource", "type"],
]);

/**
 * CloudFormation's type name of a resource of Cloud Control, `aws-native` or `awscc`, otherwise Terraform's; for other
 * providers, a name that is in no table.
 */
export function declaredName(resource: Resource): string {
    const property = typeProperties.get(resource.type);
    if (property !== undefined) return knownValue(readString(resource.props, property)) ?? "";
    const [, service, kind] = /^aws-native:(?!index:)(\w+):(\w+)$/.exec(resource.type) ?? [];
    if (service !== undefined) return `AWS::${service}::${kind}`;
    const name = terraformName(resource.type);
    return cloudFormationName(name) ?? name;
}

/** Types of the resources of a stack that are one of several parts, in any tool's terms. */
export const typesOf = memoised((stack: Stack) =>
    memoised(
        (parts: readonly Part[]): ReadonlySet<string> =>
            new Set(parts.flatMap((part) => [...partTypes[part], ...(otherTypes(stack).get(part) ?? [])])),
    ),
);

// Types of the resources in other terms that are a part.
const otherTypes = memoised(({ resources }: Stack): ReadonlyMap<Part, ReadonlySet<string>> => {
    const types = new Map<Part, Set<string>>();
    for (const each of resources)
        for (const part of partsOf(each)) types.set(part, (types.get(part) ?? new Set()).add(each.type));
    return types;
});

const partsOf = memoised((resource: Resource): readonly Part[] => {
    const name = declaredName(resource);
    return allParts.filter((part) => isPart(part, name));
});
