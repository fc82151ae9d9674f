import { type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const breaks = (reason: string, type: string, props: Props = { spec: {} }): ViolationCase => ({
    reason,
    policy: "r1-private-kubernetes",
    resources: [{ type: `kubernetes:${type}`, name: "shop", props }],
});

const holds = (reason: string, type: string, props: Props): CleanCase => ({
    reason,
    resources: [{ type: `kubernetes:${type}`, name: "shop", props }],
});

/** Custom objects whose controllers expose an API. */
export const violations: readonly ViolationCase[] = [
    breaks("an ACK machine", "ec2.services.k8s.aws/v1alpha1:Instance"),
    breaks("an ACK group", "ec2.services.k8s.aws/v1alpha1:SecurityGroup"),
    breaks("an ACK API", "apigatewayv2.services.k8s.aws/v1alpha1:API"),
    breaks("a Crossplane group", "ec2.aws.upbound.io/v1beta1:SecurityGroupRule"),
    breaks("a namespaced Crossplane distribution", "cloudfront.aws.m.upbound.io/v1beta1:Distribution"),
    breaks("an object applied by Crossplane", "kubernetes.crossplane.io/v1alpha2:Object"),
    breaks("a chart that Flux installs", "helm.toolkit.fluxcd.io/v2:HelmRelease"),
    breaks("a folder that Flux applies", "kustomize.toolkit.fluxcd.io/v1:Kustomization"),
    breaks("an Argo application", "argoproj.io/v1alpha1:Application"),
    breaks("a k3s chart", "helm.cattle.io/v1:HelmChart"),
    breaks("an Ingress of an unlisted kind", "edge.example.com/v1:PublicIngress"),
    breaks("a gateway of an unlisted kind", "apisix.apache.org/v2:ApisixGateway"),
    breaks("a route of an unlisted kind", "example.com/v1:Route"),
    breaks("a broker with its own listener", "kafka.strimzi.io/v1beta2:Kafka", {
        spec: { kafka: { listeners: [{ name: "external", type: "loadbalancer", port: 9094 }] } },
    }),
    breaks("a search engine with its own Service", "elasticsearch.k8s.elastic.co/v1:Elasticsearch", {
        spec: { http: { service: { spec: { type: "LoadBalancer" } } } },
    }),
    breaks("a cache with a node port", "redis.redis.opstreelabs.in/v1beta2:Redis", {
        spec: { kubernetesConfig: { service: { serviceType: "NodePort" } } },
    }),
    breaks("a rollout on the host network", "argoproj.io/v1alpha1:Rollout", {
        spec: { template: { spec: { hostNetwork: true } } },
    }),
    breaks("an operator's Ingress", "grafana.integreatly.org/v1beta1:Grafana", {
        spec: { ingress: { enabled: true } },
    }),
    breaks("machines with public addresses", "karpenter.k8s.aws/v1:EC2NodeClass", {
        spec: { associatePublicIPAddress: true },
    }),
    breaks("an unknown spec", "kafka.strimzi.io/v1beta2:Kafka", { spec: unknown }),
    breaks("an unknown Service", "elasticsearch.k8s.elastic.co/v1:Elasticsearch", {
        spec: { http: { service: unknown } },
    }),
];

/** Custom objects that expose nothing. */
export const clean: readonly CleanCase[] = [
    holds("an ACK bucket", "s3.services.k8s.aws/v1alpha1:Bucket", { spec: { name: unknown } }),
    holds("a Crossplane bucket", "s3.aws.upbound.io/v1beta1:Bucket", {
        spec: { forProvider: { region: "eu-west-1" } },
    }),
    holds("a Crossplane network", "ec2.aws.upbound.io/v1beta1:VPC", {
        spec: { forProvider: { cidrBlock: "10.0.0.0/16" } },
    }),
    holds("a pool of machines", "karpenter.sh/v1:NodePool", {
        spec: { template: { spec: { nodeClassRef: { name: unknown }, requirements: [{ key: "a", operator: "In" }] } } },
    }),
    holds("a broker inside the cluster", "kafka.strimzi.io/v1beta2:Kafka", {
        spec: { kafka: { listeners: [{ name: "plain", type: "internal", port: 9092 }], replicas: unknown } },
    }),
    holds("a search engine inside the cluster", "elasticsearch.k8s.elastic.co/v1:Elasticsearch", {
        spec: { http: { service: { spec: { type: "ClusterIP" } } }, version: unknown },
    }),
    holds("a rollout with its own network", "argoproj.io/v1alpha1:Rollout", {
        spec: { template: { spec: { containers: [{ image: unknown, ports: [{ containerPort: 80 }] }] } } },
    }),
    holds("an operator without an Ingress", "grafana.integreatly.org/v1beta1:Grafana", {
        spec: { ingress: { enabled: false } },
    }),
    holds("a network gateway, which has nothing to do with APIs", "ec2.aws.upbound.io/v1beta1:InternetGateway", {
        spec: { forProvider: { region: "eu-west-1" } },
    }),
    holds("an egress gateway", "k8s.ovn.org/v1:EgressGateway", { spec: { replicas: 2 } }),
    holds("a class of gateways", "gateway.networking.k8s.io/v1:GatewayClass", { spec: { controllerName: "a" } }),
    holds("a Prometheus scrape target", "monitoring.coreos.com/v1:ServiceMonitor", {
        spec: { endpoints: [{ port: "http" }], selector: { matchLabels: { app: unknown } } },
    }),
    holds("an external secret", "external-secrets.io/v1:ExternalSecret", { spec: { target: { name: unknown } } }),
];
