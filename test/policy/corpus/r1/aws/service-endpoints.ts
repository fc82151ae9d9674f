import { type Declared, type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const resource = (type: string, props: Props, more: Partial<Declared>): Declared => ({
    type: `aws:${type}`,
    name: "shop",
    props,
    ...more,
});

const breaks = (reason: string, type: string, props: Props = {}, more: Partial<Declared> = {}): ViolationCase => ({
    reason,
    policy: "r1-private-aws",
    resources: [resource(type, props, more)],
});

const holds = (reason: string, type: string, props: Props = {}): CleanCase => ({
    reason,
    resources: [resource(type, props, {})],
});

const vpc = (name: string, value: Json): Json => ({ namespace: "aws:ec2:vpc", name, value });
const beanstalk = "elasticbeanstalk/environment:Environment";
const nodeGroup = "eks/nodeGroup:NodeGroup";
const amplify = "amplify/app:App";

/** AWS services with a public endpoint. */
export const violations: readonly ViolationCase[] = [
    breaks("a function URL may invoke the function", "lambda/permission:Permission", {
        principal: "apigateway.amazonaws.com",
        functionUrlAuthType: "NONE",
    }),
    breaks("a function URL may invoke the function, in the newer form", "lambda/permission:Permission", {
        principal: "111122223333",
        invokedViaFunctionUrl: true,
    }),
    breaks("an unknown principal", "lambda/permission:Permission", { principal: unknown }),
    breaks(
        "ignored changes of the principal",
        "lambda/permission:Permission",
        { principal: "a" },
        {
            ignoreChanges: ["principal"],
        },
    ),
    breaks("a rule's tasks with public addresses", "cloudwatch/eventTarget:EventTarget", {
        ecsTarget: { networkConfiguration: { assignPublicIp: true } },
    }),
    breaks("a rule's tasks whose network is unknown", "cloudwatch/eventTarget:EventTarget", {
        ecsTarget: { networkConfiguration: unknown },
    }),
    breaks("a schedule's tasks with public addresses", "scheduler/schedule:Schedule", {
        target: { ecsParameters: { networkConfiguration: { assignPublicIp: true } } },
    }),
    breaks("a pipe's tasks with public addresses", "pipes/pipe:Pipe", {
        targetParameters: {
            ecsTaskParameters: { networkConfiguration: { awsVpcConfiguration: { assignPublicIp: "ENABLED" } } },
        },
    }),
    breaks("a game server fleet", "gamelift/fleet:Fleet", { ec2InboundPermissions: [{ ipRange: "0.0.0.0/0" }] }),
    breaks("explicitly public App Runner", "apprunner/service:Service", {
        networkConfiguration: { ingressConfiguration: { isPubliclyAccessible: true } },
    }),
    breaks("task sets with public addresses", "ecs/taskSet:TaskSet", {
        networkConfiguration: { assignPublicIp: true },
    }),
    breaks(
        "a public endpoint of Lightsail's containers",
        "lightsail/containerServiceDeploymentVersion:ContainerServiceDeploymentVersion",
        {
            publicEndpoint: { containerName: "shop", containerPort: 80 },
        },
    ),
    breaks("a Lightsail machine", "lightsail/instance:Instance"),
    breaks("public Lightsail ports", "lightsail/instancePublicPorts:InstancePublicPorts"),
    breaks("a fixed Lightsail address", "lightsail/staticIpAttachment:StaticIpAttachment"),
    breaks("a Lightsail load balancer", "lightsail/lb:Lb"),
    breaks("a Lightsail distribution", "lightsail/distribution:Distribution"),
    breaks("an event API", "appsync/api:Api"),
    breaks("an explicitly public GraphQL API", "appsync/graphQLApi:GraphQLApi", { visibility: "GLOBAL" }),
    breaks("a GraphQL API whose visibility is unknown", "appsync/graphQLApi:GraphQLApi", { visibility: unknown }),
    breaks("a listener of an accelerator", "globalaccelerator/listener:Listener"),
    breaks("an accelerator of subnets", "globalaccelerator/customRoutingAccelerator:CustomRoutingAccelerator"),
    breaks("an accelerator's subnets", "globalaccelerator/customRoutingEndpointGroup:CustomRoutingEndpointGroup"),
    breaks("a file server is public by default", "transfer/server:Server"),
    breaks("a file server in the network with public addresses", "transfer/server:Server", {
        endpointType: "VPC",
        endpointDetails: { vpcId: "v", addressAllocationIds: ["eipalloc-1"] },
    }),
    breaks("a file server whose addresses are unknown", "transfer/server:Server", {
        endpointType: "VPC",
        endpointDetails: unknown,
    }),
    breaks("an IoT domain", "iot/domainConfiguration:DomainConfiguration"),
    breaks("Verified Access publishes a load balancer", "verifiedaccess/endpoint:Endpoint"),
    breaks("a Lattice service is public by default", "vpclattice/service:Service"),
    breaks("an explicitly public Lattice service", "vpclattice/service:Service", { authType: "NONE" }),
    breaks("a gateway for agents", "bedrock/agentcoreGateway:AgentcoreGateway"),
    breaks("an application outside the stack", "serverlessrepository/cloudFormationStack:CloudFormationStack"),
    breaks("a product of a catalogue", "servicecatalog/provisionedProduct:ProvisionedProduct"),
    breaks(
        "any account may connect, through a separate resource",
        "ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple",
        { principalArn: "*" },
    ),
    breaks("an internal scheme, and machines with public addresses", beanstalk, {
        settings: [vpc("ELBScheme", "internal")],
    }),
    breaks("machines without public addresses, and a public scheme", beanstalk, {
        settings: [vpc("ELBScheme", "public"), vpc("AssociatePublicIpAddress", "false")],
    }),
    breaks("a second setting of the scheme", beanstalk, {
        settings: [vpc("ELBScheme", "internal"), vpc("AssociatePublicIpAddress", "false"), vpc("ELBScheme", "public")],
    }),
    breaks("unknown settings", beanstalk, { settings: unknown }),
    breaks("an environment template", "elasticbeanstalk/configurationTemplate:ConfigurationTemplate", {}),
    breaks("an app that runs code", amplify, { platform: "WEB_COMPUTE" }),
    breaks("an app that forwards calls", amplify, {
        customRules: [
            { source: "/old", target: "/new", status: "301" },
            { source: "/api/<*>", target: "https://backend.example.com/<*>", status: "200" },
        ],
    }),
    breaks("an app that forwards requests, without a status", amplify, {
        customRules: [{ source: "/api/<*>", target: "https://backend.example.com/<*>" }],
    }),
    breaks("unknown rules", amplify, { customRules: unknown }),
    breaks("an SSH key exposes machines to the internet", nodeGroup, { remoteAccess: { ec2SshKey: "ops" } }),
    breaks("an SSH key with an empty list", nodeGroup, {
        remoteAccess: { ec2SshKey: "ops", sourceSecurityGroupIds: [] },
    }),
    breaks("a fleet with public addresses", "ec2/spotFleetRequest:SpotFleetRequest", {
        launchSpecifications: [{ subnetId: unknown }, { associatePublicIpAddress: true }],
    }),
    breaks("unknown specifications of a fleet", "ec2/spotFleetRequest:SpotFleetRequest", {
        launchSpecifications: unknown,
    }),
    breaks("an add-on with a load balancer", "eks/addon:Addon", {
        configurationValues: JSON.stringify({ controller: { service: { type: "LoadBalancer" } } }),
    }),
    breaks("an add-on with a tunnel alongside it", "eks/addon:Addon", {
        configurationValues: JSON.stringify({ sidecars: [{ name: "edge", image: "cloudflare/cloudflared:2025.1.0" }] }),
    }),
    breaks("an add-on whose image is a tunnel", "eks/addon:Addon", {
        configurationValues: "image:\n  repository: ngrok/ngrok\n  tag: '3'\n",
    }),
    breaks("an add-on with its own object", "eks/addon:Addon", {
        configurationValues: JSON.stringify({ extraObjects: [{ apiVersion: "v1", kind: "Service", spec: {} }] }),
    }),
    breaks("an add-on whose configuration is unknown", "eks/addon:Addon", { configurationValues: unknown }),
    breaks("unknown access", nodeGroup, { remoteAccess: unknown }),
];

/** AWS services without a public endpoint. */
export const clean: readonly CleanCase[] = [
    holds("a file server inside the network", "transfer/server:Server", {
        endpointType: "VPC",
        endpointDetails: { vpcId: unknown, subnetIds: unknown },
    }),
    holds("a rule that starts tasks in the network", "cloudwatch/eventTarget:EventTarget", {
        ecsTarget: { networkConfiguration: { assignPublicIp: false, subnets: unknown } },
    }),
    holds("a rule that calls a queue", "cloudwatch/eventTarget:EventTarget", { arn: unknown }),
    holds("a schedule that calls a function", "scheduler/schedule:Schedule", { target: { arn: unknown } }),
    holds("a pipe that starts tasks in the network", "pipes/pipe:Pipe", {
        targetParameters: {
            ecsTaskParameters: { networkConfiguration: { awsVpcConfiguration: { assignPublicIp: "DISABLED" } } },
        },
    }),
    holds("an unreachable game fleet", "gamelift/fleet:Fleet", { ec2InboundPermissions: [] }),
    holds("a Lattice service with IAM authorization", "vpclattice/service:Service", { authType: "AWS_IAM" }),
    holds(
        "a container deployment without a public endpoint",
        "lightsail/containerServiceDeploymentVersion:ContainerServiceDeploymentVersion",
        {
            publicEndpoint: null,
        },
    ),
    holds("a private environment", beanstalk, {
        settings: [
            vpc("ELBScheme", "internal"),
            vpc("AssociatePublicIpAddress", "false"),
            { namespace: "aws:autoscaling:asg", name: "MinSize", value: unknown },
        ],
    }),
    holds("a static app that redirects", amplify, {
        platform: "WEB",
        customRules: [
            { source: "/api/<*>", target: "https://example.com/<*>", status: "302" },
            { source: "/<*>", target: "/index.html", status: "404-200" },
        ],
    }),
    holds("machines that only a security group reaches", nodeGroup, {
        remoteAccess: { ec2SshKey: "ops", sourceSecurityGroupIds: [unknown] },
        subnetIds: ["subnet-1"],
    }),
    holds("an account that may connect", "ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple", {
        principalArn: "arn:aws:iam::111122223333:root",
    }),
    holds("a fleet without public addresses", "ec2/spotFleetRequest:SpotFleetRequest", {
        launchSpecifications: [{ associatePublicIpAddress: false, subnetId: unknown }],
    }),
    holds("an add-on with a configuration", "eks/addon:Addon", {
        configurationValues: JSON.stringify({ enableNetworkPolicy: "true", replicaCount: 2 }),
    }),
    holds("an add-on with another image and a container alongside it", "eks/addon:Addon", {
        configurationValues: JSON.stringify({
            image: { repository: "registry.example.com/coredns", tag: "v1" },
            sidecars: [{ name: "log", image: "fluent/fluent-bit", args: ["-c", "/etc/fluent-bit.conf"] }],
        }),
    }),
    holds("a link to a load balancer", "apigateway/vpcLink:VpcLink", { targetArn: unknown }),
    holds("a website bucket", "s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration", { bucket: unknown }),
];
