import { type Declared, type Json, unknown } from "../../../engine";
import type { ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const lb = "service.beta.kubernetes.io/aws-load-balancer";
const alb = "alb.ingress.kubernetes.io";

const object = (type: string, props: Props, name = "shop"): Declared => ({ type: `kubernetes:${type}`, name, props });

const service = (spec: Json, annotations: Json = {}): Declared =>
    object("core/v1:Service", { metadata: { annotations }, spec });

const breaks = (reason: string, ...resources: Declared[]): ViolationCase => ({
    reason,
    policy: "r1-private-kubernetes",
    resources,
});
// Properties that an Ingress leaves to its class are read there.
const byClass = (reason: string, ...resources: Declared[]): ViolationCase => ({
    ...breaks(reason, ...resources),
    policy: "r1-private-paths",
});

const autoMode = { type: "LoadBalancer", loadBalancerClass: "eks.amazonaws.com/nlb" };
const pods = (spec: Props): Props => ({ spec: { template: { spec } } });

/** Ways for a Kubernetes object to expose an API. */
const kubernetesViolations: readonly ViolationCase[] = [
    breaks("a load balancer with neither class nor annotation faces the internet", service({ type: "LoadBalancer" })),
    breaks(
        "the cloud provider's controller does not read the scheme",
        service({ type: "LoadBalancer" }, { [`${lb}-scheme`]: "internal" }),
    ),
    breaks(
        "the type nlb leaves the Service to the legacy controller",
        service({ type: "LoadBalancer" }, { [`${lb}-type`]: "nlb", [`${lb}-scheme`]: "internal" }),
    ),
    breaks("the legacy annotation is false", service({ type: "LoadBalancer" }, { [`${lb}-internal`]: "false" })),
    breaks(
        "controllers interpret False differently",
        service({ type: "LoadBalancer" }, { [`${lb}-internal`]: "False" }),
    ),
    breaks("an empty legacy annotation is public", service({ type: "LoadBalancer" }, { [`${lb}-internal`]: "" })),
    breaks(
        "0.0.0.0/0 is internal for one controller and an error for another",
        service({ type: "LoadBalancer" }, { [`${lb}-internal`]: "0.0.0.0/0" }),
    ),
    breaks(
        "a webhook may assign the Service to the controller that reads the scheme",
        service({ type: "LoadBalancer" }, { [`${lb}-internal`]: "true", [`${lb}-scheme`]: "internet-facing" }),
    ),
    breaks("Auto Mode with the scheme internet-facing", service(autoMode, { [`${lb}-scheme`]: "internet-facing" })),
    breaks("Auto Mode without a scheme retains the previous one", service(autoMode)),
    breaks("a scheme in another case is not a scheme", service(autoMode, { [`${lb}-scheme`]: "Internal" })),
    breaks("the scheme is unknown", service(autoMode, { [`${lb}-scheme`]: unknown })),
    breaks("annotations are entirely unknown", service(autoMode, unknown)),
    breaks(
        "the controller's class with the scheme internet-facing",
        service(
            { type: "LoadBalancer", loadBalancerClass: "service.k8s.aws/nlb" },
            { [`${lb}-scheme`]: "internet-facing" },
        ),
    ),
    breaks(
        "annotations contradict each other under a class",
        service(autoMode, { [`${lb}-scheme`]: "internal", [`${lb}-internal`]: "false" }),
    ),
    breaks(
        "strconv.ParseBool reads F as false",
        service(autoMode, { [`${lb}-scheme`]: "internal", [`${lb}-internal`]: "F" }),
    ),
    breaks(
        "Elastic IP addresses are public",
        service(autoMode, { [`${lb}-scheme`]: "internal", [`${lb}-eip-allocations`]: "eipalloc-1" }),
    ),
    breaks("the type external without a scheme", service({ type: "LoadBalancer" }, { [`${lb}-type`]: "external" })),
    breaks(
        "the type nlb-ip with a public scheme",
        service({ type: "LoadBalancer" }, { [`${lb}-type`]: "nlb-ip", [`${lb}-scheme`]: "internet-facing" }),
    ),
    breaks(
        "a tunnel's class",
        service({ type: "LoadBalancer", loadBalancerClass: "tailscale" }, { [`${lb}-scheme`]: "internal" }),
    ),
    breaks(
        "an unknown class",
        service({ type: "LoadBalancer", loadBalancerClass: "example.com/lb" }, { [`${lb}-scheme`]: "internal" }),
    ),
    breaks(
        "the class is unknown",
        service({ type: "LoadBalancer", loadBalancerClass: unknown }, { [`${lb}-scheme`]: "internal" }),
    ),
    breaks(
        "source ranges are not a private scheme",
        service({ type: "LoadBalancer", loadBalancerSourceRanges: ["10.0.0.0/8"] }),
    ),
    breaks("the type is unknown", service({ type: unknown })),
    breaks("the whole spec is unknown", service(unknown)),
    breaks("a type in another case is not valid", service({ type: "loadbalancer" })),
    breaks("a port on every node", service({ type: "NodePort" })),
    breaks(
        "an explicit node port",
        service(
            { ...autoMode, ports: [{ port: 80 }, { port: 81, nodePort: 30080 }] },
            { [`${lb}-scheme`]: "internal" },
        ),
    ),
    breaks("external addresses", service({ type: "ClusterIP", externalIPs: ["203.0.113.9"] })),
    breaks("unknown external addresses", service({ externalIPs: unknown })),
    breaks("a patch makes a Service public", object("core/v1:ServicePatch", { spec: { type: "LoadBalancer" } })),
    breaks(
        "a patch reverses the scheme",
        object("core/v1:ServicePatch", { metadata: { annotations: { [`${lb}-scheme`]: "internet-facing" } } }),
    ),
    breaks(
        "a patch reverses the legacy annotation",
        object("core/v1:ServicePatch", { metadata: { annotations: { [`${lb}-internal`]: "false" } } }),
    ),
    breaks(
        "a patch whose annotations are unknown",
        object("core/v1:ServicePatch", { metadata: { annotations: unknown } }),
    ),
    breaks(
        "the second Service of a list is public",
        object("core/v1:ServiceList", { items: [{ spec: { type: "ClusterIP" } }, { spec: { type: "NodePort" } }] }),
    ),
    breaks("a list whose items are unknown", object("core/v1:ServiceList", { items: unknown })),
    breaks("ignored changes of the spec", { ...service({ type: "ClusterIP" }), ignoreChanges: ["spec"] }),
    breaks("ignored changes of the annotations", {
        ...service(autoMode, { [`${lb}-scheme`]: "internal" }),
        ignoreChanges: [`metadata.annotations["${lb}-scheme"]`],
    }),
    breaks("ignored changes of all properties", { ...service({ type: "ClusterIP" }), ignoreChanges: ["*"] }),
    breaks("pods on the host network", object("apps/v1:Deployment", pods({ hostNetwork: true, containers: [] }))),
    breaks("a string for true", object("apps/v1:DaemonSet", pods({ hostNetwork: "true", containers: [] }))),
    breaks("an unknown network", object("apps/v1:StatefulSet", pods({ hostNetwork: unknown, containers: [] }))),
    breaks(
        "a host port",
        object(
            "apps/v1:Deployment",
            pods({ containers: [{ ports: [{ containerPort: 80 }, { containerPort: 81, hostPort: 81 }] }] }),
        ),
    ),
    breaks(
        "a host port of an init container",
        object("core/v1:Pod", { spec: { initContainers: [{ ports: [{ hostPort: 80 }] }] } }),
    ),
    breaks(
        "a host port of an ephemeral container",
        object("core/v1:Pod", { spec: { ephemeralContainers: [{ ports: [{ hostPort: 80 }] }] } }),
    ),
    breaks(
        "a host port in a cron job",
        object("batch/v1:CronJob", {
            spec: { jobTemplate: { spec: { template: { spec: { containers: [{ ports: [{ hostPort: 80 }] }] } } } } },
        }),
    ),
    breaks("a host port in a job", object("batch/v1:Job", pods({ containers: [{ ports: [{ hostPort: 80 }] }] }))),
    breaks(
        "a host port in a patch",
        object("apps/v1:DeploymentPatch", pods({ containers: [{ name: "web", ports: [{ hostPort: 80 }] }] })),
    ),
    breaks("a host port in a list", object("apps/v1:DeploymentList", { items: [pods({ hostNetwork: true })] })),
    breaks(
        "a host port in a pod template",
        object("core/v1:PodTemplate", { template: { spec: { containers: [{ ports: [{ hostPort: 80 }] }] } } }),
    ),
    breaks("unknown containers", object("apps/v1:Deployment", pods({ containers: unknown }))),
    byClass(
        "an Ingress of an unknown controller",
        object("networking.k8s.io/v1:Ingress", { spec: { ingressClassName: "nginx" } }),
    ),
    byClass(
        "an Ingress without a class",
        object("networking.k8s.io/v1:Ingress", {
            metadata: { annotations: { [`${alb}/scheme`]: "internal" } },
            spec: {},
        }),
    ),
    breaks(
        "an Ingress that faces the internet",
        object("networking.k8s.io/v1:Ingress", {
            metadata: { annotations: { [`${alb}/scheme`]: "internet-facing" } },
            spec: { ingressClassName: "alb" },
        }),
    ),
    breaks(
        "an Ingress of the old API group",
        object("extensions/v1beta1:Ingress", {
            metadata: { annotations: { "kubernetes.io/ingress.class": "alb", [`${alb}/scheme`]: "internet-facing" } },
        }),
    ),
    byClass(
        "an Ingress without a scheme",
        object("networking.k8s.io/v1:Ingress", { spec: { ingressClassName: "alb" } }),
    ),
    breaks(
        "a second load balancer in front of an internal one",
        object("networking.k8s.io/v1:Ingress", {
            metadata: {
                annotations: {
                    [`${alb}/scheme`]: "internal",
                    [`${alb}/enable-frontend-nlb`]: "true",
                    [`${alb}/frontend-nlb-scheme`]: "internet-facing",
                },
            },
            spec: { ingressClassName: "alb" },
        }),
    ),
    breaks(
        "public addresses for a second load balancer",
        object("networking.k8s.io/v1:Ingress", {
            metadata: {
                annotations: { [`${alb}/scheme`]: "internal", [`${alb}/frontend-nlb-eip-allocations`]: "eipalloc-1" },
            },
            spec: { ingressClassName: "alb" },
        }),
    ),
    breaks(
        "a second load balancer without a scheme",
        object("networking.k8s.io/v1:Ingress", {
            metadata: { annotations: { [`${alb}/scheme`]: "internal", [`${alb}/enable-frontend-nlb`]: "true" } },
            spec: { ingressClassName: "alb" },
        }),
    ),
    breaks(
        "a class that is not a string",
        service({ type: "LoadBalancer", loadBalancerClass: 7 }, { [`${lb}-scheme`]: "internal" }),
    ),
    breaks(
        "a patch of an Ingress",
        object("networking.k8s.io/v1:IngressPatch", {
            metadata: { annotations: { [`${alb}/scheme`]: "internet-facing" } },
        }),
    ),
    byClass(
        "a list of Ingresses",
        object("networking.k8s.io/v1:IngressList", { items: [{ spec: { ingressClassName: "nginx" } }] }),
    ),
    breaks(
        "class parameters take precedence over an Ingress, also in Auto Mode",
        object("eks.amazonaws.com/v1:IngressClassParams", { spec: { scheme: "internet-facing" } }),
    ),
    breaks(
        "class parameters of the controller",
        object("elbv2.k8s.aws/v1beta1:IngressClassParams", { spec: { scheme: "internet-facing" } }),
    ),
    breaks(
        "settings of a gateway's load balancer",
        object("gateway.k8s.aws/v1beta1:LoadBalancerConfiguration", { spec: { scheme: "internet-facing" } }),
    ),
    breaks(
        "an accelerator publishes internal load balancers",
        object("aga.k8s.aws/v1beta1:GlobalAccelerator", { spec: {} }),
    ),
    breaks(
        "a controller that creates AWS load balancers",
        object("elbv2.services.k8s.aws/v1alpha1:LoadBalancer", { spec: { scheme: "internet-facing" } }),
    ),
    breaks("Crossplane creates AWS load balancers", object("elbv2.aws.upbound.io/v1beta1:LB", { spec: {} })),
    breaks("an Istio gateway", object("networking.istio.io/v1:Gateway", { spec: {} })),
    breaks("a Traefik route", object("traefik.io/v1alpha1:IngressRoute", { spec: {} })),
    breaks("a Contour proxy", object("projectcontour.io/v1:HTTPProxy", { spec: {} })),
    breaks("an OpenShift route", object("route.openshift.io/v1:Route", { spec: {} })),
    breaks("a Knative service", object("serving.knative.dev/v1:Service", { spec: {} })),
    breaks("an ngrok tunnel", object("ingress.k8s.ngrok.com/v1alpha1:Tunnel", { spec: {} })),
    breaks("a Helm release hides its objects", object("helm.sh/v3:Release", { chart: "ingress-nginx", values: {} })),
    breaks("a Helm release of an unknown chart", object("helm.sh/v3:Release", { chart: unknown })),
];

const past = (reason: string, ...resources: Declared[]): ViolationCase => ({
    reason,
    policy: "r1-private-paths",
    resources,
});

const gateway = (spec: Props): Declared =>
    object("gateway.networking.k8s.io/v1:Gateway", { metadata: { name: "edge" }, spec });

/** Ways for several Kubernetes objects, or one that refers to others, to expose an API. */
const kubernetesPaths: readonly ViolationCase[] = [
    past("a Gateway creates its own load balancer", gateway({ gatewayClassName: "aws-alb" })),
    past(
        "a Gateway whose settings are outside the stack",
        gateway({
            gatewayClassName: "aws-alb",
            infrastructure: {
                parametersRef: { group: "gateway.k8s.aws", kind: "LoadBalancerConfiguration", name: "elsewhere" },
            },
        }),
    ),
    past(
        "a binding to a target group outside the stack",
        object("elbv2.k8s.aws/v1beta1:TargetGroupBinding", {
            spec: { targetGroupARN: "arn:aws:elasticloadbalancing:eu-central-1:1:targetgroup/x/1" },
        }),
    ),
    past("a Service that the engine showed only in its state", { ...service({ type: "NodePort" }), onlyInState: true }),
];

/** All violations of this file. */
export const violations: readonly ViolationCase[] = [...kubernetesViolations, ...kubernetesPaths];
