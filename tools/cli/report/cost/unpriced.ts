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

/** Describes the costs of resource types that the estimate leaves out; each description occurs once. */
export function unpricedTypes(types: readonly string[]): string[] {
    const notes = [...types].sort().flatMap((type) => {
        const price = priceOf(type) ?? (isFree(type) ? "free" : "unknown");
        if (typeof price === "object") return [price.notEstimated];
        return price === "unknown" ? [`${type}, whose price is not in the table`] : [];
    });
    return [...new Set(notes)];
}

function isFree(type: string): boolean {
    return !/^aws(-native)?:/.test(type) || free.some((form) => form.test(type));
}
