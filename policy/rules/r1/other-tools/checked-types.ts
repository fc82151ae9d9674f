import { at, type CheckedType, checkedServices, same } from "../../../reading/cloudformation/checked-services";
import { gatewayType } from "../../../reading/cloudformation/gateway-types";
import { type Plain, type Props, UNKNOWN } from "../../../reading/resource";
import { isList } from "../../../reading/value";
import { permissionPaths } from "../aws/function-permission";

// The values are "ENABLED" and "DISABLED", the default.
function isAssigned(own: Plain, ...path: readonly string[]): Plain {
    const value = at(own, ...path);
    return value === UNKNOWN ? UNKNOWN : value !== null && value !== "DISABLED";
}

// Resources that start tasks are checked like an ECS service.
const tasks = (assigned: (own: Plain) => Plain): CheckedType => ({
    type: "aws:ecs/service:Service",
    expected: 'assignPublicIp "DISABLED"',
    translate: (own) => ({ networkConfiguration: { assignPublicIp: assigned(own) } }),
});

const network = ["networkConfiguration", "awsvpcConfiguration", "assignPublicIp"];
// Only task sets and event rules write "AwsVpcConfiguration".
const otherNetwork = ["networkConfiguration", "awsVpcConfiguration", "assignPublicIp"];

/** CloudFormation types that determine which tasks run, and where. */
const checkedTasks: Readonly<Record<string, CheckedType>> = {
    "AWS::ECS::Service": tasks((own) => isAssigned(own, ...network)),
    "AWS::ECS::TaskSet": tasks((own) => isAssigned(own, ...network) || isAssigned(own, ...otherNetwork)),
    "AWS::Scheduler::Schedule": tasks((own) => isAssigned(own, "target", "ecsParameters", ...network)),
    "AWS::Pipes::Pipe": tasks((own) => isAssigned(own, "targetParameters", "ecsTaskParameters", ...network)),
    "AWS::Events::Rule": tasks((own) => {
        const targets = at(own, "targets");
        if (targets === null) return null;
        return isList(targets)
            ? targets.map((target) => isAssigned(target, "ecsParameters", ...otherNetwork))
            : UNKNOWN;
    }),
    "AWS::StepFunctions::StateMachine": {
        type: "aws:sfn/stateMachine:StateMachine",
        expected: "tasks without public addresses",
        translate: (own) => ({ definition: at(own, "definition") ?? at(own, "definitionString") }),
    },
    "AWS::ECS::TaskDefinition": {
        type: "aws:ecs/taskDefinition:TaskDefinition",
        expected: "containers that run no tunnel",
        translate: same("containerDefinitions"),
    },
    "AWS::Batch::JobDefinition": {
        type: "aws:batch/jobDefinition:JobDefinition",
        expected: "containers that run no tunnel, and no public addresses",
        translate: same("containerProperties", "ecsProperties", "eksProperties", "nodeProperties"),
    },
};

function isInternal(own: Plain): Plain {
    const scheme = at(own, "scheme");
    return scheme === UNKNOWN ? UNKNOWN : scheme === "internal";
}

// The addresses of a prefix list are not in the template, so they are unknown, like those of an invalid rule.
const sources = (rule: Plain): Props => ({
    cidrIpv4: at(rule, "sourcePrefixListId") === null ? at(rule, "cidrIp") : UNKNOWN,
    cidrIpv6: at(rule, "cidrIpv6"),
});

/** By CloudFormation's type name, in lower case. */
export const checkedTypes: ReadonlyMap<string, CheckedType> = new Map(
    Object.entries<CheckedType>({
        ...checkedTasks,
        ...checkedServices,
        "AWS::ElasticLoadBalancingV2::LoadBalancer": {
            type: "aws:lb/loadBalancer:LoadBalancer",
            expected: 'the scheme "internal", and no allocation ids',
            translate: (own) => ({
                internal: isInternal(own),
                loadBalancerType: at(own, "type"),
                subnetMappings: at(own, "subnetMappings"),
            }),
        },
        "AWS::ElasticLoadBalancing::LoadBalancer": {
            type: "aws:elb/loadBalancer:LoadBalancer",
            expected: 'the scheme "internal"',
            translate: (own) => ({ internal: isInternal(own) }),
        },
        "AWS::EC2::SecurityGroup": {
            type: "aws:ec2/securityGroup:SecurityGroup",
            expected: "private or trusted addresses as its sources",
            translate: (own) => {
                const rules = at(own, "securityGroupIngress");
                return { ingress: rules === null ? null : isList(rules) ? rules.map(sources) : UNKNOWN };
            },
        },
        "AWS::EC2::SecurityGroupIngress": {
            type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
            expected: "private or trusted addresses as its source",
            translate: sources,
        },
        "AWS::EKS::Cluster": {
            type: "aws:eks/cluster:Cluster",
            expected: "a private endpoint, or a public one for narrow address blocks",
            translate: (own) => ({ vpcConfig: at(own, "resourcesVpcConfig") }),
        },
        "AWS::EKS::Nodegroup": {
            type: "aws:eks/nodeGroup:NodeGroup",
            expected: "no remote access, or remote access from named security groups",
            translate: (own) => ({
                remoteAccess:
                    at(own, "remoteAccess") === null
                        ? null
                        : {
                              ec2SshKey: at(own, "remoteAccess", "ec2SshKey"),
                              sourceSecurityGroupIds: at(own, "remoteAccess", "sourceSecurityGroups"),
                          },
            }),
        },
        "AWS::AppRunner::Service": {
            type: "aws:apprunner/service:Service",
            expected: "isPubliclyAccessible false",
            translate: same("networkConfiguration"),
        },
        "AWS::AppSync::GraphQLApi": {
            type: "aws:appsync/graphQLApi:GraphQLApi",
            expected: 'the visibility "PRIVATE"',
            translate: same("visibility"),
        },
        "AWS::EC2::EIP": {
            type: "aws:ec2/eip:Eip",
            expected: "Elastic IP addresses on NAT gateways only",
            translate: (own) => ({ instance: at(own, "instanceId") }),
        },
        "AWS::Lambda::Permission": {
            type: "aws:lambda/permission:Permission",
            expected: "a principal that is named, a source if it is a service, and no function URL",
            translate: (own) => ({
                ...same(...permissionPaths)(own),
                // A template has PrincipalOrgID, aws-native principalOrgId.
                principalOrgId: at(own, "principalOrgID") ?? at(own, "principalOrgId"),
            }),
        },
        "AWS::Lambda::Url": {
            type: "aws:lambda/functionUrl:FunctionUrl",
            expected: "no function URL",
            translate: (own) => ({ authorizationType: at(own, "authType") }),
        },
        "AWS::VpcLattice::Service": {
            type: "aws:vpclattice/service:Service",
            expected: 'the authType "AWS_IAM"',
            translate: same("authType"),
        },
    }).map(([name, entry]) => [name.toLowerCase(), entry]),
);

/** Relevance of a CloudFormation type for R1. */
export type CloudFormationType =
    /** It cannot open a path to a backend. */
    | { readonly state: "safe" }
    /** It may, and the rules cannot determine whether it does. */
    | { readonly state: "opaque" }
    /** It is checked like a resource of the aws provider. */
    | ({ readonly state: "checked" } & CheckedType);

// Types that can open a path to a backend and are not checked. IAM, S3, logs and the like cannot.
const unchecked = new RegExp(
    `^AWS::(?:${[
        "Amplify::App",
        // A VPC link leads from the gateway to a load balancer, which is checked itself.
        // And those that are translated where their references can be followed.
        "ApiGateway::BasePathMapping\\w*",
        "ApiGatewayV2::(?!VpcLink$|Api$|Authorizer$|Route$|Stage$|Deployment$|Integration$)\\w+",
        "AppSync::(?:Api|DomainName)",
        "AutoScaling::LaunchConfiguration",
        "BedrockAgentCore::Gateway",
        "CloudFormation::(?:CustomResource\\w*|Macro|Stack|StackSet)",
        "CloudFront::(?:\\w*Distribution|DistributionTenant|VpcOrigin)",
        "EC2::(?:EC2Fleet|EIPAssociation|Instance|LaunchTemplate|NetworkInterface|PrefixList)",
        "EC2::(?:SpotFleet|VPCEndpointService\\w*|VerifiedAccessEndpoint)",
        "ECS::ExpressGatewayService",
        "EKS::(?:Addon|Capability)",
        "ElasticBeanstalk::(?:ConfigurationTemplate|Environment)",
        "GameLift::(?:ContainerFleet|Fleet)",
        "GlobalAccelerator::(?:Accelerator|CrossAccountAttachment|EndpointGroup|Listener)",
        "IoT::DomainConfiguration",
        "Lambda::ResourcePolicy",
        "Lightsail::(?:Container|Distribution|Instance|LoadBalancer|StaticIp)",
        "Serverless::\\w+",
        "ServiceCatalog::CloudFormationProvisionedProduct",
        "Transfer::(?:Server|WebApp)",
    ].join("|")})$`,
    "i",
);

/**
 * Looks up a type by CloudFormation's name, such as `AWS::EC2::SecurityGroup`; case-insensitive, since `aws-native`
 * writes services in lower case. Types of third parties are opaque.
 */
export function cloudFormationType(name: string): CloudFormationType {
    const entry = checkedTypes.get(name.toLowerCase());
    if (entry) return { state: "checked", ...entry };
    const isSafe = name.startsWith("AWS::") && !unchecked.test(name) && gatewayType(name) === undefined;
    return { state: isSafe ? "safe" : "opaque" };
}
