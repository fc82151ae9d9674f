import type { Cloud } from "../../state/cloud";
import { type PropertyMap, text } from "../../state/property-values";
import type { LiveResource } from "../../state/resource-store";

/** Types of AWS WAF. */
export const [webAclType, ipSetType, associationType, loggingType] = [
    "aws:wafv2/webAcl:WebAcl",
    "aws:wafv2/ipSet:IpSet",
    "aws:wafv2/webAclAssociation:WebAclAssociation",
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
] as const;

/** AWS's error for an ARN that is not one of the expected kind (aws/aws-cdk#35311, hashicorp/terraform-provider-aws#28753). */
export function invalidArn(field: "LOG_DESTINATION" | "RESOURCE_ARN", parameter: string): string {
    return `WAFInvalidParameterException: Error reason: The ARN isn't valid. A valid ARN begins with arn: and includes other information separated by colons or slashes., field: ${field}, parameter: ${parameter}`;
}

/** AWS's error for a web ACL, an IP set or a protected resource that does not exist (aws-samples/serverless-patterns#2173). */
export const missingItem =
    "WAFNonexistentItemException: AWS WAF couldn’t perform the operation because your resource doesn’t exist.";

/** AWS's error for deleting what another resource uses (hashicorp/terraform-provider-aws#37229). */
export const associatedItem =
    "WAFAssociatedItemException: AWS WAF couldn’t perform the operation because your resource is being used by another resource or it’s associated with another resource.";

/** The resource of a type of AWS WAF with an ARN. */
export function wafResource(type: string, arn: string, cloud: Cloud): LiveResource | undefined {
    return cloud.store.ofType(type).find(({ outputs }) => text(outputs.arn) === arn);
}

/**
 * AWS's error for the first use of a web ACL soon after its creation, which the provider retries for some minutes (aws/aws-pdk#508;
 * hashicorp/terraform-provider-aws, internal/service/wafv2/web_acl_association.go); undefined for any other call.
 */
export function unavailableAtFirst(type: string, { webAclArn }: PropertyMap, { store }: Cloud): string | undefined {
    const isUsed = store.ofType(associationType).some(({ inputs }) => text(inputs.webAclArn) === text(webAclArn));
    return type === associationType && !isUsed
        ? "WAFUnavailableEntityException: AWS WAF couldn't retrieve the resource that you requested. Retry your request."
        : undefined;
}
