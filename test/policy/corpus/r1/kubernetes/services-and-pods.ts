import { type Declared, type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const lb = "service.beta.kubernetes.io/aws-load-balancer";
const scheme = `${lb}-scheme`;

const object = (type: string, props: Props): Declared => ({ type: `kubernetes:${type}`, name: "shop", props });
const service = (spec: Json, annotations: Json = {}): Declared =>
    object("core/v1:Service", { metadata: { annotations }, spec });
const patch = (annotations: Json, spec: Json = {}): Declared =>
    object("core/v1:ServicePatch", { metadata: { annotations }, spec });
const pods = (spec: Json): Declared => object("apps/v1:Deployment", { spec: { template: { spec } } });

const breaks = (reason: string, resource: Declared): ViolationCase => ({
    reason,
    policy: "r1-private-kubernetes",
    resources: [resource],
});
const holds = (reason: string, resource: Declared): CleanCase => ({ reason, resources: [resource] });

const balancer = { type: "LoadBalancer" };
const autoMode = { ...balancer, loadBalancerClass: "eks.amazonaws.com/nlb" };

/** More properties of Services and pods that expose, or may. */
export const violations: readonly ViolationCase[] = [
    breaks("an unknown load balancer type", service(balancer, { [`${lb}-type`]: unknown, [`${lb}-internal`]: "true" })),
    breaks("an unknown legacy annotation", service(balancer, { [`${lb}-internal`]: unknown })),
    breaks(
        "an unknown scheme alongside the legacy annotation",
        service(balancer, { [`${lb}-internal`]: "true", [scheme]: unknown }),
    ),
    breaks("an unknown node port", service({ ports: [{ port: 80, nodePort: unknown }] })),
    breaks("an unknown port", service({ ports: [unknown] })),
    breaks("unknown ports", service({ ports: unknown })),
    breaks("the first port on every node", service({ ports: [{ port: 80, nodePort: 30080 }, { port: 81 }] })),
    breaks("two exposures at once", service({ type: "NodePort", externalIPs: ["203.0.113.9"] })),
    breaks("a patch that assigns public addresses", patch({ [`${lb}-eip-allocations`]: "eipalloc-1" })),
    breaks("a patch that assigns unknown public addresses", patch({ [`${lb}-eip-allocations`]: unknown })),
    breaks("a patch of an unknown scheme", patch({ [scheme]: unknown })),
    breaks("a patch of an unknown legacy annotation", patch({ [`${lb}-internal`]: unknown })),
    breaks("a patch that exposes a node port", patch({}, { ports: [{ port: 80, nodePort: 30080 }] })),
    breaks(
        "pods on the host network, with a host port too",
        pods({
            hostNetwork: true,
            containers: [{ ports: [{ hostPort: 80 }] }],
        }),
    ),
    breaks(
        "ports of two containers",
        pods({
            containers: [{ ports: [{ hostPort: 80 }] }, { ports: [{ hostPort: 81 }] }],
        }),
    ),
    breaks("unknown ports of a container", pods({ containers: [{ ports: unknown }] })),
    {
        ...breaks(
            "a tunnel alongside the app",
            pods({ containers: [{ image: unknown }, { image: "cloudflare/cloudflared:2025.1.0" }] }),
        ),
        unknownIsFine: ["shop spec.template.spec.containers.1.image"],
    },
    {
        ...breaks("a tunnel as a sidecar", pods({ initContainers: [{ image: "docker.io/ngrok/ngrok@sha256:0" }] })),
        unknownIsFine: ["shop spec.template.spec.initContainers.0.image"],
    },
    breaks("an unknown container", pods({ containers: [unknown] })),
    breaks("an unknown host port", pods({ containers: [{ ports: [{ hostPort: unknown }] }] })),
];

/** Similar properties of Services and pods that expose nothing. */
export const clean: readonly CleanCase[] = [
    holds(
        "annotations of a load balancer on a Service that asks for none",
        service({ ports: [{ port: 80 }] }, { [scheme]: "internet-facing", [`${lb}-internal`]: "false" }),
    ),
    holds(
        "a patch that makes a Service cluster-internal",
        patch({ [scheme]: "internet-facing" }, { type: "ClusterIP" }),
    ),
    holds("a patch that makes a load balancer internal", patch({ [scheme]: "internal" })),
    holds("a patch that makes a legacy load balancer internal", patch({ [`${lb}-internal`]: "true" })),
    holds("a patch of the ports' names", patch({}, { ports: [{ port: 80, name: "http" }] })),
    holds("a node port of zero, which disables it", service({ ports: [{ port: 80, nodePort: 0 }] })),
    holds(
        "both annotations under a class, in agreement",
        service(autoMode, { [scheme]: "internal", [`${lb}-internal`]: "true" }),
    ),
    holds(
        "an internal load balancer delegated as nlb-ip",
        service(balancer, { [`${lb}-type`]: "nlb-ip", [scheme]: "internal" }),
    ),
    holds("the node ports of a load balancer, read back from its state", {
        ...service({ ...autoMode, ports: [{ port: 80, nodePort: 30080 }] }, { [scheme]: "internal" }),
        onlyInState: true,
    }),
    holds("the host network disabled by a string", pods({ hostNetwork: "false" })),
    holds("a host port of zero, which disables it", pods({ containers: [{ ports: [{ hostPort: 0 }] }] })),
    holds(
        "images whose names only look like a tunnel's",
        pods({ containers: [{ image: "registry:5000/ngrok/shop:1" }, { image: "shop/my-ngrok-notes" }] }),
    ),
    holds("pods without containers yet", pods({})),
];
