import { type Json, unknown } from "../../engine";
import type { CleanCase, ViolationCase } from "../case";

type Props = { readonly [key: string]: Json };

const breaks = (reason: string, type: string, props: Props = {}, ...ignoreChanges: string[]): ViolationCase => ({
    reason,
    policy: "r1-private-aws",
    resources: [{ type, name: "shop", props, ignoreChanges }],
});
const holds = (reason: string, type: string, props: Props = {}): CleanCase => ({
    reason,
    resources: [{ type, name: "shop", props }],
});

const open = { ingress: [{ protocol: "tcp", from_port: 80, to_port: 80, cidr_blocks: ["0.0.0.0/0"] }] };

/** Terraform providers, bridged into Pulumi, and Terraform modules. */
export const violations: readonly ViolationCase[] = [
    breaks("a load balancer in a Terraform module", "edge:tf:aws_lb", { load_balancer_type: "network" }),
    {
        ...breaks("an internal load balancer in a Terraform module, with addresses", "edge:tf:aws_lb", {
            internal: true,
            subnet_mapping: [{ subnet_id: "s", allocation_id: "eipalloc-1" }],
        }),
        unknownIsFine: ["shop subnet_mapping"],
    },
    { ...breaks("a group in a Terraform module", "edge:tf:aws_security_group", open), unknownIsFine: ["shop ingress"] },
    breaks("a group of Terraform's own aws provider whose rules are unknown", "aws:index/securityGroup:SecurityGroup", {
        ingress: unknown,
    }),
    {
        ...breaks("a group in a Terraform module, one of whose rules is unknown", "edge:tf:aws_security_group", {
            ingress: [unknown],
        }),
        unknownIsFine: ["shop ingress"],
    },
    breaks("a load balancer in a Terraform module without a scheme", "edge:tf:aws_lb", {
        internal: unknown,
        subnet_mapping: unknown,
    }),
    breaks("a machine in a Terraform module that may get an address", "edge:tf:aws_instance", {
        associate_public_ip_address: unknown,
    }),
    {
        ...breaks("a group in a Terraform module with a prefix list", "edge:tf:aws_security_group", {
            ingress: [{ cidr_blocks: [], prefix_list_ids: ["pl-1"] }],
        }),
        unknownIsFine: ["shop ingress"],
    },
    breaks("a rule in a Terraform module with a prefix list", "edge:tf:aws_vpc_security_group_ingress_rule", {
        prefix_list_id: "pl-1",
    }),
    breaks("a rule in a Terraform module", "edge:tf:aws_vpc_security_group_ingress_rule", { cidr_ipv6: "::/0" }),
    {
        ...breaks("an address on a machine, in a Terraform module", "edge:tf:aws_eip", { instance: "i-1" }),
        unknownIsFine: ["shop instance"],
    },
    breaks("a machine in a Terraform module", "edge:tf:aws_instance", { associate_public_ip_address: true }),
    breaks("a database in a Terraform module", "edge:tf:aws_db_instance", { publicly_accessible: true }),
    breaks("a domain in a Terraform module outside the network", "edge:tf:aws_opensearch_domain", { vpc_options: [] }),
    breaks("tasks of a Terraform module's schedule", "edge:tf:aws_scheduler_schedule", {
        target: [{ ecs_parameters: [{ network_configuration: [{ assign_public_ip: true }] }] }],
    }),
    breaks("a development machine in a Terraform module", "edge:tf:aws_cloud9_environment_ec2"),
    breaks(
        "a database in a Terraform module that may change",
        "edge:tf:aws_db_instance",
        { publicly_accessible: false },
        "publicly_accessible",
    ),
    breaks("a function URL in a Terraform module", "edge:tf:aws_lambda_function_url", { authorization_type: "NONE" }),
    breaks("a cluster in a Terraform module", "eks:tf:aws_eks_cluster"),
    breaks("a distribution in a Terraform module", "edge:tf:aws_cloudfront_distribution"),
    breaks("an API in a Terraform module is not joined", "edge:tf:aws_api_gateway_rest_api"),
    breaks("a Service in a Terraform module", "shop:tf:kubernetes_service_v1", { spec: [{ type: "LoadBalancer" }] }),
    breaks("a release in a Terraform module", "shop:tf:helm_release", { chart: "ingress-nginx" }),
    breaks("a load balancer of Terraform's own aws provider", "aws:index/lb:Lb", { internal: false }),
    breaks(
        "an internal load balancer of Terraform's own aws provider, with ignored changes",
        "aws:index/lb:Lb",
        { internal: true },
        "internal",
    ),
    breaks("a group of Terraform's own aws provider", "aws:index/securityGroup:SecurityGroup", {
        ingress: [{ cidrBlocks: ["0.0.0.0/0"] }],
    }),
    breaks("an address on an interface, of Terraform's own aws provider", "aws:index/eip:Eip", {
        networkInterface: unknown,
    }),
    breaks(
        "an awscc load balancer",
        "awscc:index/elasticloadbalancingv2LoadBalancer:Elasticloadbalancingv2LoadBalancer",
    ),
    breaks("an awscc function URL", "awscc:index/lambdaUrl:LambdaUrl", { authType: "NONE" }),
    breaks("rules of Terraform's own aws provider, under the bridge's name", "aws:index/securityGroup:SecurityGroup", {
        ingresses: [{ cidrBlocks: ["0.0.0.0/0"] }],
    }),
    breaks("an awscc group", "awscc:index/ec2SecurityGroup:Ec2SecurityGroup", {
        securityGroupIngresses: [{ ipProtocol: "tcp", cidrIp: "10.0.0.0/8" }, { cidrIpv6: "::/0" }],
    }),
    breaks("an awscc group in a Terraform module", "edge:tf:awscc_ec2_security_group", {
        security_group_ingress: [{ cidr_ipv_6: "::/0" }],
    }),
    breaks(
        "an awscc group with ignored changes",
        "awscc:index/ec2SecurityGroup:Ec2SecurityGroup",
        { groupDescription: "shop", securityGroupIngresses: [{ cidrIp: "10.0.0.0/8" }] },
        "securityGroupIngresses[0].cidrIp",
    ),
    breaks("an awscc SSH key", "awscc:index/eksNodegroup:EksNodegroup", { remoteAccess: { ec2SshKey: "ops" } }),
    breaks("an awscc SSH key in a Terraform module", "edge:tf:awscc_eks_nodegroup", {
        remote_access: { ec_2_ssh_key: "ops" },
    }),
    breaks("awscc tasks", "awscc:index/ecsService:EcsService", {
        networkConfiguration: { awsvpcConfiguration: { assignPublicIp: "ENABLED" } },
    }),
    {
        ...breaks("an awscc address on a machine, in a Terraform module", "edge:tf:awscc_ec2_eip", {
            instance_id: "i-1",
        }),
        unknownIsFine: ["shop instance_id"],
    },
    breaks("an awscc address whose machine is unknown", "awscc:index/ec2Eip:Ec2Eip", { instanceId: unknown }),
    breaks("an awscc accelerator", "awscc:index/globalacceleratorAccelerator:GlobalacceleratorAccelerator"),
    breaks("any resource in a Terraform module that runs commands", "shop:tf:null_resource", { triggers: unknown }),
    breaks("data in a Terraform module that runs commands", "shop:tf:terraform_data", { input: "x" }),
    breaks("an application of Argo CD's provider", "argocd:index/application:Application"),
    breaks("a Flux bootstrap", "flux:index/bootstrapGit:BootstrapGit"),
    breaks("annotations of an object outside the stack", "kubernetes:index/annotations:Annotations", {
        annotations: { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing" },
    }),
    breaks("an IoT domain in a Terraform module", "edge:tf:aws_iot_domain_configuration"),
    breaks("a Service of Terraform's kubernetes provider", "kubernetes:index/serviceV1:ServiceV1"),
    breaks("any object of Terraform's kubernetes provider", "kubernetes:index/manifest:Manifest", { manifest: {} }),
    breaks("a release of Terraform's helm provider", "helm:index/release:Release", { chart: "shop" }),
    breaks("an object that a bridged kubectl provider applies", "kubectl:index/manifest:Manifest", {
        yamlBody: "kind: Service",
    }),
    breaks("an API of awscc", "awscc:index/apigatewayRestApi:ApigatewayRestApi"),
    breaks("a Cloudflare tunnel", "cloudflare:index/zeroTrustTunnelCloudflared:ZeroTrustTunnelCloudflared"),
    breaks("an ngrok edge", "ngrok:index/httpsEdge:HttpsEdge"),
];

/** Resources of Terraform modules and providers that expose nothing. */
export const clean: readonly CleanCase[] = [
    holds("a database in a Terraform module, inside its network", "edge:tf:aws_db_instance", { engine: "postgres" }),
    holds("a domain in a Terraform module in a network", "edge:tf:aws_opensearch_domain", {
        vpc_options: [{ subnet_ids: [unknown, unknown] }],
    }),
    holds("a schedule in a Terraform module", "edge:tf:aws_scheduler_schedule", { target: [{ ecs_parameters: [] }] }),
    holds("brokers in a Terraform module", "edge:tf:aws_msk_cluster", {
        broker_node_group_info: [{ connectivity_info: unknown }],
    }),
    holds("a network in a Terraform module", "vpc:tf:aws_vpc", { cidr_block: "10.0.0.0/16" }),
    holds("a default group without rules, in a Terraform module", "vpc:tf:aws_default_security_group", { ingress: [] }),
    holds("the address of a NAT gateway, in a Terraform module", "vpc:tf:aws_eip", {
        domain: "vpc",
        instance: unknown,
        network_interface: unknown,
    }),
    holds("a group in a Terraform module for its own network", "vpc:tf:aws_security_group", {
        ingress: [
            { cidr_blocks: ["10.0.0.0/16"], ipv6_cidr_blocks: [], prefix_list_ids: [], self: false },
            { prefix_list_ids: null },
        ],
        egress: [{ cidr_blocks: ["0.0.0.0/0"] }],
    }),
    holds("an internal load balancer in a Terraform module", "edge:tf:aws_lb", {
        internal: true,
        load_balancer_type: "network",
        subnet_mapping: [{ subnet_id: unknown, allocation_id: null }],
    }),
    holds("a group in a Terraform module with a separate resource for each rule", "edge:tf:aws_security_group", {
        ingress: unknown,
    }),
    holds("a default group in a Terraform module", "vpc:tf:aws_default_security_group", { ingress: unknown }),
    ...["aws_lb", "aws_alb"].map((type) =>
        holds(`an internal ${type} in a Terraform module in subnets`, `edge:tf:${type}`, {
            internal: true,
            subnets: unknown,
            subnet_mapping: unknown,
        }),
    ),
    ...["aws_instance", "aws_network_interface"].map((type) =>
        holds(`an ${type} in a Terraform module`, `edge:tf:${type}`, {
            associate_public_ip_address: false,
            ipv6_address_count: unknown,
            ipv6_addresses: unknown,
            ipv6_address_list: unknown,
            ipv6_prefix_count: unknown,
            ipv6_prefixes: unknown,
        }),
    ),
    ...["aws_rds_cluster_instance", "aws_dms_replication_instance"].map((type) =>
        holds(`an ${type} in a Terraform module without access settings`, `data:tf:${type}`, {
            publicly_accessible: unknown,
        }),
    ),
    {
        reason: "a load balancer and a launch template in the state, with empty unset properties",
        resources: [
            {
                type: "aws:lb/loadBalancer:LoadBalancer",
                name: "edge",
                props: { internal: true, subnetMappings: [{ subnetId: "subnet-1", allocationId: "" }] },
                onlyInState: true,
            },
            {
                type: "aws:ec2/launchTemplate:LaunchTemplate",
                name: "machines",
                props: { networkInterfaces: [{ associatePublicIpAddress: "", associateCarrierIpAddress: "" }] },
                onlyInState: true,
            },
        ],
    },
    holds("a bucket in a Terraform module", "site:tf:aws_s3_bucket", { bucket: unknown }),
    holds("an internal load balancer of Terraform's own aws provider", "aws:index/lb:Lb", { internal: true }),
    holds("a Cloudflare record", "cloudflare:index/dnsRecord:DnsRecord", { content: unknown }),
    holds("a name of a bridged provider", "random:index/randomPet:RandomPet", {}),
    holds("a ConfigMap of Terraform's kubernetes provider", "kubernetes:index/configMapV1:ConfigMapV1", {
        data: unknown,
    }),
    holds("an awscc group for private addresses", "awscc:index/ec2SecurityGroup:Ec2SecurityGroup", {
        securityGroupIngresses: [{ cidrIp: "10.0.0.0/16" }],
    }),
    {
        reason: "an internal awscc load balancer, whose tags may change",
        resources: [
            {
                type: "awscc:index/elasticloadbalancingv2LoadBalancer:Elasticloadbalancingv2LoadBalancer",
                name: "shop",
                props: { scheme: "internal", subnets: unknown },
                ignoreChanges: ["tags"],
            },
        ],
    },
    holds("an awscc user of a file server", "awscc:index/transferUser:TransferUser"),
    holds("an awscc link", "awscc:index/apigatewayVpcLink:ApigatewayVpcLink", { targetArns: unknown }),
    holds("the awscc address of a NAT gateway, in a Terraform module", "vpc:tf:awscc_ec2_eip", {
        domain: "vpc",
        instance_id: unknown,
    }),
    holds("a rule of Terraform's own aws provider for its network", "aws:index/securityGroup:SecurityGroup", {
        ingresses: [{ cidrBlocks: ["10.0.0.0/16"] }],
    }),
    holds("a null resource of a bridged provider, which runs no command", "null:index/resource:Resource", {
        triggers: {},
    }),
    holds("a pause in a Terraform module", "shop:tf:time_sleep", { create_duration: "30s" }),
    holds("a name in a Terraform module", "shop:tf:random_pet"),
    holds("labels of Terraform's kubernetes provider", "kubernetes:index/labels:Labels"),
    holds("data of a ConfigMap of Terraform's kubernetes provider", "kubernetes:index/configMapV1Data:ConfigMapV1Data"),
    holds("a module's own component", "vpc:index:Module", { cidr: "10.0.0.0/16" }),
];
