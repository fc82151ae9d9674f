import { type Json, unknown } from "../../engine";
import type { CleanCase, ViolationCase } from "../case";

type Props = { readonly [key: string]: Json };

const breaks = (reason: string, type: string, props: Props = { spec: {} }): ViolationCase => ({
    reason,
    policy: "r1-private-kubernetes",
    resources: [{ type: `kubernetes:${type}`, name: "shop", props }],
});
const holds = (reason: string, type: string, props: Props): CleanCase => ({
    reason,
    resources: [{ type, name: "shop", props }],
});

const kyverno = "kyverno.io/v1:ClusterPolicy";
const service = { spec: { type: "LoadBalancer" } };

/** Objects that look like guards, and expose an API. */
const guardViolations: readonly ViolationCase[] = [
    breaks("a Kyverno policy that creates a load balancer", kyverno, {
        spec: { rules: [{ name: "a", generate: { kind: "Service", data: service } }] },
    }),
    breaks("a Kyverno policy that checks, and creates a load balancer too", kyverno, {
        spec: { rules: [{ name: "a", validate: {}, mutate: { patchStrategicMerge: service } }] },
    }),
    breaks("the OpenShift routers", "operator.openshift.io/v1:IngressController"),
    breaks("a mesh that Istio's operator installs", "install.istio.io/v1alpha1:IstioOperator"),
    breaks("a Kuma gateway", "kuma.io/v1alpha1:MeshGatewayInstance"),
    breaks("Knative, through its operator", "operator.knative.dev/v1beta1:KnativeServing"),
];

const exposes = (reason: string, type: string): ViolationCase => ({
    reason,
    policy: "r1-private-aws",
    resources: [{ type, name: "shop", props: {} }],
});

/** Kinds that expose an API or apply unseen objects, under each of their names. */
const namedViolations: readonly ViolationCase[] = [
    exposes("an EKS capability", "aws:eks/capability:Capability"),
    exposes("an EKS capability in CloudFormation's notation", "aws-native:eks:Capability"),
    exposes("a CloudFormation custom resource provider", "aws-native:cloudformation:CustomResourceEmulator"),
    exposes("an awscc file server", "awscc:index/transferServer:TransferServer"),
    exposes("an awscc stack", "awscc:index/cloudformationStack:CloudformationStack"),
    exposes("an awscc VPC Lattice service", "awscc:index/vpclatticeService:VpclatticeService"),
    exposes("awscc Verified Access", "awscc:index/ec2VerifiedAccessEndpoint:Ec2VerifiedAccessEndpoint"),
    exposes("awscc Elastic Beanstalk", "awscc:index/elasticbeanstalkEnvironment:ElasticbeanstalkEnvironment"),
    exposes(
        "an awscc launch configuration",
        "awscc:index/autoscalingLaunchConfiguration:AutoscalingLaunchConfiguration",
    ),
    exposes("an awscc network interface", "awscc:index/ec2NetworkInterface:Ec2NetworkInterface"),
    exposes(
        "an awscc endpoint service permission",
        "awscc:index/ec2VpcEndpointServicePermissions:Ec2VpcEndpointServicePermissions",
    ),
    exposes("an awscc gateway for agents", "awscc:index/bedrockagentcoreGateway:BedrockagentcoreGateway"),
];

/** Guards that expose nothing. */
export const clean: readonly CleanCase[] = [
    holds("a constraint against load balancers", "kubernetes:constraints.gatekeeper.sh/v1beta1:K8sBlockLoadBalancer", {
        spec: { match: { kinds: unknown } },
    }),
    holds("a constraint against Ingresses", "kubernetes:constraints.gatekeeper.sh/v1beta1:K8sDisallowIngress", {
        spec: {},
    }),
    holds("a policy against the host network", `kubernetes:${kyverno}`, {
        spec: { rules: [{ name: "a", validate: { pattern: { spec: { hostNetwork: "!true" } } } }] },
    }),
    holds("a subnet configuration for pods", "kubernetes:crd.k8s.amazonaws.com/v1alpha1:ENIConfig", {
        spec: { subnet: unknown, securityGroups: [unknown] },
    }),
    holds("an ACK firewall", "kubernetes:networkfirewall.services.k8s.aws/v1alpha1:Firewall", { spec: {} }),
];

/** All violations of this file. */
export const violations: readonly ViolationCase[] = [...guardViolations, ...namedViolations];
