import type { Resource } from "../../../reading/resource";
import { knownValue, readString } from "../../../reading/value";
import { cloudFormationName, terraformName } from "./foreign-names";

const generic: ReadonlyMap<string, string> = new Map([
    ["aws:cloudcontrol/resource:Resource", "typeName"],
    ["aws-native:index:ExtensionResource", "type"],
]);

/**
 * CloudFormation's name of what a resource of Cloud Control, of `aws-native` or of `awscc` is, else Terraform's; of
 * another provider's resource it is a name that no table has.
 */
export function describedName(resource: Resource): string {
    const property = generic.get(resource.type);
    if (property !== undefined) return knownValue(readString(resource.props, property)) ?? "";
    const [, service, kind] = /^aws-native:(?!index:)(\w+):(\w+)$/.exec(resource.type) ?? [];
    if (service !== undefined) return `AWS::${service}::${kind}`;
    const name = terraformName(resource.type);
    return cloudFormationName(name) ?? name;
}
