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

/** Ways for an AWS resource to expose an API. */
const awsViolations: readonly ViolationCase[] = [
    breaks(
        "a load balancer faces the internet by default",
        resource("lb/loadBalancer:LoadBalancer", { loadBalancerType: "network" }),
    ),
    breaks("an explicitly public load balancer", resource("lb/loadBalancer:LoadBalancer", { internal: false })),
    breaks(
        "a public load balancer under its other type token",
        resource("alb/loadBalancer:LoadBalancer", { internal: false }),
    ),
    breaks(
        "a public load balancer under its oldest type token",
        resource("elasticloadbalancingv2/loadBalancer:LoadBalancer", {}),
    ),
    breaks(
        "a classic load balancer",
        resource("elb/loadBalancer:LoadBalancer", { availabilityZones: ["eu-west-1a"], listeners: [{ lbPort: 80 }] }),
    ),
    breaks("an unknown scheme", resource("lb/loadBalancer:LoadBalancer", { internal: unknown })),
    breaks("a string that is not a boolean", resource("lb/loadBalancer:LoadBalancer", { internal: "yes" })),
    breaks(
        "Elastic IP addresses on an internal load balancer",
        resource("lb/loadBalancer:LoadBalancer", {
            internal: true,
            subnetMappings: [{ subnetId: "s", allocationId: "eipalloc-1" }],
        }),
    ),
    breaks(
        "ignored changes of the scheme",
        resource("lb/loadBalancer:LoadBalancer", { internal: true }, { ignoreChanges: ["internal"] }),
    ),
    breaks(
        "a group open to the internet",
        group({ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] }),
    ),
    breaks("a group open to the internet in two halves", group({ cidrBlocks: ["10.0.0.0/8", "0.0.0.0/1"] })),
    breaks("the other half of the internet alone", group({ cidrBlocks: ["128.0.0.0/1"] })),
    breaks("an unusual notation of the whole internet", group({ cidrBlocks: ["0.0.0.0/00"] })),
    breaks("a private address with a prefix that includes the whole internet", group({ cidrBlocks: ["10.0.0.0/0"] })),
    breaks("a block one bit wider than a private one", group({ cidrBlocks: ["172.16.0.0/11"] })),
    breaks("the whole IPv6 internet", group({ ipv6CidrBlocks: ["::/0"] })),
    breaks("the whole IPv6 internet in another notation", group({ ipv6CidrBlocks: ["0::0/0"] })),
    breaks("all global IPv6 addresses", group({ ipv6CidrBlocks: ["2000::/3"] })),
    breaks("a public IPv4 block written as IPv6", group({ ipv6CidrBlocks: ["::ffff:203.0.113.0/120"] })),
    breaks("a narrow public block that is not trusted", group({ cidrBlocks: ["203.0.113.7/32"] })),
    breaks("a string that is not an address block", group({ cidrBlocks: ["everyone"] })),
    breaks("unknown blocks", group({ cidrBlocks: unknown })),
    breaks("one unknown block", group({ cidrBlocks: ["10.0.0.0/8", unknown] })),
    breaks("unknown rules", resource("ec2/securityGroup:SecurityGroup", { ingress: unknown })),
    breaks("one unknown rule", group({ cidrBlocks: ["10.0.0.0/8"] }, unknown)),
    breaks(
        "the VPC's default security group",
        resource("ec2/defaultSecurityGroup:DefaultSecurityGroup", { ingress: [{ cidrBlocks: ["0.0.0.0/0"] }] }),
    ),
    breaks(
        "a rule as a separate resource",
        resource("ec2/securityGroupRule:SecurityGroupRule", { type: "ingress", cidrBlocks: ["0.0.0.0/0"] }),
    ),
    breaks(
        "a rule whose direction is unknown",
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
    breaks("ignored changes of the rules", {
        ...group({ cidrBlocks: ["10.0.0.0/8"] }),
        ignoreChanges: ["ingress"],
    }),
    breaks("a cluster's endpoint is public by default", cluster({ subnetIds: ["s"] })),
    breaks("a public endpoint without address blocks", cluster({ endpointPublicAccess: true })),
    breaks("a public endpoint with an empty list", cluster({ endpointPublicAccess: true, publicAccessCidrs: [] })),
    breaks(
        "a public endpoint for the whole internet",
        cluster({ endpointPublicAccess: true, publicAccessCidrs: ["0.0.0.0/0"] }),
    ),
    breaks(
        "a public endpoint for half of the internet",
        cluster({ endpointPublicAccess: true, publicAccessCidrs: ["203.0.113.0/24", "128.0.0.0/1"] }),
    ),
    breaks(
        "a public endpoint for a wide block",
        cluster({ endpointPublicAccess: true, publicAccessCidrs: ["52.0.0.0/11"] }),
    ),
    breaks("unknown access", cluster({ endpointPublicAccess: unknown })),
    breaks("unknown address blocks", cluster({ endpointPublicAccess: true, publicAccessCidrs: unknown })),
    breaks(
        "one unknown address block",
        cluster({ endpointPublicAccess: true, publicAccessCidrs: ["203.0.113.0/24", unknown] }),
    ),
    breaks("an unknown network configuration", cluster(unknown)),
    breaks("ignored changes of the access", {
        ...cluster({ endpointPublicAccess: false }),
        ignoreChanges: ["vpcConfig.endpointPublicAccess"],
    }),
    breaks("a function URL", resource("lambda/functionUrl:FunctionUrl", { authorizationType: "NONE" })),
    breaks(
        "a function URL with IAM authorization",
        resource("lambda/functionUrl:FunctionUrl", { authorizationType: "AWS_IAM" }),
    ),
    breaks("everyone may invoke a function", resource("lambda/permission:Permission", { principal: "*" })),
    breaks("App Runner is public by default", resource("apprunner/service:Service", {})),
    breaks(
        "tasks with public addresses",
        resource("ecs/service:Service", { networkConfiguration: { assignPublicIp: true } }),
    ),
    breaks("tasks whose addresses are unknown", resource("ecs/service:Service", { networkConfiguration: unknown })),
    breaks(
        "an express service creates a public load balancer",
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
    breaks("Elastic Beanstalk creates its own load balancer", resource("elasticbeanstalk/environment:Environment")),
    breaks(
        "any account may connect",
        resource("ec2/vpcEndpointService:VpcEndpointService", { allowedPrincipals: ["*"] }),
    ),
    breaks(
        "unknown accounts may connect",
        resource("ec2/vpcEndpointService:VpcEndpointService", { allowedPrincipals: [unknown] }),
    ),
    breaks("a machine with a public address", resource("ec2/instance:Instance", { associatePublicIpAddress: true })),
    breaks(
        "a machine whose address is unknown",
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
    breaks("an address on an unknown interface", resource("ec2/eip:Eip", { networkInterface: unknown })),
    breaks(
        "an address that is associated separately",
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
    breaks("Cloud Control of an unknown type", resource("cloudcontrol/resource:Resource", { typeName: unknown })),
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
        "a template at a URL",
        resource("cloudformation/stack:Stack", { templateUrl: "https://example.com/template" }),
    ),
    breaks("an unknown template", resource("cloudformation/stackSet:StackSet", { templateBody: unknown })),
    breaks("another provider's load balancer", {
        type: "aws-native:elasticloadbalancingv2:LoadBalancer",
        name: "shop",
        props: { scheme: "internet-facing" },
    }),
];

const integration = (changes: Props): Json => ({ ...definition, paths: { "/items": { get: operation(changes) } } });

const open = (reason: string, resources: readonly Declared[], at = "api"): ViolationCase => ({
    reason,
    policy: "r1-private-backend",
    resources,
    at,
});

/** Ways for the gateway to make its backend public. */
const backendViolations: readonly ViolationCase[] = [
    open(
        "an operation that calls the backend over the internet",
        withDefinition(integration({ connectionType: "INTERNET" })),
    ),
    open(
        "an integration without a connection type",
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
        ...open("an unknown body", gatewayStack({ api: { props: { body: unknown } } })),
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
        "an integration whose type is unknown",
        gatewayStack({}, [{ type: "aws:apigateway/integration:Integration", name: "extra", props: { type: unknown } }]),
        "extra",
    ),
];

const past = (reason: string, ...resources: Declared[]): ViolationCase => ({
    reason,
    policy: "r1-private-paths",
    resources,
});

/** Ways for an HTTP or WebSocket API to make its backend public. */
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
            "an integration of an HTTP API whose type is unknown",
            [resource("apigatewayv2/integration:Integration", { integrationType: unknown })],
            "shop",
        ),
        also: [{ policy: "r4-usage-plans", at: "shop" }],
    },
];

/** Ways for several AWS resources together to expose an API. */
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
    past("unknown interfaces", resource("ec2/launchTemplate:LaunchTemplate", { networkInterfaces: unknown })),
    past(
        "an old launch configuration",
        resource("ec2/launchConfiguration:LaunchConfiguration", { associatePublicIpAddress: true }),
    ),
    past(
        "a distribution that bypasses the gateway",
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
