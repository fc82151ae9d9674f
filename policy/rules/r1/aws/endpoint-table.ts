import type { Tier } from "../../../contract/tiers";
import type { Plain } from "../../../reading/resource";
import type { Path } from "../../../reading/value";

/**
 * A property with the values that matter; a list matches if it contains one of them. `set` matches any value except
 * those of `except`, `given` any value, including an unknown one.
 */
export interface Condition {
    readonly path: Path;
    readonly values: readonly Plain[] | "set" | "given";
    readonly except?: readonly Plain[];
}

/** An AWS service that is, or may be, a public endpoint. */
export interface EndpointService {
    readonly because: string;
    readonly change: string;
    /** All of them must hold for it to be private; absent if it cannot be private. */
    readonly privateIf?: readonly Condition[];
    /** Any of them makes it public; absent if it is always public. */
    readonly publicIf?: readonly Condition[];
    /**
     * Dotted paths of the properties that name its security groups, with `*` for every element; absent if it has none, so
     * that being public is enough for a door.
     */
    readonly groups?: readonly string[];
    /** The cluster that names the security groups of an instance: property, type and path there. */
    readonly cluster?: readonly [property: string, type: string, groups: string];
    /** Tier of its findings. Default: `gateway`. */
    readonly tier?: Tier;
    /** The value that decides whether it is public, if its own properties cannot. */
    readonly decidedBy?: string;
}

const publishInstead = "publish through the API gateway instead";

/** A service that cannot be private. */
export const always = (because: string, change = `remove it, and ${publishInstead}`): EndpointService => ({
    because,
    change,
});

const hidden = (because: string): EndpointService => ({
    ...always(because, "declare what it creates in the program, or waive it after the review"),
    tier: "strict",
    decidedBy: "a review of what it creates",
});

const accelerated = always("it publishes load balancers, even internal ones");
const invisible = hidden("its resources are not visible to policies");

const publicTasks = (network: string, on: Plain = true, off: Plain = false): EndpointService => ({
    because: `${network}.assignPublicIp assigns public addresses to its tasks`,
    change: `set ${network}.assignPublicIp to ${JSON.stringify(off)}`,
    publicIf: [{ path: [...network.split("."), "assignPublicIp"], values: [on] }],
    groups: [`${network}.securityGroups.*`],
});

const serviceTasks = publicTasks("networkConfiguration");

/** Services by type token. Omitted properties have AWS's defaults. */
export const endpointServices: ReadonlyMap<string, EndpointService> = new Map(
    Object.entries({
        "lambda/functionUrl:FunctionUrl": always("it is a public endpoint"),
        "apprunner/service:Service": {
            because: "networkConfiguration.ingressConfiguration.isPubliclyAccessible is not false",
            change: "set networkConfiguration.ingressConfiguration.isPubliclyAccessible to false",
            privateIf: [
                {
                    path: ["networkConfiguration", "ingressConfiguration", "isPubliclyAccessible"],
                    values: [false],
                },
            ],
        },
        "eks/capability:Capability": hidden("it applies objects that are not visible in this preview"),
        "ecs/service:Service": serviceTasks,
        "ecs/taskSet:TaskSet": serviceTasks,
        "cloudwatch/eventTarget:EventTarget": publicTasks("ecsTarget.networkConfiguration"),
        "scheduler/schedule:Schedule": publicTasks("target.ecsParameters.networkConfiguration"),
        "pipes/pipe:Pipe": publicTasks(
            "targetParameters.ecsTaskParameters.networkConfiguration.awsVpcConfiguration",
            "ENABLED",
            "DISABLED",
        ),
        "ecs/expressGatewayService:ExpressGatewayService": always("it creates a public load balancer"),
        "lightsail/containerService:ContainerService": always("it is a public endpoint"),
        "lightsail/containerServiceDeploymentVersion:ContainerServiceDeploymentVersion": {
            because: "publicEndpoint is set, which is a public endpoint",
            change: "remove publicEndpoint",
            publicIf: [{ path: ["publicEndpoint"], values: "set" }],
        },
        "lightsail/instance:Instance": always("it has a public address"),
        "lightsail/instancePublicPorts:InstancePublicPorts": always("it opens ports of an instance to the internet"),
        "lightsail/staticIpAttachment:StaticIpAttachment": always("it assigns a public address to an instance"),
        "lightsail/lb:Lb": always("it is a public load balancer"),
        "lightsail/distribution:Distribution": always("it is a public endpoint"),
        "appsync/graphQLApi:GraphQLApi": {
            because: 'visibility is not "PRIVATE"',
            change: 'set visibility to "PRIVATE"',
            privateIf: [{ path: ["visibility"], values: ["PRIVATE"] }],
        },
        "appsync/api:Api": always("it is a public endpoint"),
        "appsync/domainName:DomainName": always("it names a public endpoint"),
        "globalaccelerator/accelerator:Accelerator": accelerated,
        "globalaccelerator/listener:Listener": accelerated,
        "globalaccelerator/crossAccountAttachment:CrossAccountAttachment": always(
            "it allows another account to publish load balancers, even internal ones",
        ),
        "globalaccelerator/endpointGroup:EndpointGroup": accelerated,
        "globalaccelerator/customRoutingAccelerator:CustomRoutingAccelerator": always("it publishes subnets"),
        "globalaccelerator/customRoutingListener:CustomRoutingListener": always("it publishes subnets"),
        "globalaccelerator/customRoutingEndpointGroup:CustomRoutingEndpointGroup": always("it publishes subnets"),
        "cloudfront/vpcOrigin:VpcOrigin": always(
            "it makes an internal load balancer public",
            "use the API gateway as CloudFront's origin",
        ),
        "transfer/server:Server": {
            because: 'endpointType is not "VPC", or endpointDetails assigns public addresses',
            change: 'set endpointType to "VPC", and remove endpointDetails.addressAllocationIds',
            privateIf: [{ path: ["endpointType"], values: ["VPC", "VPC_ENDPOINT"] }],
            publicIf: [{ path: ["endpointDetails", "addressAllocationIds"], values: "set" }],
        },
        "gamelift/fleet:Fleet": {
            because: "ec2InboundPermissions opens ports of its instances, which have public addresses",
            change: "remove ec2InboundPermissions",
            publicIf: [{ path: ["ec2InboundPermissions"], values: "set" }],
        },
        "iot/domainConfiguration:DomainConfiguration": always("it is a public endpoint"),
        "verifiedaccess/endpoint:Endpoint": always("it publishes a load balancer or a network interface"),
        "vpclattice/service:Service": {
            because: 'authType is not "AWS_IAM", so anyone in its network may call it, bypassing the gateway',
            change: 'set authType to "AWS_IAM"',
            privateIf: [{ path: ["authType"], values: ["AWS_IAM"] }],
            tier: "network",
        },
        "bedrock/agentcoreGateway:AgentcoreGateway": always("it is a public endpoint"),
        "serverlessrepository/cloudFormationStack:CloudFormationStack": invisible,
        "servicecatalog/provisionedProduct:ProvisionedProduct": invisible,
        "ec2/vpcEndpointService:VpcEndpointService": {
            because: 'allowedPrincipals contains "*", so any AWS account may connect, bypassing the gateway',
            change: "name the accounts in allowedPrincipals",
            publicIf: [{ path: ["allowedPrincipals"], values: ["*"] }],
        },
        "ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple": {
            because: 'principalArn is "*", so any AWS account may connect, bypassing the gateway',
            change: "name an account in principalArn",
            publicIf: [{ path: ["principalArn"], values: ["*"] }],
        },
    } satisfies Record<string, EndpointService>).map(([token, entry]) => [`aws:${token}`, entry]),
);

// By default callers sign requests as for any AWS API, but a token's bearer need not be a principal of the account
// (Amazon Bedrock AgentCore Developer Guide, "Inbound Auth and Outbound Auth"). `networkMode` concerns only outgoing
// traffic.
const takesTokens: EndpointService = {
    because: "authorizerConfiguration admits anyone with a token, bypassing the gateway",
    change: "remove authorizerConfiguration, so that IAM decides who may call",
    publicIf: [{ path: ["authorizerConfiguration"], values: "set" }],
};

/** Services that run programs on managed instances and may put them on the internet, by type token. */
export const runtimeServices: ReadonlyMap<string, EndpointService> = new Map(
    Object.entries({
        // @pulumi/aws, gamelift/gameServerGroup.d.ts: by default it uses the zones' default subnets, which are public.
        "gamelift/gameServerGroup:GameServerGroup": {
            because: "vpcSubnets is not given, so its instances are in public subnets of the default VPC",
            change: "set vpcSubnets to private subnets",
            privateIf: [{ path: ["vpcSubnets"], values: "given" }],
        },
        // AWS Lambda Developer Guide, "Networking" of MicroVMs: each has its own HTTPS endpoint.
        "lambdamicrovms/microvm:Microvm": always("it is a public HTTPS endpoint"),
        "bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime": takesTokens,
        "bedrock/agentcoreHarness:AgentcoreHarness": takesTokens,
        "drs/replicationConfigurationTemplate:ReplicationConfigurationTemplate": {
            because: "createPublicIp assigns public addresses to its instances",
            change: "set createPublicIp to false",
            publicIf: [{ path: ["createPublicIp"], values: [true] }],
        },
        // @pulumi/aws, glue/devEndpoint.d.ts: it has a public address if it is created outside a VPC.
        "glue/devEndpoint:DevEndpoint": {
            because: "subnetId is not given, so it has a public address",
            change: "set subnetId to a private subnet",
            privateIf: [{ path: ["subnetId"], values: "given" }],
        },
        // AWS Cloud9 User Guide, "Accessing no-ingress EC2 instances": SSH, the default, requires a public address.
        "cloud9/environmentEC2:EnvironmentEC2": {
            because: 'connectionType is not "CONNECT_SSM", so its instance has a public address and accepts SSH',
            change: 'set connectionType to "CONNECT_SSM"',
            privateIf: [{ path: ["connectionType"], values: ["CONNECT_SSM"] }],
        },
        // @pulumi/aws, transfer/webApp.d.ts: without a VPC block its endpoint is public.
        "transfer/webApp:WebApp": {
            because: "endpointDetails.vpc is not given, so its endpoint is public",
            change: "set endpointDetails.vpc to private subnets",
            privateIf: [{ path: ["endpointDetails", "vpc"], values: "set" }],
        },
    } satisfies Record<string, EndpointService>).map(([token, entry]) => [`aws:${token}`, entry]),
);
