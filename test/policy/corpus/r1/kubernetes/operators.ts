import { type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const breaks = (reason: string, type: string, props: Props = { spec: {} }): ViolationCase => ({
    reason,
    policy: "r1-private-kubernetes",
    resources: [{ type: `kubernetes:${type}`, name: "shop", props }],
});
const byClass = (reason: string, type: string, props: Props): ViolationCase => ({
    ...breaks(reason, type, props),
    policy: "r1-private-paths",
});
const holds = (reason: string, type: string, props: Props): CleanCase => ({
    reason,
    resources: [{ type: `kubernetes:${type}`, name: "shop", props }],
});

const alb = "alb.ingress.kubernetes.io";
const ingress = "networking.k8s.io/v1:Ingress";
const annotated = (annotations: Json, ingressClassName: Json = "alb"): Props => ({
    metadata: { annotations },
    spec: { ingressClassName },
});

/** Charts, operators and Ingresses that expose an API, or may do so. */
export const violations: readonly ViolationCase[] = [
    breaks("an app that Carvel applies", "kappctrl.k14s.io/v1alpha1:App"),
    breaks("a package that Carvel installs", "packaging.carvel.dev/v1alpha1:PackageInstall"),
    breaks("a KubeVela application", "core.oam.dev/v1beta1:Application"),
    breaks("a kro resource graph", "kro.run/v1alpha1:ResourceGraphDefinition"),
    breaks("a Crossplane composition", "apiextensions.crossplane.io/v1:Composition"),
    breaks("a stack of Pulumi's operator", "pulumi.com/v1:Stack"),
    breaks("a Terraform plan that Flux applies", "infra.contrib.fluxcd.io/v1alpha2:Terraform"),
    breaks("a Terraform workspace in Crossplane", "tf.upbound.io/v1beta1:Workspace"),
    breaks("a workspace of HashiCorp's Terraform operator", "app.terraform.io/v1alpha2:Workspace"),
    breaks("an APISIX route", "apisix.apache.org/v2:ApisixRoute"),
    breaks("a Kong data plane", "gateway-operator.konghq.com/v1beta1:DataPlane"),
    breaks("a model that KServe publishes", "serving.kserve.io/v1beta1:InferenceService"),
    breaks("an OpenFaaS function", "openfaas.com/v1:Function"),
    breaks("a chart and version that are not reviewed", "helm.sh/v3:Release", { chart: "nginx", version: "1.2.3" }),
    breaks("a chart whose version is unknown", "helm.sh/v3:Release", { chart: "nginx", version: unknown }),
    breaks("a chart whose version is not a string", "helm.sh/v3:Release", { chart: "nginx", version: 1 }),
    breaks("a release without a chart", "helm.sh/v3:Release", { version: "1.2.3" }),
    breaks("a chart that is not a string", "helm.sh/v3:Release", { chart: { name: "nginx" } }),
    breaks("a chart of an unreviewed repository with a password in its address", "helm.sh/v3:Release", {
        chart: "metrics-server",
        version: "3.12.1",
        repositoryOpts: { repo: "https://user:word@charts.example.com/", username: "user", password: "word" },
    }),
    breaks("a chart of an unknown repository", "helm.sh/v3:Release", {
        chart: "nginx",
        version: "1.2.3",
        repositoryOpts: { repo: unknown },
    }),
    breaks("a chart whose repository is not a string", "helm.sh/v3:Release", {
        chart: "nginx",
        version: "1.2.3",
        repositoryOpts: { repo: ["https://charts.example.com"] },
    }),
    breaks("a chart at an address with a password and a query", "helm.sh/v3:Release", {
        chart: "https://user:word@charts.example.com/nginx.tgz?key=word",
        version: "1.2.3",
    }),
    breaks("a chart in a folder of the program", "helm.sh/v3:Release", { chart: "./charts/shop", version: "1.2.3" }),
    breaks("an Ingress whose class is unknown", ingress, annotated({ [`${alb}/scheme`]: "internal" }, unknown)),
    byClass("an Ingress whose class is not a string", ingress, annotated({ [`${alb}/scheme`]: "internal" }, ["alb"])),
    breaks("an Ingress whose scheme is unknown", ingress, annotated({ [`${alb}/scheme`]: unknown })),
    breaks("an Ingress whose annotations are unknown", ingress, annotated(unknown)),
    {
        ...breaks("an Ingress without a scheme for either of its load balancers", ingress, {
            ...annotated({ [`${alb}/enable-frontend-nlb`]: true }),
        }),
        also: [{ policy: "r1-private-paths", at: "shop" }],
    },
    breaks(
        "an Ingress that may have a second load balancer",
        ingress,
        annotated({ [`${alb}/scheme`]: "internal", [`${alb}/enable-frontend-nlb`]: unknown }),
    ),
    breaks(
        "unknown public addresses of a second load balancer",
        ingress,
        annotated({ [`${alb}/scheme`]: "internal", [`${alb}/frontend-nlb-eip-allocations`]: unknown }),
    ),
    byClass("an Ingress of two classes, of which the newer one counts", ingress, {
        metadata: { annotations: { "kubernetes.io/ingress.class": "alb", [`${alb}/scheme`]: "internal" } },
        spec: { ingressClassName: "nginx" },
    }),
    byClass("a patch that assigns an Ingress to another controller", "networking.k8s.io/v1:IngressPatch", {
        spec: { ingressClassName: "nginx" },
    }),
    breaks("a patch that adds a second load balancer", "networking.k8s.io/v1:IngressPatch", {
        metadata: { annotations: { [`${alb}/enable-frontend-nlb`]: "true" } },
    }),
    breaks("the second Ingress of a list", "networking.k8s.io/v1:IngressList", {
        items: [annotated({ [`${alb}/scheme`]: "internal" }), annotated({ [`${alb}/scheme`]: unknown })],
    }),
    breaks(
        "settings of a gateway's load balancer without a scheme",
        "gateway.k8s.aws/v1beta1:LoadBalancerConfiguration",
        { spec: { loadBalancerName: "shop" } },
    ),
    breaks("unknown class parameters", "elbv2.k8s.aws/v1beta1:IngressClassParams", { spec: unknown }),
];

/** Operators' objects and Ingresses that expose nothing. */
export const clean: readonly CleanCase[] = [
    holds("a Flux chart repository", "source.toolkit.fluxcd.io/v1:HelmRepository", { spec: { url: unknown } }),
    holds("a stack of images, none of Pulumi's", "kpack.io/v1alpha2:ClusterStack", { spec: { id: "a" } }),
    holds("a Crossplane definition", "apiextensions.crossplane.io/v1:CompositeResourceDefinition", {
        spec: { group: "example.com" },
    }),
    holds("an object without a spec", "example.com/v1:Note", { data: { a: "b" } }),
    holds("an Ingress of the old annotation, with an internal scheme", "extensions/v1beta1:Ingress", {
        metadata: { annotations: { "kubernetes.io/ingress.class": "alb", [`${alb}/scheme`]: "internal" } },
    }),
    holds("an Ingress with two internal load balancers", ingress, {
        ...annotated({
            [`${alb}/scheme`]: "internal",
            [`${alb}/enable-frontend-nlb`]: "true",
            [`${alb}/frontend-nlb-scheme`]: "internal",
        }),
    }),
    holds("an Ingress that disables a second load balancer", ingress, {
        ...annotated({ [`${alb}/scheme`]: "internal", [`${alb}/enable-frontend-nlb`]: false }),
    }),
    holds("a patch of an Ingress's labels", "networking.k8s.io/v1:IngressPatch", { metadata: { labels: { a: "b" } } }),
    holds(
        "a patch of settings of a gateway's load balancer",
        "gateway.k8s.aws/v1beta1:LoadBalancerConfigurationPatch",
        {
            spec: { loadBalancerName: "shop" },
        },
    ),
];
