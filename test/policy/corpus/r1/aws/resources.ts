import { type Declared, type Json, unknown } from "../../../engine";
import type { ViolationCase } from "../../case";
import { definition, gatewayStack, operation, withDefinition } from "../../gateway/stack";

type Props = { readonly [key: string]: Json };

const resource = (type: string, props: Props = {}, more: Partial<Declared> = {}): Declared => ({
    type: `aws:${type}`,
    name: "shop",
    props,
    ...more,
});

const breaks = (reason: string, ...resources: Declared[]): ViolationCase => ({
    reason,
    policy: "r1-private-aws",
    resources,
});

const group = (...ingress: Json[]): Declared => resource("ec2/securityGroup:SecurityGroup", { ingress });
const cluster = (vpcConfig: Json): Declared => resource("eks/cluster:Cluster", { vpcConfig });

/** Ways in which an AWS resource opens an API. */
const awsViolations: readonly ViolationCase[] = [
    breaks(
        "a load balancer faces the internet by default",
        resource("lb/loadBalancer:LoadBalancer", { loadBalancerType: "network" }),
    ),
    breaks("an explicitly public load balancer", resource("lb/loadBalancer:LoadBalancer", { internal: false })),
    breaks("the same under its other token", resource("alb/loadBalancer:LoadBalancer", { internal: false })),
    breaks("the same under its oldest token", resource("elasticloadbalancingv2/loadBalancer:LoadBalancer", {})),
    breaks("a classic load balancer", resource("elb/loadBalancer:LoadBalancer", {})),
    breaks("a scheme that is not known", resource("lb/loadBalancer:LoadBalancer", { internal: unknown })),
    breaks("a word that is not a boolean", resource("lb/loadBalancer:LoadBalancer", { internal: "yes" })),
    breaks(
        "Elastic IP addresses on an internal load balancer",
        resource("lb/loadBalancer:LoadBalancer", {
            internal: true,
            subnetMappings: [{ subnetId: "s", allocationId: "eipalloc-1" }],
        }),
    ),
    breaks(
        "changes of the scheme are ignored",
        resource("lb/loadBalancer:LoadBalancer", { internal: true }, { ignoreChanges: ["internal"] }),
    ),
    breaks(
        "a group open to the internet",
        group({ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] }),
    ),
    breaks("a group open to the internet in two halves", group({ cidrBlocks: ["10.0.0.0/8", "0.0.0.0/1"] })),
    breaks("the other half alone", group({ cidrBlocks: ["128.0.0.0/1"] })),
    breaks("an unusual notation of the whole internet", group({ cidrBlocks: ["0.0.0.0/00"] })),
    breaks("a private address with a prefix that takes in the world", group({ cidrBlocks: ["10.0.0.0/0"] })),
    breaks("a block one bit wider than the private one", group({ cidrBlocks: ["172.16.0.0/11"] })),
    breaks("the world in IPv6", group({ ipv6CidrBlocks: ["::/0"] })),
    breaks("the whole IPv6 internet in another notation", group({ ipv6CidrBlocks: ["0::0/0"] })),
    breaks("all global IPv6 addresses", group({ ipv6CidrBlocks: ["2000::/3"] })),
    breaks("a public IPv4 block written as IPv6", group({ ipv6CidrBlocks: ["::ffff:203.0.113.0/120"] })),
    breaks("a narrow public block that is not trusted", group({ cidrBlocks: ["203.0.113.7/32"] })),
    breaks("not a block at all", group({ cidrBlocks: ["everyone"] })),
    breaks("blocks that are not known", group({ cidrBlocks: unknown })),
    breaks("one block that is not known", group({ cidrBlocks: ["10.0.0.0/8", unknown] })),
    breaks("rules that are not known", resource("ec2/securityGroup:SecurityGroup", { ingress: unknown })),
    breaks("one rule that is not known", group({ cidrBlocks: ["10.0.0.0/8"] }, unknown)),
    breaks(
        "the network's default group",
        resource("ec2/defaultSecurityGroup:DefaultSecurityGroup", { ingress: [{ cidrBlocks: ["0.0.0.0/0"] }] }),
    ),
    breaks(
        "a rule as a separate resource",
        resource("ec2/securityGroupRule:SecurityGroupRule", { type: "ingress", cidrBlocks: ["0.0.0.0/0"] }),
    ),
    breaks(
        "a rule whose direction is not known",
        resource("ec2/securityGroupRule:SecurityGroupRule", { type: unknown, cidrBlocks: ["0.0.0.0/0"] }),
    ),
    breaks(
        "a rule of the newer kind",
        resource("vpc/securityGroupIngressRule:SecurityGroupIngressRule", { cidrIpv4: "0.0.0.0/0" }),
    ),
    breaks(
        "a rule of the newer kind, IPv6",
        resource("vpc/securityGroupIngressRule:SecurityGroupIngressRule", { cidrIpv6: "::/0" }),
    ),
    breaks("changes of the rules are ignored", {
        ...group({ cidrBlocks: ["10.0.0.0/8"] }),
        ignoreChanges: ["ingress"],
    }),
    breaks("a cluster's endpoint is public by default", cluster({ subnetIds: ["s"] })),
    breaks("a public endpoint without address blocks", cluster({ endpointPublicAccess: true })),
    breaks("a public endpoint with an empty list", cluster({ endpointPublicAccess: true, publicAccessCidrs: [] })),
    breaks(
        "a public endpoint for the world",
        cluster({ endpointPublicAccess: true, publicAccessCidrs: ["0.0.0.0/0"] }),
    ),
    breaks(
        "a public endpoint for half of the world",
        cluster({ endpointPublicAccess: true, publicAccessCidrs: ["203.0.113.0/24", "128.0.0.0/1"] }),
    ),
    breaks(
        "a public endpoint for a wide block",
        cluster({ endpointPublicAccess: true, publicAccessCidrs: ["52.0.0.0/11"] }),
    ),
    breaks("access that is not known", cluster({ endpointPublicAccess: unknown })),
    breaks("address blocks that are not known", cluster({ endpointPublicAccess: true, publicAccessCidrs: unknown })),
    breaks(
        "one address block that is not known",
        cluster({ endpointPublicAccess: true, publicAccessCidrs: ["203.0.113.0/24", unknown] }),
    ),
    breaks("a network configuration that is not known", cluster(unknown)),
    breaks("changes of the access are ignored", {
        ...cluster({ endpointPublicAccess: false }),
        ignoreChanges: ["vpcConfig.endpointPublicAccess"],
    }),
    breaks("a function's own address", resource("lambda/functionUrl:FunctionUrl", { authorizationType: "NONE" })),
    breaks(
        "a function's own address, signed",
        resource("lambda/functionUrl:FunctionUrl", { authorizationType: "AWS_IAM" }),
    ),
    breaks("everyone may invoke a function", resource("lambda/permission:Permission", { principal: "*" })),
    breaks("App Runner is public by default", resource("apprunner/service:Service", {})),
    breaks(
        "tasks with public addresses",
        resource("ecs/service:Service", { networkConfiguration: { assignPublicIp: true } }),
    ),
    breaks("tasks whose addresses are not known", resource("ecs/service:Service", { networkConfiguration: unknown })),
    breaks(
        "an express service makes a public load balancer",
        resource("ecs/expressGatewayService:ExpressGatewayService"),
    ),
    breaks("Lightsail", resource("lightsail/containerService:ContainerService")),
    breaks("an accelerator", resource("globalaccelerator/accelerator:Accelerator", { enabled: true })),
    breaks("an accelerator's endpoints", resource("globalaccelerator/endpointGroup:EndpointGroup")),
    breaks(
        "an origin inside the network makes a private load balancer public",
        resource("cloudfront/vpcOrigin:VpcOrigin"),
    ),
    breaks("GraphQL APIs are global by default", resource("appsync/graphQLApi:GraphQLApi", {})),
    breaks("Elastic Beanstalk makes its own load balancer", resource("elasticbeanstalk/environment:Environment")),
    breaks(
        "any account may connect",
        resource("ec2/vpcEndpointService:VpcEndpointService", { allowedPrincipals: ["*"] }),
    ),
    breaks(
        "accounts that are not known may connect",
        resource("ec2/vpcEndpointService:VpcEndpointService", { allowedPrincipals: [unknown] }),
    ),
    breaks("a machine with a public address", resource("ec2/instance:Instance", { associatePublicIpAddress: true })),
    breaks(
        "a machine whose address is not known",
        resource("ec2/instance:Instance", { associatePublicIpAddress: unknown }),
    ),
    breaks(
        "a machine with an IPv6 address",
        resource("ec2/instance:Instance", { subnetId: unknown, ipv6AddressCount: 1 }),
    ),
    breaks(
        "a spot machine",
        resource("ec2/spotInstanceRequest:SpotInstanceRequest", { associatePublicIpAddress: "true" }),
    ),
    breaks("an address on a machine", resource("ec2/eip:Eip", { instance: "i-1" })),
    breaks("an address on an interface that is not known", resource("ec2/eip:Eip", { networkInterface: unknown })),
    breaks(
        "an address put on later",
        resource("ec2/eipAssociation:EipAssociation", { allocationId: "a", instanceId: "i-1" }),
    ),
    breaks(
        "an interface with IPv6 addresses",
        resource("ec2/networkInterface:NetworkInterface", { ipv6Addresses: ["2001:db8::1"] }),
    ),
    breaks(
        "Cloud Control creates a type that the rules do not read",
        resource("cloudcontrol/resource:Resource", {
            typeName: "AWS::ElasticLoadBalancingV2::LoadBalancer",
            desiredState: "{}",
        }),
    ),
    breaks(
        "Cloud Control of a type that is not known",
        resource("cloudcontrol/resource:Resource", { typeName: unknown }),
    ),
    breaks(
        "a template with a load balancer inside",
        resource("cloudformation/stack:Stack", {
            templateBody: "Resources: { A: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer } }",
        }),
    ),
    breaks(
        "a template with a nested stack",
        resource("cloudformation/stack:Stack", {
            templateBody: "Resources: { A: { Type: AWS::CloudFormation::Stack } }",
        }),
    ),
    breaks(
        "a template that is stored elsewhere",
        resource("cloudformation/stack:Stack", { templateUrl: "https://example.com/template" }),
    ),
    breaks("a template that is not known", resource("cloudformation/stackSet:StackSet", { templateBody: unknown })),
    breaks("another provider's load balancer", {
        type: "aws-native:elasticloadbalancingv2:LoadBalancer",
        name: "shop",
        props: { scheme: "internet-facing" },
    }),
    breaks("a command that applies manifests", {
        type: "command:local:Command",
        name: "shop",
        props: { create: "kubectl apply -f service.yaml" },
    }),
    breaks("a command on another machine", {
        type: "command:remote:Command",
        name: "shop",
        props: { create: "true", update: "aws elbv2 create-load-balancer" },
    }),
    breaks("a command that is not known", { type: "command:local:Command", name: "shop", props: { create: unknown } }),
];

const integration = (changes: Props): Json => ({ ...definition, paths: { "/items": { get: operation(changes) } } });

const open = (reason: string, resources: readonly Declared[], at = "api"): ViolationCase => ({
    reason,
    policy: "r1-private-backend",
    resources,
    at,
});

/** Ways in which the gateway itself makes its backend public. */
const backendViolations: readonly ViolationCase[] = [
    open("the backend is called over the internet", withDefinition(integration({ connectionType: "INTERNET" }))),
    open(
        "the internet is the default",
        withDefinition({
            ...definition,
            paths: {
                "/items": {
                    get: {
                        security: [{ api_key: [] }],
                        "x-amazon-apigateway-integration": { type: "http", uri: "http://example.com" },
                    },
                },
            },
        }),
    ),
    open("a VPC link without a connection", withDefinition(integration({ connectionId: "" }))),
    open("an unknown type", withDefinition(integration({ type: "https_proxy" }))),
    open("the type in another case", withDefinition(integration({ type: "HTTP_PROXY", connectionType: "INTERNET" }))),
    {
        ...open("a body that is not known", gatewayStack({ api: { props: { body: unknown } } })),
        also: [
            { policy: "r4-key-on-every-operation", at: "api" },
            { policy: "r2-cached-content", at: "api" },
        ],
    },
    open(
        "a separate integration over the internet",
        gatewayStack({}, [
            {
                type: "aws:apigateway/integration:Integration",
                name: "extra",
                props: { type: "HTTP_PROXY", uri: "http://example.com" },
            },
        ]),
        "extra",
    ),
    open(
        "an integration whose type is not known",
        gatewayStack({}, [{ type: "aws:apigateway/integration:Integration", name: "extra", props: { type: unknown } }]),
        "extra",
    ),
];

const past = (reason: string, ...resources: Declared[]): ViolationCase => ({
    reason,
    policy: "r1-private-paths",
    resources,
});

/** Ways in which an HTTP or WebSocket API makes its backend public. */
const newerBackendViolations: readonly ViolationCase[] = [
    {
        ...open(
            "an HTTP API's integration over the internet",
            [
                resource("apigatewayv2/integration:Integration", {
                    integrationType: "HTTP_PROXY",
                    integrationUri: "https://backend.example.com",
                }),
            ],
            "shop",
        ),
        also: [{ policy: "r4-usage-plans", at: "shop" }],
    },
    {
        ...open(
            "an integration of an HTTP API whose type is not known",
            [resource("apigatewayv2/integration:Integration", { integrationType: unknown })],
            "shop",
        ),
        also: [{ policy: "r4-usage-plans", at: "shop" }],
    },
];

/** Ways in which several AWS resources together open an API. */
const awsPaths: readonly ViolationCase[] = [
    past("a prefix list that is not in the stack hides its addresses", group({ prefixListIds: ["pl-1"] })),
    past(
        "a rule of the newer kind, with a prefix list",
        resource("vpc/securityGroupIngressRule:SecurityGroupIngressRule", { prefixListId: "pl-1" }),
    ),
    past(
        "machines with public addresses and unknown groups",
        resource("ec2/launchTemplate:LaunchTemplate", { networkInterfaces: [{ associatePublicIpAddress: "true" }] }),
    ),
    past(
        "machines with public addresses and a group outside the stack",
        resource("ec2/launchTemplate:LaunchTemplate", {
            networkInterfaces: [{ associatePublicIpAddress: true, securityGroups: ["sg-1"] }],
        }),
    ),
    past(
        "interfaces that are not known",
        resource("ec2/launchTemplate:LaunchTemplate", { networkInterfaces: unknown }),
    ),
    past(
        "an old launch configuration",
        resource("ec2/launchConfiguration:LaunchConfiguration", { associatePublicIpAddress: true }),
    ),
    past(
        "a distribution past the gateway",
        resource("cloudfront/distribution:Distribution", {
            origins: [{ originId: "a", domainName: "backend.example.com" }],
        }),
    ),
    past(
        "a distribution with an origin inside the network",
        resource("cloudfront/distribution:Distribution", {
            origins: [
                {
                    originId: "a",
                    domainName: "x.execute-api.eu-central-1.amazonaws.com",
                    vpcOriginConfig: { vpcOriginId: "vo-1" },
                },
            ],
        }),
    ),
    past(
        "a distribution with an unknown origin",
        resource("cloudfront/distribution:Distribution", { origins: [{ originId: "a", domainName: unknown }] }),
    ),
];

/** All violations of this file. */
export const violations: readonly ViolationCase[] = [
    ...awsViolations,
    ...backendViolations,
    ...newerBackendViolations,
    ...awsPaths,
];
