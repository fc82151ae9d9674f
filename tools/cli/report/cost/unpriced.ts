import { priceOf } from "../../../cloud-simulator/providers/known-types";

/** Types of AWS resources that are not simulated and are not billed. */
const free = [
    /^aws:(apigateway|iam)\//,
    /^aws:ec2\/(vpc|default\w+|subnet|internetGateway|egressOnlyInternetGateway|route\w*|mainRouteTableAssociation):/,
    /^aws:ec2\/(securityGroup\w*|networkAcl\w*|launchTemplate|eipAssociation|flowLog|vpcDhcpOptions\w*|vpcEndpoint\w+):/,
    /^aws:vpc\/securityGroup\w+:/,
    /^aws:eks\/(addon|accessEntry|accessPolicyAssociation|podIdentityAssociation|identityProviderConfig):/,
    /^aws:ecr\/(lifecyclePolicy|repositoryPolicy|registry\w+):/,
    /^aws:kms\/(alias|grant|keyPolicy):/,
    /^aws:cloudwatch\/(logStream|logResourcePolicy|logSubscriptionFilter):/,
    /^aws:wafv2\/(webAclAssociation|webAclLoggingConfiguration|ipSet|regexPatternSet):/,
    /^aws:lb\/(listener|listenerRule|listenerCertificate|targetGroup|targetGroupAttachment):/,
    /^aws:acm\/(certificate|certificateValidation):/,
];

/**
 * Describes the costs of resources that the estimate leaves out; each description occurs once.
 * @param estimated types of which the estimate has other resources, so that these are named.
 */
export function unpricedTypes(
    resources: readonly { readonly type: string; readonly name: string }[],
    estimated: ReadonlySet<string> = new Set(),
): string[] {
    const types = [...new Set(resources.map(({ type }) => type))].sort();
    const notes = types.flatMap((type) => {
        const price = priceOf(type) ?? (isFree(type) ? "free" : "unknown");
        if (typeof price === "object") {
            const names = resources.filter((each) => each.type === type).map(({ name }) => name);
            return [estimated.has(type) ? `${price.notEstimated}, of ${names.join(", ")} alone` : price.notEstimated];
        }
        return price === "unknown" ? [`${type}, whose price is not in the table`] : [];
    });
    return [...new Set(notes)];
}

function isFree(type: string): boolean {
    return !/^aws(-native)?:/.test(type) || free.some((form) => form.test(type));
}
