import type { Clock } from "../../state/clock";
import type { PropertyMap } from "../../state/property-values";
import type { Exposure, Objects } from "./objects";
import { isReady, type Node, type Pod } from "./pod";
import type { PodTemplate } from "./pod-template";
import { routesAtStart } from "./proxied-pods";
import { selects } from "./selector";
import { drainingSeconds, initialSeconds, startSeconds } from "./timings";
import type { TrafficRecord } from "./traffic-record";

/** A Deployment, as far as its pods belong to it. */
interface Owner {
    readonly id: string;
    readonly namespace: string;
}

/** The cluster of the pods. */
interface ClusterHooks {
    /** Called whenever a pod has changed by the passage of time. */
    changed(): void;
    /** Returns the objects that exist now. */
    objects(): Objects;
}

/** The pods of a cluster: how each starts, becomes a target, drains and ends. */
export class PodSet {
    /** Images whose containers never become ready. */
    readonly brokenImages = new Set<string>();
    private pods: readonly Pod[] = [];
    private created = 0;
    /** When each load balancer was created, by its Service. */
    private readonly exposedSince = new Map<string, number>();

    constructor(
        private readonly clock: Clock,
        private readonly traffic: TrafficRecord,
        private readonly hooks: ClusterHooks,
    ) {}

    /** Every pod, those that are being deleted included. */
    get all(): readonly Pod[] {
        return this.pods;
    }

    /** The pods of a Deployment that are not being deleted. */
    of(workload: string): Pod[] {
        return this.pods.filter((pod) => pod.workload === workload && !pod.isDeleted);
    }

    /** Creates a pod, which waits for a node. */
    create({ id, namespace }: Owner, template: PodTemplate, objects: Objects): void {
        this.created += 1;
        // The webhook finds the target group by the Service, so a pod that is created before it has no gate
        // (kubernetes-sigs/aws-load-balancer-controller, docs/deploy/pod_readiness_gate.md).
        const exposure = exposureOf(namespace, template, objects);
        const pod: Pod = {
            name: `pod-${this.created}`,
            workload: id,
            namespace,
            template,
            isGated: objects.gatedNamespaces.has(namespace) && exposure?.isByAddress === true,
            node: undefined,
            awaitedNode: undefined,
            isStarted: false,
            isCrashing: false,
            routes: [],
            target: "none",
            isDeleted: false,
        };
        this.pods = [...this.pods, pod];
    }

    /** Starts a pod on a node. */
    place(pod: Pod, node: Node): void {
        pod.node = node;
        this.start(pod);
    }

    /** Starts pods again that ended because something was missing. */
    restart(): void {
        for (const pod of this.pods.filter(({ isCrashing }) => isCrashing)) this.start(pod);
    }

    /** Registers pods with the load balancers in front of them; true if there was one to register. */
    register(objects: Objects): boolean {
        this.noteBalancers(objects);
        for (const pod of this.pods.filter((own) => !exposureOf(own.namespace, own.template, objects))) {
            pod.target = "none";
            // The controller that deletes a target group sets the condition of its pods (kubernetes-sigs/
            // aws-load-balancer-controller, pkg/targetgroupbinding/resource_manager.go, updatePodAsHealthyForDeletedTGB).
            pod.isGated = false;
        }
        const unregistered = this.pods.filter((pod) => pod.isStarted && !pod.isDeleted && pod.target === "none");
        const registered = unregistered.filter((pod) => {
            const exposure = exposureOf(pod.namespace, pod.template, objects);
            if (exposure?.isByAddress) this.registerFor(pod, initialSeconds);
            // With nodes as targets, kube-proxy forwards to every pod that is ready, once the nodes are healthy.
            else if (exposure && isReady(pod)) this.registerFor(pod, this.secondsUntilHealthy(exposure));
            return pod.target !== "none";
        });
        return registered.length > 0;
    }

    /** Deletes a pod, which is deregistered at once and serves until its hook and its grace period are over. */
    delete(pod: Pod, objects: Objects): void {
        const isByAddress = exposureOf(pod.namespace, pod.template, objects)?.isByAddress === true;
        pod.target = pod.target === "healthy" && isByAddress ? "draining" : "none";
        pod.isDeleted = true;
        const serving = pod.node ? pod.template.servesAfterDeletion : 0;
        this.after(serving, () => this.end(pod, drainingSeconds - serving));
    }

    /** Deletes pods by rank: those that serve least first, then those that share a node, then the newest. */
    deleteSome(pods: readonly Pod[], count: number, objects: Objects): void {
        // kubernetes/kubernetes, pkg/controller/controller_utils.go, ActivePodsWithRanks.
        const sharing = (pod: Pod) => pods.filter(({ node }) => node === pod.node).length;
        const rank = (pod: Pod) => (pod.node ? 1_000_000 : 0) + (isReady(pod) ? 1_000 : 0) - sharing(pod);
        const sorted = [...pods].reverse().sort((a, b) => rank(a) - rank(b));
        for (const pod of sorted.slice(0, Math.max(0, count))) this.delete(pod, objects);
    }

    /** Forgets pods without notice, as those of a node that was lost. */
    forget(isForgotten: (pod: Pod) => boolean): void {
        this.pods = this.pods.filter((pod) => !isForgotten(pod));
    }

    // The kubelet starts a container that has ended again and again.
    private start(pod: Pod): void {
        pod.isCrashing = false;
        if (pod.template.images.some((image) => this.brokenImages.has(image))) return;
        this.after(startSeconds, () => {
            const routes = routesAtStart(pod, this.hooks.objects().network);
            pod.isCrashing = routes === undefined;
            pod.isStarted = routes !== undefined;
            pod.routes = routes ?? [];
        });
    }

    private registerFor(pod: Pod, seconds: number): void {
        pod.target = seconds > 0 ? "initial" : "healthy";
        if (seconds <= 0) return;
        this.after(seconds, () => {
            if (pod.target === "initial") pod.target = "healthy";
        });
    }

    private noteBalancers({ exposures }: Objects): void {
        const services = exposures.map(({ service }) => service);
        for (const known of this.exposedSince.keys()) if (!services.includes(known)) this.exposedSince.delete(known);
        for (const service of services)
            if (!this.exposedSince.has(service)) this.exposedSince.set(service, this.clock.seconds);
    }

    // The nodes are registered when the load balancer is created.
    private secondsUntilHealthy({ service }: Exposure): number {
        return (this.exposedSince.get(service) ?? 0) + initialSeconds - this.clock.seconds;
    }

    private end(pod: Pod, secondsLeft: number): void {
        if (!this.pods.includes(pod)) return;
        if (pod.target === "draining" && secondsLeft > 0) this.traffic.endedEarly(pod.workload, secondsLeft);
        this.forget((own) => own === pod);
    }

    private after(seconds: number, run: () => void): void {
        this.clock.after(seconds, () => {
            run();
            this.hooks.changed();
        });
    }
}

/** The load balancer in front of the pods of a template; undefined without one. */
export function exposureOf(
    namespace: string,
    { labels }: PodTemplate,
    { exposures }: Pick<Objects, "exposures">,
): Exposure | undefined {
    return exposures.find((own) => exposes(own, namespace, labels));
}

/** Whether a load balancer is in front of the pods of a namespace that have these labels. */
export function exposes(exposure: Exposure, namespace: string, labels: PropertyMap): boolean {
    return exposure.namespace === namespace && selects(exposure.selector, labels);
}
