import { type Declared, type Json, unknown } from "../../engine";
import type { CleanCase, ViolationCase } from "../case";

type Props = { readonly [key: string]: Json };

const object = (type: string, props: Props, ...ignoreChanges: string[]): Declared => ({
    type: `kubernetes:${type}`,
    name: "shop",
    props,
    ignoreChanges,
});
const breaks = (reason: string, type: string, props: Props, ...ignored: string[]): ViolationCase => ({
    reason,
    policy: "r1-private-kubernetes",
    resources: [object(type, props, ...ignored)],
});
const holds = (reason: string, type: string, props: Props): CleanCase => ({
    reason,
    resources: [object(type, props)],
});

const kyverno = "kyverno.io/v1:ClusterPolicy";
const mutating = "policies.kyverno.io/v1:MutatingPolicy";
const knative = "serving.knative.dev/v1:Service";
const virtualService = "networking.istio.io/v1:VirtualService";
const configMap = "core/v1:ConfigMap";
const service = { spec: { type: "LoadBalancer" } };
const rules = (...all: Json[]): Props => ({ spec: { rules: all } });
const labelled = (visibility: Json): Props => ({
    metadata: { labels: { "networking.knative.dev/visibility": visibility } },
});
const local = labelled("cluster-local");
const named = (name: Json, data: Json): Props => ({ metadata: { name }, data });
const hands = { "9000": "shop/shop:80" };
const openshift = "template.openshift.io/v1:Template";
const work = "work.open-cluster-management.io/v1:ManifestWork";
const balancer = { apiVersion: "v1", kind: "Service", spec: { type: "LoadBalancer" } };
const manifests = (...all: Json[]): Props => ({ spec: { workload: { manifests: all } } });
const firstScript = (key: string, text: string): Props => ({
    spec: { template: { spec: { volumes: [{ name: "init", cloudInitNoCloud: { [key]: text } }] } } },
});
const expression = (text: string): Props => ({ applyConfiguration: { expression: text } });

/** Values that a rule just rejects; each was added because a mutant of the rule survived. */
export const violations: readonly ViolationCase[] = [
    breaks("a Kyverno policy that creates an unknown object", kyverno, {
        ...rules({ name: "a", generate: { apiVersion: "v1", kind: "Service", name: "x", data: unknown } }),
    }),
    breaks("a Kyverno policy that creates a load balancer without a version", kyverno, {
        ...rules({ name: "a", generate: { kind: "Service", name: "x", data: service } }),
    }),
    breaks("a Kyverno policy that checks, and creates a load balancer in the same rule", kyverno, {
        ...rules({ name: "a", validate: {}, generate: { kind: "Service", data: service } }),
    }),
    breaks("a Kyverno policy whose second rule changes what the first one checks", kyverno, {
        ...rules({ name: "a", validate: {} }, { name: "b", mutate: { patchStrategicMerge: service } }),
    }),
    breaks("a Kyverno policy whose second change exposes node ports", mutating, {
        spec: {
            mutations: [expression('Object{metadata: {"a": "b"}}'), expression("Object{spec: {hostNetwork: true}}")],
        },
    }),
    breaks("a Knative domain without a cluster-local label", "serving.knative.dev/v1beta1:DomainMapping", local),
    breaks("a Knative service with another visibility", knative, labelled("external")),
    breaks("a Knative service whose visibility is unknown", knative, labelled(unknown)),
    breaks("a Knative service whose labels may be another's", knative, local, "metadata.labels"),
    breaks("a patch of a Knative service that sets one of many labels", `${knative}Patch`, local),
    breaks("Istio routes whose gateways are not a list", virtualService, { spec: { gateways: "shop" } }),
    breaks("Istio routes through unknown gateways", virtualService, { spec: { gateways: unknown } }),
    breaks(
        "Istio routes whose gateways may be others",
        virtualService,
        { spec: { gateways: ["mesh"] } },
        "spec.gateways",
    ),
    breaks("unknown ports of an Ingress controller", configMap, named("tcp-services", unknown)),
    breaks(
        "a port of an Ingress controller for an unknown target",
        configMap,
        named("udp-services", { "53": unknown }),
    ),
    breaks("ports of an Ingress controller under an unknown name", configMap, named(unknown, hands)),
    breaks("unknown objects of a template", openshift, { objects: unknown }),
    breaks("an unknown object of a template", openshift, { objects: [unknown] }),
    breaks(
        "a load balancer in a list in a ManifestWork",
        work,
        manifests({ apiVersion: "v1", kind: "List", items: [balancer] }),
    ),
    breaks("a load balancer in a template in a ManifestWork", work, {
        ...manifests({ apiVersion: "template.openshift.io/v1", kind: "Template", objects: [balancer] }),
    }),
    breaks("a route of another cluster's gateway in a ManifestWork", work, {
        ...manifests({ apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute", spec: { parentRefs: [] } }),
    }),
];

/** Harmless values at the same boundaries. */
export const clean: readonly CleanCase[] = [
    holds("a namespaced Kyverno policy that checks", "kyverno.io/v1:Policy", {
        ...rules({ name: "a", validate: { pattern: { spec: { hostNetwork: "!true" } } } }),
    }),
    holds("a Kyverno policy that creates a network policy without a version", kyverno, {
        ...rules({ name: "a", generate: { kind: "NetworkPolicy", data: { spec: { policyTypes: ["Ingress"] } } } }),
    }),
    holds("a ManifestWork without objects", work, manifests()),
    holds("a cluster-internal Service in a list in a ManifestWork", work, {
        ...manifests({ apiVersion: "v1", kind: "List", items: [{ ...balancer, spec: { type: "ClusterIP" } }] }),
    }),
    holds("a reference to an object in a ManifestWork", work, manifests({ apiVersion: "shop", kind: 5, spec: {} })),
    holds("a virtual machine whose cloud-init script starts a tunnel", "kubevirt.io/v1:VirtualMachine", {
        ...firstScript("userData", "#!/bin/sh\ncloudflared tunnel run\n"),
    }),
    holds("a cluster-local Knative service", knative, local),
    holds("App Mesh routes", "appmesh.k8s.aws/v1beta2:VirtualService", { spec: { gateways: ["shop"] } }),
    holds("a secret whose key is a number", "core/v1:Secret", { data: hands }),
    holds("settings of another kind whose key is a number", "example.com/v1:ConfigMap", { data: hands }),
    holds("unknown settings", configMap, named("shop", unknown)),
    holds("unknown settings without a name", configMap, named(unknown, unknown)),
    holds("an Ingress controller's list of ports that is empty", configMap, named("tcp-services", {})),
    holds("a missing list of an Ingress controller's ports", configMap, { metadata: { name: "tcp-services" } }),
];

/** Settings of an Ingress controller are recognised by their name or by their content. */
export const usuallyUnknown = /^(metadata(\.name)?|data(\.9000)?)$/;
