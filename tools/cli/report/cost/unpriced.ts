/** Types of AWS that cost nothing by themselves; what flows through them is paid elsewhere. */
const free = [
    /^aws:(apigateway|iam)\//,
    /^aws:ec2\/(vpc|default\w+|subnet|internetGateway|egressOnlyInternetGateway|route\w*|mainRouteTableAssociation):/,
    /^aws:ec2\/(securityGroup\w*|networkAcl\w*|launchTemplate|eipAssociation|flowLog|vpcDhcpOptions\w*|vpcEndpoint\w+):/,
    /^aws:vpc\/securityGroup\w+:/,
    /^aws:eks\/(addon|accessEntry|accessPolicyAssociation|podIdentityAssociation|identityProviderConfig):/,
    /^aws:ecr\/(lifecyclePolicy|repositoryPolicy|registry\w+):/,
    /^aws:kms\/(alias|grant|keyPolicy):/,
    /^aws:cloudwatch\/(logStream|logResourcePolicy|logSubscriptionFilter|eventRule|eventTarget):/,
    /^aws:wafv2\/(webAclAssociation|webAclLoggingConfiguration|ipSet|regexPatternSet):/,
    /^aws:lb\/(listener|listenerRule|listenerCertificate|targetGroup|targetGroupAttachment):/,
    /^aws:acm\/(certificate|certificateValidation):/,
];

/** Types that the estimate has prices for, or that it names where it has none. */
const priced = [
    "aws:eks/cluster:Cluster",
    "aws:eks/nodeGroup:NodeGroup",
    "aws:ec2/natGateway:NatGateway",
    "aws:ec2/eip:Eip",
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    "aws:kms/key:Key",
    "aws:wafv2/webAcl:WebAcl",
    "aws:cloudwatch/logGroup:LogGroup",
    "aws:dynamodb/table:Table",
];

const words: Readonly<Record<string, string>> = {
    "aws:ecr/repository:Repository": "storage of images in ECR",
    "aws:lb/loadBalancer:LoadBalancer": "load balancers that the program makes itself",
    "aws:ec2/instance:Instance": "EC2 instances that the program makes itself",
    "kubernetes:core/v1:PersistentVolumeClaim": "volumes of pods",
};

/** What the resources of some types cost that has no price here, in words, each once. */
export function unpricedTypes(types: readonly string[]): string[] {
    return [...new Set(types)].sort().flatMap((type) => {
        const word = words[type];
        if (word !== undefined) return [word];
        const costs = /^aws(-native)?:/.test(type) && !priced.includes(type) && !free.some((form) => form.test(type));
        return costs ? [`${type}, whose price is not in the table`] : [];
    });
}
