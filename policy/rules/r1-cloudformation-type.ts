import { type Plain, type Props, UNKNOWN } from "../resource";
import { isList, isObject, read } from "../value";
import { judgedServices } from "./r1-cloudformation-services";

/** What a CloudFormation type is to R1. */
export type CloudFormationType =
    /** It can open no way to a backend. */
    | { readonly state: "harmless" }
    /** It may, and nothing that the rules read could show that it does not. */
    | { readonly state: "opaque" }
    /** It is judged as the aws provider's resource, whose properties `translate` makes of its own. */
    | { readonly state: "judged"; readonly type: string; readonly wanted: string; translate(own: Plain): Props };

// Types that can open a way to a backend. IAM, S3, logs and the like cannot.
const network = new RegExp(
    `^AWS::(?:${[
        "(?:Amplify|AppRunner|AppSync|BedrockAgentCore|ElasticBeanstalk|GlobalAccelerator|Lightsail)::\\w+",
        "(?:Serverless|ServiceCatalog|Transfer|VerifiedAccess|VpcLattice)::\\w+",
        "ApiGateway::(?:ApiKey|BasePathMapping\\w*|Deployment|Method|Resource|RestApi|Stage|UsagePlan|UsagePlanKey|VpcLink)",
        "ApiGatewayV2::(?!VpcLink)\\w+",
        "AutoScaling::LaunchConfiguration",
        "CloudFormation::(?:CustomResource\\w*|Macro|Stack|StackSet)",
        "CloudFront::(?:\\w*Distribution|DistributionTenant|VpcOrigin)",
        "EC2::(?:EC2Fleet|EIP|EIPAssociation|Instance|LaunchTemplate|NetworkInterface|PrefixList|SecurityGroup)",
        "EC2::(?:SecurityGroupIngress|SpotFleet|VPCEndpointService\\w*|VerifiedAccess\\w+)",
        "ECS::(?:ExpressGatewayService|Service|TaskSet)",
        "EKS::(?:Addon|Capability|Cluster|Nodegroup)",
        "ElasticLoadBalancing(?:V2)?::LoadBalancer",
        "IoT::DomainConfiguration",
        "Lambda::(?:Permission|Url)",
    ].join("|")})$`,
    "i",
);

type Judged = Omit<Extract<CloudFormationType, { state: "judged" }>, "state">;

const at = (own: Plain, ...path: readonly string[]): Plain => {
    const reading = read(own, ...path);
    if (reading.state === "known") return reading.value;
    return reading.state === "absent" ? null : UNKNOWN;
};

const isInternal = (own: Plain): Plain => at(own, "scheme") === "internal";

// A prefix list's addresses are not in the template, so they are as unknown as a rule that is no object.
const sources = (rule: Plain): Props => ({
    cidrIpv4: at(rule, "sourcePrefixListId") === null ? at(rule, "cidrIp") : UNKNOWN,
    cidrIpv6: at(rule, "cidrIpv6"),
});

const judged: ReadonlyMap<string, Judged> = new Map(
    Object.entries<Judged>({
        ...judgedServices,
        "AWS::ElasticLoadBalancingV2::LoadBalancer": {
            type: "aws:lb/loadBalancer:LoadBalancer",
            wanted: 'the scheme "internal", and no allocation ids',
            translate: (own) => ({
                internal: isInternal(own),
                loadBalancerType: at(own, "type"),
                subnetMappings: at(own, "subnetMappings"),
            }),
        },
        "AWS::ElasticLoadBalancing::LoadBalancer": {
            type: "aws:elb/loadBalancer:LoadBalancer",
            wanted: 'the scheme "internal"',
            translate: (own) => ({ internal: isInternal(own) }),
        },
        "AWS::EC2::SecurityGroup": {
            type: "aws:ec2/securityGroup:SecurityGroup",
            wanted: "private or trusted addresses as its sources",
            translate: (own) => {
                const rules = at(own, "securityGroupIngress");
                return { ingress: rules === null ? null : isList(rules) ? rules.map(sources) : UNKNOWN };
            },
        },
        "AWS::EC2::SecurityGroupIngress": {
            type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
            wanted: "private or trusted addresses as its source",
            translate: sources,
        },
        "AWS::EKS::Cluster": {
            type: "aws:eks/cluster:Cluster",
            wanted: "a private endpoint, or a public one for narrow address blocks",
            translate: (own) => ({ vpcConfig: at(own, "resourcesVpcConfig") }),
        },
        "AWS::EKS::Nodegroup": {
            type: "aws:eks/nodeGroup:NodeGroup",
            wanted: "no remote access, or remote access from named security groups",
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
        "AWS::ECS::Service": {
            type: "aws:ecs/service:Service",
            wanted: 'assignPublicIp "DISABLED"',
            translate: (own) => {
                const assigned = at(own, "networkConfiguration", "awsvpcConfiguration", "assignPublicIp");
                return { networkConfiguration: { assignPublicIp: assigned !== null && assigned !== "DISABLED" } };
            },
        },
        "AWS::AppRunner::Service": {
            type: "aws:apprunner/service:Service",
            wanted: "isPubliclyAccessible false",
            translate: (own) => ({ networkConfiguration: at(own, "networkConfiguration") }),
        },
        "AWS::AppSync::GraphQLApi": {
            type: "aws:appsync/graphQLApi:GraphQLApi",
            wanted: 'the visibility "PRIVATE"',
            translate: (own) => ({ visibility: at(own, "visibility") }),
        },
        "AWS::EC2::EIP": {
            type: "aws:ec2/eip:Eip",
            wanted: "Elastic IP addresses on NAT gateways only",
            translate: (own) => ({ instance: at(own, "instanceId") }),
        },
        "AWS::Lambda::Permission": {
            type: "aws:lambda/permission:Permission",
            wanted: "a principal that is named, and no function URL",
            translate: (own) => ({
                principal: at(own, "principal"),
                functionUrlAuthType: at(own, "functionUrlAuthType"),
                invokedViaFunctionUrl: at(own, "invokedViaFunctionUrl"),
            }),
        },
    }).map(([name, entry]) => [name.toLowerCase(), entry]),
);

/**
 * Looks a type up by CloudFormation's name, such as `AWS::EC2::SecurityGroup`, in any case, since `aws-native` writes
 * services in lower case. Types of others than AWS are opaque.
 */
export function cloudFormationType(name: string): CloudFormationType {
    const entry = judged.get(name.toLowerCase());
    if (entry) return { state: "judged", ...entry };
    return { state: name.startsWith("AWS::") && !network.test(name) ? "harmless" : "opaque" };
}

/**
 * Brings properties of a template into the spelling of Pulumi: names begin in lower case, as in `aws-native`. What an
 * intrinsic function stands for (`Ref`, `Fn::…`) is unknown.
 */
export function camelCased(value: Plain): Plain {
    if (isList(value)) return value.map(camelCased);
    if (!isObject(value)) return value;
    const entries = Object.entries(value);
    if (entries.some(([key]) => key === "Ref" || key.startsWith("Fn::"))) return UNKNOWN;
    return Object.fromEntries(
        entries.map(([key, own]) => [key.charAt(0).toLowerCase() + key.slice(1), camelCased(own)]),
    );
}
