import type { CheckedType } from "./checked-services";
import { checkedTypes } from "./checked-types";

/** Relevance of a CloudFormation type for R1. */
export type CloudFormationType =
    /** It cannot open a path to a backend. */
    | { readonly state: "safe" }
    /** It may, and the rules cannot determine whether it does. */
    | { readonly state: "opaque" }
    /** It is checked like a resource of the aws provider. */
    | ({ readonly state: "checked" } & CheckedType);

// Types that can open a path to a backend and are not checked. IAM, S3, logs and the like cannot.
const network = new RegExp(
    `^AWS::(?:${[
        "Amplify::App",
        // A VPC link leads from the gateway to a load balancer, which is checked itself.
        // The other types of API Gateway are translated and checked like those of the aws provider.
        "ApiGateway::BasePathMapping\\w*",
        "ApiGatewayV2::(?!VpcLink$|Api$|Route$|Stage$|Deployment$|Integration$)\\w+",
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
    return { state: name.startsWith("AWS::") && !network.test(name) ? "safe" : "opaque" };
}
