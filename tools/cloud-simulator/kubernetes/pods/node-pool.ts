import type { Clock } from "../../state/clock";
import { successor } from "./karpenter";
import type { Node, Pod } from "./pod";
import { evictionSeconds, nodeIntervalSeconds, nodeLaunchSeconds, unreachableSeconds } from "./timings";

/** Reactions of the cluster to its nodes. */
export interface NodeEvents {
    /** A node joined, left or got a taint. */
    changed(): void;
    /** The pods of nodes that were lost are given up. */
    gaveUp(nodes: readonly Node[]): void;
}

/** The nodes of a cluster, and how they come and go. */
export class NodePool {
    readonly nodes: Node[] = [];
    readonly lostZones = new Set<string>();
    private launched = 0;
    private outdated: Node[] = [];

    constructor(
        private readonly clock: Clock,
        private readonly events: NodeEvents,
    ) {}

    /** A name for the next node. */
    readonly nextName = (): string => {
        this.launched += 1;
        return `node-${this.launched}`;
    };

    /** Launches nodes; `joined` runs after each, and the last time for the last one. */
    launch(nodes: readonly Node[], joined: (node: Node) => void): void {
        for (const [index, node] of nodes.entries()) {
            this.clock.after(nodeLaunchSeconds + index * nodeIntervalSeconds, () => {
                if (!this.lostZones.has(node.zone)) this.nodes.push(node);
                joined(node);
                this.events.changed();
            });
        }
    }

    /** Moves the pods of a node away; the node is removed when the last one has ended. */
    drain(node: Node): void {
        Object.assign(node, { isCordoned: true, isDraining: true });
        this.events.changed();
    }

    /** Removes the draining nodes on which no pod is left; true if there was one. */
    removeDrained(pods: readonly Pod[]): boolean {
        const empty = this.nodes.filter((node) => node.isDraining && !pods.some((pod) => pod.node === node));
        for (const node of empty) this.remove(node);
        return empty.length > 0;
    }

    /**
     * Replaces every node, one after the other and the new one first, as Auto Mode does after the control plane was upgraded
     * (docs.aws.amazon.com/eks/latest/userguide/auto-upgrade.html).
     */
    replaceAll(): void {
        this.outdated = [...this.nodes];
        this.replaceNext();
    }

    /**
     * Makes the nodes of a zone unreachable without notice, and gives their pods up after the usual toleration. The nodes
     * remain, with a taint (kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration).
     */
    loseZone(zone: string): void {
        this.lostZones.add(zone);
        for (const node of this.inZone(zone)) node.isLost = true;
        this.events.changed();
        this.clock.after(unreachableSeconds + evictionSeconds, () => {
            this.events.gaveUp(this.inZone(zone).filter(({ isLost }) => isLost));
            this.events.changed();
        });
    }

    /** Makes a zone and its nodes usable again. */
    restoreZone(zone: string): void {
        this.lostZones.delete(zone);
        for (const node of this.inZone(zone)) node.isLost = false;
        this.events.changed();
    }

    private inZone(zone: string): readonly Node[] {
        return this.nodes.filter((node) => node.zone === zone);
    }

    private remove(node: Node): void {
        this.nodes.splice(this.nodes.indexOf(node), 1);
        if (this.outdated[0] === node) {
            this.outdated.shift();
            this.replaceNext();
        }
    }

    private replaceNext(): void {
        const node = this.outdated.find((own) => this.nodes.includes(own));
        if (node === undefined) return;
        this.outdated = this.outdated.slice(this.outdated.indexOf(node));
        this.launch([successor(node, this.nextName())], () => this.drain(node));
    }
}
