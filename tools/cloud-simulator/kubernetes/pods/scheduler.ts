import type { Node, Pod } from "./pod";
import type { PodTemplate, Spread } from "./pod-template";

/** A pod on a node. */
export interface Placed {
    readonly pod: Pod;
    readonly node: Node;
}

/** Nodes, and the pods on them. */
export interface Placement {
    readonly nodes: readonly Node[];
    readonly placed: readonly Placed[];
}

/**
 * The node on which the scheduler places a pod; undefined if it has to wait. Among the possible nodes it prefers those that
 * violate soft constraints least, then the one with most room.
 * kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints
 */
export function chooseNode(pod: Pod, placement: Placement): Node | undefined {
    const soft = pod.template.spread.filter(({ isHard }) => !isHard);
    const ranked = placement.nodes
        .filter((node) => fits(pod.template, node, placement) && !violatesHard(pod, node, placement))
        .map((node) => ({
            node,
            crowding: soft.reduce((sum, spread) => sum + countIn(spread, pod, node, placement), 0),
            room: freeCpu(node, placement),
        }))
        .sort((a, b) => a.crowding - b.crowding || b.room - a.room);
    return ranked[0]?.node;
}

/** Whether a pod on a node would violate a hard constraint, among the zones and hosts that have nodes. */
export function violatesHard(pod: Pod, node: Node, placement: Placement): boolean {
    return pod.template.spread
        .filter(({ isHard }) => isHard)
        .some((spread) => violates(spread, pod, node, placement, domainsOf(spread, placement.nodes)));
}

/** Whether a pod on a node would violate a constraint, among the given domains. */
export function violates(
    spread: Spread,
    pod: Pod,
    node: Node,
    placement: Placement,
    domains: ReadonlySet<string>,
): boolean {
    const counts = [...domains].map((domain) => countInDomain(spread, pod, domain, placement));
    const least = domains.size < spread.minDomains ? 0 : Math.min(...counts);
    return countIn(spread, pod, node, placement) + 1 - least > spread.maxSkew;
}

/** Whether a node accepts pods and has room for one. */
export function fits({ cpu }: PodTemplate, node: Node, placement: Placement): boolean {
    return !node.isCordoned && !node.isLost && freeCpu(node, placement) >= cpu;
}

function freeCpu(node: Node, { placed }: Placement): number {
    return placed.filter((own) => own.node === node).reduce((free, { pod }) => free - pod.template.cpu, node.cpu);
}

function domainsOf(spread: Spread, nodes: readonly Node[]): ReadonlySet<string> {
    return new Set(nodes.filter((node) => counts(spread, node)).map((node) => domainOf(spread, node)));
}

function countIn(spread: Spread, pod: Pod, node: Node, placement: Placement): number {
    return countInDomain(spread, pod, domainOf(spread, node), placement);
}

// Pods that are being deleted do not count (kubernetes/kubernetes#87621).
function countInDomain(spread: Spread, pod: Pod, domain: string, { placed }: Placement): number {
    return placed.filter(
        (own) =>
            own.pod.workload === pod.workload &&
            !own.pod.isDeleted &&
            (!spread.isPerRevision || own.pod.template.revision === pod.template.revision) &&
            counts(spread, own.node) &&
            domainOf(spread, own.node) === domain,
    ).length;
}

// A cordoned and a lost node have a taint.
function counts({ honorsTaints }: Spread, node: Node): boolean {
    return !honorsTaints || (!node.isCordoned && !node.isLost);
}

function domainOf({ by }: Spread, { zone, name }: Node): string {
    return by === "zone" ? zone : name;
}
