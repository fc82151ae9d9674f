import { type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const breaks = (reason: string, type: string, props: Props): ViolationCase => ({
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

const items = (...all: Json[]): Props => ({ items: all });
const nodePort = { spec: { type: "NodePort" } };
const hostPort = { spec: { template: { spec: { containers: [{ ports: [{ hostPort: 80 }] }] } } } };
const internal = { metadata: { annotations: { "alb.ingress.kubernetes.io/scheme": "internal" } } };

/** Objects of built-in kinds under the tokens of `CustomResource`, and lists whose items state their kind. */
export const violations: readonly ViolationCase[] = [
    breaks("a Service as a custom resource", "v1:Service", nodePort),
    breaks("a Deployment as a custom resource of an old group", "extensions/v1beta1:Deployment", hostPort),
    breaks("an Ingress of an unrelated API group", "networking.internal.knative.dev/v1alpha1:Ingress", {
        ...internal,
        spec: { ingressClassName: "alb" },
    }),
    breaks("a Job of an unrelated API group", "batch.volcano.sh/v1alpha1:Job", {
        spec: { tasks: [{ template: { spec: { hostNetwork: true } } }] },
    }),
    breaks("a generic list", "v1:List", items({ apiVersion: "v1", kind: "Service", ...nodePort })),
    byClass(
        "a generic list with an Ingress",
        "v1:List",
        items({ apiVersion: "networking.k8s.io/v1", kind: "Ingress", spec: { ingressClassName: "nginx" } }),
    ),
    breaks(
        "a generic list with a custom object",
        "v1:List",
        items({ apiVersion: "traefik.io/v1alpha1", kind: "IngressRoute", spec: {} }),
    ),
    breaks("a list of Deployments with a Service", "apps/v1:DeploymentList", {
        items: [{ apiVersion: "v1", kind: "Service", ...nodePort }],
    }),
    breaks("a list in a list", "v1:List", items({ apiVersion: "v1", kind: "ServiceList", ...items(nodePort) })),
    breaks("an item whose kind is unknown", "v1:List", items({ apiVersion: "v1", kind: unknown, ...nodePort })),
    breaks(
        "an item whose group is unknown",
        "v1:List",
        items({ apiVersion: unknown, kind: "Ingress", spec: { ingressClassName: "nginx" } }),
    ),
    breaks("an unknown item", "v1:List", items(unknown)),
    breaks("an item without a kind", "v1:List", items({ apiVersion: "v1", ...nodePort })),
    breaks("a generic list with unknown items", "v1:List", { items: unknown }),
    breaks("an unknown item of a list of Services", "core/v1:ServiceList", items(unknown)),
    breaks("an item whose group is a number", "core/v1:ServiceList", items({ apiVersion: 1, spec: {} })),
    breaks("a patch of a list", "core/v1:ServiceListPatch", items(nodePort)),
    breaks("a Crossplane prefix list, which is not a list of objects", "ec2.aws.upbound.io/v1beta1:ManagedPrefixList", {
        spec: { forProvider: { entry: [{ cidr: "0.0.0.0/0" }] } },
    }),
];

/** The same forms without exposure. */
export const clean: readonly CleanCase[] = [
    holds("a Service as a custom resource, inside the cluster", "v1:Service", { spec: { type: "ClusterIP" } }),
    holds(
        "a generic list of objects inside the cluster",
        "v1:List",
        items(
            { apiVersion: "v1", kind: "Service", spec: { type: "ClusterIP" } },
            { apiVersion: "networking.k8s.io/v1", kind: "Ingress", ...internal, spec: { ingressClassName: "alb" } },
            { apiVersion: "v1", kind: "ConfigMap", data: { type: unknown } },
        ),
    ),
    holds("an empty list", "core/v1:ServiceList", items()),
    holds("a Job of an unrelated API group, with its own network", "batch.volcano.sh/v1alpha1:Job", {
        spec: { tasks: [{ template: { spec: { containers: [{ image: unknown }] } } }] },
    }),
    holds("a list of allowed names, which is not a list of objects", "example.com/v1:AllowList", {
        spec: { names: [unknown] },
    }),
];
