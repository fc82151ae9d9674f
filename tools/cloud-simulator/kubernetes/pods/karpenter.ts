import type { Node, Pod } from "./pod";
import type { Spread } from "./pod-template";
import { fits, type Placed, type Placement, violates, violatesHard } from "./scheduler";

/** Nodes that can be launched: thousandths of a core for pods, and prices in proportion to the cores. */
const sizes = [
    { cpu: 1_800, price: 1 },
    { cpu: 3_700, price: 2 },
    { cpu: 7_700, price: 4 },
    { cpu: 15_500, price: 8 },
    { cpu: 31_000, price: 16 },
] as const;

/** Nodes to remove, after one that replaces them has been launched. */
export interface Consolidation {
    readonly remove: readonly Node[];
    readonly launch: Node | undefined;
}

/**
 * The nodes that Karpenter, which runs inside Auto Mode, launches for pods that wait. It treats soft constraints as hard ones
 * as long as possible, and each zone of the cluster as a domain, whether it has nodes or not
 * (kubernetes-sigs/karpenter, pkg/controllers/provisioning/scheduling: topology.go, preferences.go). A zone without capacity
 * remains a domain (kubernetes/kubernetes#116978), so pods may wait for it.
 */
export function nodesFor(
    pods: readonly Pod[],
    placement: Placement,
    zones: readonly string[],
    lostZones: ReadonlySet<string>,
    nameOf: () => string,
): Node[] {
    const launched: Node[] = [];
    const placed: Placed[] = [...placement.placed];
    const usable = zones.filter((zone) => !lostZones.has(zone));
    for (const pod of pods) {
        const options = [...launched, ...usable.map((zone) => largest(zone, nameOf()))];
        const node = nodeFor(pod, { nodes: options, placed }, zones);
        if (node === undefined) continue;
        pod.awaitedNode = node.name;
        placed.push({ pod, node });
        if (!launched.includes(node)) launched.push(node);
    }
    return launched.map((node) => shrunk(node, placed));
}

/**
 * The next step by which Karpenter makes the nodes cheaper: as many nodes as possible are removed, for at most one new one.
 * Soft constraints are not kept: pods end on one node in one zone (aws/karpenter-provider-aws#5120).
 */
export function consolidation(placement: Placement, zones: readonly string[], name: string): Consolidation | undefined {
    const load = (node: Node) => placement.placed.filter((own) => own.node === node).length;
    const candidates = placement.nodes.filter(({ isCordoned }) => !isCordoned).sort((a, b) => load(a) - load(b));
    for (let count = candidates.length; count > 0; count -= 1) {
        const remove = candidates.slice(0, count);
        for (const zone of [undefined, ...zones]) {
            const launch = zone === undefined ? undefined : largest(zone, name);
            const small = moved(remove, launch, placement);
            if (small === undefined) continue;
            const saved = remove.reduce((sum, { price }) => sum + price, 0) - (small.launch?.price ?? 0);
            if (saved > 0) return { remove, launch: small.launch };
        }
    }
    return undefined;
}

// Where the pods of the removed nodes find room; undefined if one of them does not.
function moved(
    remove: readonly Node[],
    launch: Node | undefined,
    { nodes, placed }: Placement,
): { launch: Node | undefined } | undefined {
    const rest = [...nodes.filter((node) => !remove.includes(node)), ...(launch ? [launch] : [])];
    const after = placed.filter(({ node }) => !remove.includes(node));
    for (const { pod } of placed.filter(({ node, pod: own }) => remove.includes(node) && !own.isDeleted)) {
        const placement = { nodes: rest, placed: after };
        const node = rest.find((own) => fits(pod.template, own, placement) && !violatesHard(pod, own, placement));
        if (node === undefined) return undefined;
        after.push({ pod, node });
    }
    return { launch: launch && shrunk(launch, after) };
}

function nodeFor(pod: Pod, placement: Placement, zones: readonly string[]): Node | undefined {
    const { spread } = pod.template;
    for (const constraints of [spread, spread.filter(({ isHard }) => isHard)]) {
        const possible = placement.nodes.filter(
            (node) =>
                fits(pod.template, node, placement) &&
                constraints.every((own) => !violates(own, pod, node, placement, domains(own, zones))),
        );
        const inZone = ({ zone }: Node) =>
            placement.placed.filter((own) => own.pod.workload === pod.workload && own.node.zone === zone).length;
        const best = possible.sort((a, b) => inZone(a) - inZone(b))[0];
        if (best) return best;
    }
    return undefined;
}

// A host without pods can always be launched, so that the minimum over hosts is zero.
function domains({ by }: Spread, zones: readonly string[]): ReadonlySet<string> {
    return new Set(by === "zone" ? zones : [""]);
}

/** A node of the largest size; it is launched in the smallest size that holds its pods. */
function largest(zone: string, name: string): Node {
    const size = sizes[sizes.length - 1] ?? sizes[0];
    return { name, zone, ...size, isCordoned: false, isDraining: false, isLost: false };
}

function shrunk(node: Node, placed: readonly Placed[]): Node {
    const cpu = placed.filter((own) => own.node === node).reduce((sum, { pod }) => sum + pod.template.cpu, 0);
    return { ...node, ...(sizes.find((size) => size.cpu >= cpu) ?? {}) };
}

/** A node that replaces another one, in the same zone and of the same size. */
export function successor(node: Node, name: string): Node {
    return { ...node, name, isCordoned: false, isDraining: false, isLost: false };
}
