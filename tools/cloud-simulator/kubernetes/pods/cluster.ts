import { Clock } from "../../state/clock";
import type { Cloud } from "../../state/cloud";
import { nextReplicas, replicasOf } from "./autoscaler";
import { nextSizes } from "./deployment-controller";
import { mayEvict } from "./disruption-budget";
import { consolidation, nodesFor } from "./karpenter";
import { NodePool } from "./node-pool";
import { type Objects, objectsOf, type Workload } from "./objects";
import { isReady, type Pod } from "./pod";
import { exposureOf, PodSet } from "./pod-set";
import { isBalanced, isProxied } from "./proxied-pods";
import { chooseNode, type Placement } from "./scheduler";
import { TrafficRecord } from "./traffic-record";

/** Seconds after which the cluster no longer changes by itself. */
const settledSeconds = 8 * 3600;

const clusters = new WeakMap<Cloud, SimulatedCluster>();

/** The cluster of a simulated cloud. */
export function clusterOf(cloud: Cloud): SimulatedCluster {
    const cluster = clusters.get(cloud) ?? new SimulatedCluster(cloud);
    clusters.set(cloud, cluster);
    return cluster;
}

/**
 * The pods of a simulated cloud, the nodes below them and the load balancers in front of them, on a simulated clock.
 * Its controllers act on the Kubernetes objects in the cloud's store.
 */
export class SimulatedCluster {
    readonly clock = new Clock();
    readonly traffic = new TrafficRecord();
    readonly nodePool = new NodePool(this.clock, {
        changed: () => this.reconcile(),
        gaveUp: (nodes) => this.pods.forget(({ node }) => node !== undefined && nodes.includes(node)),
    });
    readonly pods = new PodSet(this.clock, this.traffic, {
        changed: () => this.reconcile(),
        objects: () => this.objects,
    });
    private objects: Objects;
    private readonly replicas = new Map<string, number>();
    private isReconciling = false;

    /** Begins with the pods that the objects in the cloud describe, as if they had run for long. */
    constructor(private readonly cloud: Cloud) {
        this.objects = objectsOf(cloud);
        this.reconcile();
        this.settle();
        this.traffic.take(this.clock.seconds);
    }

    /** Reads the objects in the cloud again, and reacts to the changes. */
    observe(): void {
        const before = this.objects;
        this.objects = objectsOf(this.cloud);
        for (const id of before.workloads.keys()) if (!this.objects.workloads.has(id)) this.remove(id);
        const { kubernetesVersion: version } = this.objects;
        const isUpgrade = before.kubernetesVersion !== undefined && version !== undefined;
        if (isUpgrade && version !== before.kubernetesVersion) this.nodePool.replaceAll();
        this.pods.restart();
        this.reconcile();
    }

    /** Lets time pass until nothing changes any more. */
    settle(): void {
        this.clock.settle(settledSeconds);
    }

    /** How far a Deployment is rolled out: the number of ready pods of the current revision, and whether these are all. */
    readonly rollout = (id: string): { readonly ready: number; readonly isDone: boolean } => {
        const revision = this.objects.workloads.get(id)?.template.revision;
        const pods = this.pods.of(id);
        const ready = pods.filter((pod) => pod.template.revision === revision && isReady(pod)).length;
        return { ready, isDone: ready === pods.length && ready === this.replicas.get(id) };
    };

    /** Zones in which nodes may run. */
    get zones(): readonly string[] {
        return this.objects.zones;
    }

    /** Removes and replaces nodes until they are as cheap as possible. */
    consolidate(): void {
        for (;;) {
            const step = consolidation(this.placement(), this.objects.zones, this.nodePool.nextName());
            if (step === undefined) return;
            const drain = () => {
                for (const node of step.remove) this.nodePool.drain(node);
            };
            if (step.launch) this.nodePool.launch([step.launch], drain);
            else drain();
            const isDone = () => step.remove.every((node) => !this.nodePool.nodes.includes(node));
            if (!this.clock.passUntil(isDone, settledSeconds)) return;
        }
    }

    /** Changes the number of pods as the autoscaler does under load, within its bounds and as fast as it may. */
    scale(id: string, wanted: number): void {
        const workload = this.objects.workloads.get(id);
        if (workload === undefined) return;
        const now = this.replicas.get(id) ?? 0;
        const next = nextReplicas(now, wanted, workload);
        this.replicas.set(id, next);
        this.reconcile();
        if (next !== now) this.clock.after(workload.scaleDown.periodSeconds, () => this.scale(id, wanted));
    }

    /** Problems of clients since the last use of this function. */
    takeProblems(): string[] {
        return this.traffic.take(this.clock.seconds);
    }

    // Runs every controller until none of them has anything to do.
    private reconcile(): void {
        if (this.isReconciling) return;
        this.isReconciling = true;
        for (let hasChanged = true; hasChanged; ) {
            const steps = [this.runDeployments(), this.pods.register(this.objects), this.schedule(), this.evict()];
            hasChanged = steps.includes(true);
        }
        this.isReconciling = false;
        for (const workload of this.objects.workloads.values()) this.recordTraffic(workload);
    }

    // Behind a load balancer, or behind a proxy that is behind one.
    private recordTraffic({ id, namespace, template }: Workload): void {
        const isExposed = exposureOf(namespace, template, this.objects) !== undefined;
        const { network } = this.objects;
        const isServed = [isBalanced, isProxied].some((isReached) => isReached(id, this.pods.all, network));
        if (isExposed || isServed || this.traffic.knows(id)) this.traffic.see(id, isServed, this.clock.seconds);
    }

    private runDeployments(): boolean {
        return [...this.objects.workloads.values()].map((workload) => this.runDeployment(workload)).includes(true);
    }

    private runDeployment(workload: Workload): boolean {
        const { id, template } = workload;
        const replicas = replicasOf(workload, this.replicas.get(id));
        this.replicas.set(id, replicas);
        const isCurrent = (pod: Pod) => pod.template.revision === template.revision;
        const pods = this.pods.of(id);
        const [fresh, old] = [pods.filter(isCurrent), pods.filter((pod) => !isCurrent(pod))];
        const revision = (own: Pod[]) => ({ size: own.length, ready: own.filter(isReady).length });
        const next = nextSizes({ ...workload, replicas }, revision(fresh), revision(old));
        for (let missing = next.fresh - fresh.length; missing > 0; missing -= 1)
            this.pods.create(workload, template, this.objects);
        this.pods.deleteSome(fresh, fresh.length - next.fresh, this.objects);
        this.pods.deleteSome(old, old.length - next.old, this.objects);
        return next.fresh !== fresh.length || next.old !== old.length;
    }

    // Places the pods that wait where there is room, and launches nodes for the others.
    private schedule(): boolean {
        const waiting = () => this.pods.all.filter(({ node, isDeleted }) => node === undefined && !isDeleted);
        let hasPlaced = false;
        for (const pod of waiting()) {
            const node = chooseNode(pod, this.placement());
            if (node) this.pods.place(pod, node);
            hasPlaced ||= node !== undefined;
        }
        const { lostZones, nextName } = this.nodePool;
        const unnoticed = waiting().filter(({ awaitedNode }) => awaitedNode === undefined);
        const nodes = nodesFor(unnoticed, this.placement(), this.objects.zones, lostZones, nextName);
        this.nodePool.launch(nodes, ({ name }) => {
            for (const pod of this.pods.all) if (pod.awaitedNode === name) pod.awaitedNode = undefined;
        });
        return hasPlaced;
    }

    // Evicts the pods of draining nodes as fast as their budgets allow; another pod of the same revision replaces each.
    private evict(): boolean {
        const leaving = this.pods.all.filter(({ node, isDeleted }) => node?.isDraining && !isDeleted);
        let hasEvicted = false;
        for (const pod of leaving) {
            const active = this.pods.all.filter(({ isDeleted }) => !isDeleted);
            const replicas = this.replicas.get(pod.workload) ?? 0;
            if (!mayEvict(pod, { replicas }, active, this.objects.budgets)) continue;
            this.pods.delete(pod, this.objects);
            this.pods.create({ id: pod.workload, namespace: pod.namespace }, pod.template, this.objects);
            hasEvicted = true;
        }
        return this.nodePool.removeDrained(this.pods.all) || hasEvicted;
    }

    private remove(id: string): void {
        for (const pod of this.pods.of(id)) this.pods.delete(pod, this.objects);
        this.replicas.delete(id);
        this.traffic.forget(id);
    }

    private placement(): Placement {
        const placed = this.pods.all.flatMap((pod) => (pod.node ? [{ pod, node: pod.node }] : []));
        return { nodes: this.nodePool.nodes, placed };
    }
}
