import { type Declared, type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const object = (type: string, props: Props): Declared => ({ type: `kubernetes:${type}`, name: "shop", props });
const breaks = (reason: string, type: string, spec: Json): ViolationCase => ({
    reason,
    policy: "r1-private-kubernetes",
    resources: [object(type, { spec })],
});
const holds = (reason: string, type: string, spec: Json, more: Props = {}): CleanCase => ({
    reason,
    resources: [object(type, { ...more, spec })],
});

const tunnel = { image: "cloudflare/cloudflared:2025.1.0" };
const template = (container: Props): Props => ({ template: { spec: { containers: [container] } } });
const ingress = { apiVersion: "networking.k8s.io/v1", kind: "Ingress", spec: { ingressClassName: "nginx" } };
const work = "work.open-cluster-management.io/v1:ManifestWork";
const manifests = (...list: Json[]): Props => ({ workload: { manifests: list } });
const kyverno = "kyverno.io/v1:ClusterPolicy";
const rule = (more: Props): Props => ({ rules: [{ name: "a", ...more }] });
const generated = (apiVersion: string, kind: string, more: Props): Props =>
    rule({ generate: { apiVersion, kind, name: "x", ...more } });
const assign = "mutations.gatekeeper.sh/v1:Assign";
const assigned = (location: Json, value: Json): Props => ({ location, parameters: { assign: { value } } });
const admission = "admissionregistration.k8s.io/v1beta1:MutatingAdmissionPolicy";
const expression = (text: string): Props => ({ mutations: [{ applyConfiguration: { expression: text } }] });
const nodes = "karpenter.k8s.aws/v1:EC2NodeClass";
const autoNodes = "eks.amazonaws.com/v1:NodeClass";
const virtualService = "networking.istio.io/v1:VirtualService";

/** Objects that a custom object embeds, changes or selects for its controller. */
const carriedViolations: readonly ViolationCase[] = [
    breaks("a rollout with a tunnel", "argoproj.io/v1alpha1:Rollout", template(tunnel)),
    breaks("a tunnel that OpenKruise injects into pods", "apps.kruise.io/v1alpha1:SidecarSet", {
        containers: [tunnel],
    }),
    breaks("a component with a tunnel's image in two parts", "example.com/v1:Shop", {
        agent: { image: { repository: "cloudflare/cloudflared", tag: "1" } },
    }),
    breaks("a workflow that creates an Ingress from a string", "argoproj.io/v1alpha1:Workflow", {
        templates: [{ resource: { action: "create", manifest: "apiVersion: networking.k8s.io/v1\nkind: Ingress\n" } }],
    }),
    breaks("an Ingress that is sent to another cluster", work, manifests(ingress)),
    breaks("a load balancer that is sent to another cluster, in the older notation", work, {
        ...manifests({ apiVersion: "v1", kind: "Service", spec: { type: "LoadBalancer" } }),
    }),
    breaks("a route that is sent to another cluster", work, {
        ...manifests({
            apiVersion: "gateway.networking.k8s.io/v1",
            kind: "HTTPRoute",
            spec: { parentRefs: [{ name: "public" }] },
        }),
    }),
    breaks("a binding that is sent to another cluster", work, {
        ...manifests({
            apiVersion: "elbv2.k8s.aws/v1beta1",
            kind: "TargetGroupBinding",
            spec: { targetGroupARN: "a" },
        }),
    }),
    {
        reason: "an OpenShift template with a Route",
        policy: "r1-private-kubernetes",
        resources: [
            object("template.openshift.io/v1:Template", {
                objects: [{ apiVersion: "route.openshift.io/v1", kind: "Route", spec: { to: { name: "shop" } } }],
            }),
        ],
    },
    breaks("a Kyverno policy that creates an Ingress", kyverno, {
        ...generated("networking.k8s.io/v1", "Ingress", { data: { spec: { ingressClassName: "nginx" } } }),
    }),
    breaks("a Kyverno policy that copies an Ingress", kyverno, {
        ...generated("networking.k8s.io/v1", "Ingress", { clone: { namespace: "a", name: "b" } }),
    }),
    breaks("a Kyverno policy that changes a type by a path", kyverno, {
        ...rule({ mutate: { patchesJson6902: "- op: replace\n  path: /spec/type\n  value: LoadBalancer\n" } }),
    }),
    breaks("a Kyverno policy that injects a tunnel into pods", kyverno, {
        ...rule({ mutate: { patchStrategicMerge: { spec: { containers: [tunnel] } } } }),
    }),
    breaks("a Kubernetes policy that creates load balancers", admission, {
        ...expression('Object{spec: Object.spec{type: "LoadBalancer"}}'),
    }),
    breaks("a mutation that creates load balancers", assign, assigned("spec.type", "LoadBalancer")),
    breaks("a mutation that enables the host network of pods", assign, assigned("spec.hostNetwork", true)),
    breaks("machines in subnets for public load balancers", nodes, {
        subnetSelectorTerms: [{ tags: { "kubernetes.io/role/elb": "1" } }],
    }),
    breaks("machines in subnets with a public name", autoNodes, {
        subnetSelectorTerms: [{ tags: { Name: "shop-public-*" } }],
    }),
    breaks(
        "machines in subnets that are tagged public, in Karpenter's old notation",
        "karpenter.k8s.aws/v1alpha1:AWSNodeTemplate",
        {
            subnetSelector: { public: "true" },
        },
    ),
    breaks("a mesh host served by a gateway", virtualService, { gateways: ["istio-system/public"] }),
    breaks("a host served by the mesh and by a gateway", virtualService, { gateways: ["mesh", "public"] }),
    {
        reason: "a mesh host whose gateways may change",
        policy: "r1-private-kubernetes",
        resources: [{ ...object(virtualService, { spec: { gateways: ["mesh"] } }), ignoreChanges: ["spec.gateways"] }],
    },
    {
        reason: "a Knative Service whose visibility may change",
        policy: "r1-private-kubernetes",
        resources: [
            {
                ...object("serving.knative.dev/v1:Service", {
                    metadata: { labels: { "networking.knative.dev/visibility": "cluster-local" } },
                }),
                ignoreChanges: ["metadata.labels"],
            },
        ],
    },
    {
        reason: "Karpenter machines in a public subnet in the stack",
        policy: "r1-private-paths",
        resources: [
            { type: "aws:ec2/subnet:Subnet", name: "public", props: { mapPublicIpOnLaunch: true } },
            { ...object(nodes, { spec: { subnetSelectorTerms: [{ id: unknown }] } }), from: { spec: ["public"] } },
        ],
    },
];

const services = [
    ["a Gloo virtual host", "gateway.solo.io/v1:VirtualService"],
    ["a group of Skipper routes", "zalando.org/v1:RouteGroup"],
    ["an HAProxy port", "ingress.v1.haproxy.org/v1:TCP"],
    ["an F5 server", "cis.f5.com/v1:TransportServer"],
    ["a Kong route", "configuration.konghq.com/v1alpha1:KongRoute"],
    ["a mapping of Ambassador's older API group", "x.getambassador.io/v3alpha1:AmbassadorMapping"],
    ["a Tyk API", "tyk.tyk.io/v1alpha1:ApiDefinition"],
    ["a Korifi route", "korifi.cloudfoundry.org/v1alpha1:CFRoute"],
    ["a Kusk API", "gateway.kusk.io/v1alpha1:API"],
    ["a GitLab, whose chart has a load balancer", "apps.gitlab.com/v1beta1:GitLab"],
    ["a Teleport application", "resources.teleport.dev/v3:TeleportAppV3"],
    ["a Teleport application without a version", "resources.teleport.dev/v1:TeleportApp"],
    ["a set of objects that Flux applies", "fluxcd.controlplane.io/v1:ResourceSet"],
    ["a release of Flux's first version", "helm.fluxcd.io/v1:HelmRelease"],
    ["a chart that Cluster API installs", "addons.cluster.x-k8s.io/v1alpha1:HelmChartProxy"],
    ["a folder that Config Sync applies", "configsync.gke.io/v1beta1:RootSync"],
    ["a profile that Sveltos applies", "config.projectsveltos.io/v1beta1:ClusterProfile"],
    ["a Terraform plan of another operator", "tf.galleybytes.com/v1beta1:Terraform"],
    ["a workspace of Pulumi's operator", "auto.pulumi.com/v1alpha1:Workspace"],
    ["a revision of a Crossplane composition", "apiextensions.crossplane.io/v1:CompositionRevision"],
    ["a CloudFormation stack through Crossplane", "cloudformation.aws.upbound.io/v1beta1:Stack"],
    ["a load balancer of Crossplane's older provider", "elbv2.aws.jet.crossplane.io/v1alpha2:LB"],
    ["Tailscale proxies", "tailscale.com/v1alpha1:ProxyGroup"],
] as const;

/** More kinds that publish or apply. */
const moreKindViolations: readonly ViolationCase[] = services.map(([reason, type]) => breaks(reason, type, {}));

/** Ordinary custom objects that embed, change or select nothing of the kind. */
export const clean: readonly CleanCase[] = [
    holds("a rollout of an app", "argoproj.io/v1alpha1:Rollout", {
        ...template({ image: unknown, command: ["node", "server.js"] }),
        workloadRef: { apiVersion: "apps/v1", kind: "Deployment", name: "shop" },
    }),
    holds("a Tekton task that builds", "tekton.dev/v1:Task", {
        steps: [{ image: "gcr.io/kaniko-project/executor", args: ["--destination=$(params.image)"] }],
    }),
    holds("a component with an app's image in two parts", "example.com/v1:Shop", {
        image: { repository: "ghcr.io/acme/shop", tag: unknown },
    }),
    holds("a private Ingress and a Deployment that are sent to another cluster", work, {
        ...manifests(
            {
                ...ingress,
                metadata: { annotations: { "alb.ingress.kubernetes.io/scheme": "internal" } },
                spec: { ingressClassName: "alb" },
            },
            { apiVersion: "apps/v1", kind: "Deployment", spec: template({ image: "shop" }) },
            { apiVersion: "networking.k8s.io/v1", kind: "Ingress", name: "only-named" },
            { apiVersion: "a word", kind: "Ingress", spec: {} },
            { apiVersion: unknown, kind: "Ingress", name: unknown },
        ),
    }),
    holds("a Kyverno policy that creates a network policy of an object", kyverno, {
        ...generated("networking.k8s.io/v1", "NetworkPolicy", { data: { spec: { policyTypes: ["Ingress"] } } }),
    }),
    holds("a Kubernetes policy that sets a label", admission, {
        ...expression('Object{metadata: Object.metadata{labels: {"a": "b"}}}'),
        matchConditions: [{ name: "a", expression: "object.spec.type == 'LoadBalancer'" }],
    }),
    holds("a mutation that pulls images", assign, assigned("spec.containers[name:*].imagePullPolicy", "Always")),
    holds("a mutation that disables the host network of pods", assign, assigned("spec.hostNetwork", false)),
    holds("a mutation that makes Services cluster-internal", assign, assigned("spec.type", "ClusterIP")),
    holds("a Gatekeeper ModifySet without a location", "mutations.gatekeeper.sh/v1:ModifySet", { parameters: {} }),
    holds("machines in private subnets", autoNodes, {
        role: unknown,
        subnetSelectorTerms: [{ tags: { "kubernetes.io/role/internal-elb": "1" } }],
        advancedNetworking: { associatePublicIPAddress: false },
    }),
    holds("machines in subnets that are explicitly not public", nodes, {
        subnetSelectorTerms: [{ tags: { Name: "*private*", public: "false" } }],
        userData: "#!/bin/sh\nngrok http 80",
    }),
    holds("machines without public addresses in public subnets", nodes, {
        associatePublicIPAddress: false,
        subnetSelectorTerms: [{ tags: { Tier: "public" } }],
    }),
    holds("machines without public addresses in public subnets, in Auto Mode's notation", autoNodes, {
        advancedNetworking: { associatePublicIPAddress: false },
        subnetSelectorTerms: [{ tags: { Tier: "public" } }],
    }),
    {
        reason: "Karpenter machines in a private subnet in the stack, and some without addresses",
        resources: [
            { type: "aws:ec2/subnet:Subnet", name: "private", props: { mapPublicIpOnLaunch: false } },
            { type: "aws:ec2/subnet:Subnet", name: "public", props: { mapPublicIpOnLaunch: true } },
            { ...object(nodes, { spec: { subnetSelectorTerms: [{ id: unknown }] } }), from: { spec: ["private"] } },
            {
                ...object(nodes, { spec: { associatePublicIPAddress: false, subnetSelectorTerms: [{ id: unknown }] } }),
                name: "refusing",
                from: { spec: ["public"] },
            },
        ],
    },
    holds("a mesh host", virtualService, { hosts: ["shop"], gateways: ["mesh"] }),
    holds("a Knative Service inside the cluster", "serving.knative.dev/v1:Service", template({ image: unknown }), {
        metadata: { labels: { "networking.knative.dev/visibility": "cluster-local" } },
    }),
    holds(
        "a model inside the cluster",
        "serving.kserve.io/v1beta1:InferenceService",
        {},
        {
            metadata: { labels: { "networking.kserve.io/visibility": "cluster-local" } },
        },
    ),
    holds("a subnet router of Tailscale's operator", "tailscale.com/v1alpha1:Connector", {
        subnetRouter: { advertiseRoutes: ["10.0.0.0/16"] },
    }),
    holds("an alert about load balancers", "monitoring.coreos.com/v1:PrometheusRule", {
        groups: [{ rules: [{ annotations: { summary: "A Service has type: LoadBalancer" } }] }],
    }),
    holds("an address with an unknown name", "externaldns.k8s.io/v1alpha1:DNSEndpoint", {
        endpoints: [{ dnsName: "a.internal", targets: [unknown] }],
    }),
    holds("secrets with unknown names", "secrets-store.csi.x-k8s.io/v1:SecretProviderClass", {
        parameters: { objects: unknown },
    }),
];

/** All violations of this file. */
export const violations: readonly ViolationCase[] = [...carriedViolations, ...moreKindViolations];

/** Images and templates are usually unknown, and only their content counts. */
export const usuallyUnknown =
    /(\.|^)(image|containers|resource|templates)(\.0)?$|\.(manifest|repository|agent)$|^spec\.subnetSelector.*$/;
