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
}

const publishInstead = "publish through the API gateway instead";

/** A service that cannot be private. */
export const always = (because: string, change = `remove it, and ${publishInstead}`): EndpointService => ({
    because,
    change,
});

const accelerated = always("it publishes load balancers, even internal ones");
const invisible = always("its resources are not visible to policies", "declare its resources in the program");

const publicTasks = (place: string, on: Plain = true, off: Plain = false): EndpointService => ({
    because: `${place} assigns public addresses to its tasks`,
    change: `set ${place} to ${JSON.stringify(off)}`,
    publicIf: [{ path: place.split("."), values: [on] }],
});

const serviceTasks = publicTasks("networkConfiguration.assignPublicIp");

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
        "eks/capability:Capability": always("it applies objects that are not visible in this preview"),
        "ecs/service:Service": serviceTasks,
        "ecs/taskSet:TaskSet": serviceTasks,
        "cloudwatch/eventTarget:EventTarget": publicTasks("ecsTarget.networkConfiguration.assignPublicIp"),
        "scheduler/schedule:Schedule": publicTasks("target.ecsParameters.networkConfiguration.assignPublicIp"),
        "pipes/pipe:Pipe": publicTasks(
            "targetParameters.ecsTaskParameters.networkConfiguration.awsVpcConfiguration.assignPublicIp",
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
