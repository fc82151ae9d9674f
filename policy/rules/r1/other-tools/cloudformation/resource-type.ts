import { type Plain, UNKNOWN } from "../../../../reading/resource";
import { isList, isObject } from "../../../../reading/value";
import { checkedTypes } from "./checked-types";
import type { CheckedType } from "./translation";

/** What a CloudFormation type is to R1. */
export type CloudFormationType =
    /** It can open no way to a backend. */
    | { readonly state: "harmless" }
    /** It may, and nothing that the rules read could show that it does not. */
    | { readonly state: "opaque" }
    /** It is judged as a resource of the aws provider. */
    | ({ readonly state: "checked" } & CheckedType);

// Types that can open a way to a backend, beside those that are judged. IAM, S3, logs and the like cannot.
const network = new RegExp(
    `^AWS::(?:${[
        "Amplify::App",
        // A link leads from the gateway to a load balancer, which is judged itself.
        "ApiGateway::(?:ApiKey|BasePathMapping\\w*|Deployment|Method|Resource|RestApi|Stage|UsagePlan|UsagePlanKey)",
        "ApiGatewayV2::(?!VpcLink)\\w+",
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
        "Lambda::(?:ResourcePolicy|Url)",
        "Lightsail::(?:Container|Distribution|Instance|LoadBalancer|StaticIp)",
        "Serverless::\\w+",
        "ServiceCatalog::CloudFormationProvisionedProduct",
        "Transfer::(?:Server|WebApp)",
    ].join("|")})$`,
    "i",
);

/**
 * Looks a type up by CloudFormation's name, such as `AWS::EC2::SecurityGroup`, in any case, since `aws-native` writes
 * services in lower case. Types of others than AWS are opaque.
 */
export function cloudFormationType(name: string): CloudFormationType {
    const entry = checkedTypes.get(name.toLowerCase());
    if (entry) return { state: "checked", ...entry };
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
