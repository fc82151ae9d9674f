import { clusterOf, type SimulatedCluster } from "../../../../../tools/cloud-simulator/kubernetes/pods/cluster";
import { rolloutProblem } from "../../../../../tools/cloud-simulator/kubernetes/pods/rollout-wait";
import { loadBalancers } from "../../../../../tools/cloud-simulator/resources/load-balancers";
import type { PropertyMap } from "../../../../../tools/cloud-simulator/state/property-values";
import { SimulatedCloud } from "../../../../../tools/cloud-simulator/state/simulated-cloud";

/** The differences of a sample from an API that rolls out without an outage. */
export interface SampleArgs {
    readonly replicas?: number;
    readonly maxReplicas?: number;
    readonly namespaceLabels?: PropertyMap;
    readonly zones?: readonly string[];
    readonly maxSurge?: number | string;
    readonly drainSeconds?: number;
    readonly graceSeconds?: number;
    readonly spread?: PropertyMap[];
    readonly budget?: PropertyMap;
    readonly scaleDown?: PropertyMap;
    readonly nodes?: "auto" | "managed";
    /** Whether it has a load balancer from the beginning. Default: true. */
    readonly isExposed?: boolean;
}

/** Id of the sample's Deployment. */
export const shop = "apis/shop";

/** The label by which Auto Mode injects readiness gates. */
export const gated = { "eks.amazonaws.com/pod-readiness-gate-inject": "enabled" };

const labels = { app: "shop" };

/** A spread over zones that pods wait for, with changes. */
export function byZone(changes: PropertyMap = {}): PropertyMap {
    return {
        maxSkew: 1,
        topologyKey: "topology.kubernetes.io/zone",
        whenUnsatisfiable: "DoNotSchedule",
        minDomains: 2,
        nodeTaintsPolicy: "Honor",
        matchLabelKeys: ["pod-template-hash"],
        labelSelector: { matchLabels: labels },
        ...changes,
    };
}

/** Host name of the load balancer of a sample's Service. */
const hostname = "k8s-apis-shoplb-0123456789-0123456789abcdef.elb.eu-central-1.amazonaws.com";

/** An API in a simulated cluster, created in the order in which the program creates it. */
export class SampleCluster {
    readonly cloud = new SimulatedCloud("123456789012", "eu-central-1");
    readonly cluster: SimulatedCluster = clusterOf(this.cloud);

    constructor(private readonly args: SampleArgs = {}) {
        const { replicas = 2, maxReplicas = 6, namespaceLabels = gated, zones = ["a", "b"] } = args;
        for (const availabilityZone of zones)
            this.put("aws:ec2/subnet:Subnet", availabilityZone, {
                availabilityZone,
                tags: { "kubernetes.io/role/internal-elb": "1" },
            });
        this.put("kubernetes:core/v1:Namespace", "apis", { metadata: { name: "apis", labels: namespaceLabels } });
        this.deploy("shop:1");
        const target = { kind: "Deployment", name: "shop" };
        const { scaleDown = { policies: [{ type: "Percent", value: 10, periodSeconds: 60 }] } } = args;
        this.put("kubernetes:autoscaling/v2:HorizontalPodAutoscaler", shop, {
            spec: { scaleTargetRef: target, minReplicas: replicas, maxReplicas, behavior: { scaleDown } },
        });
        this.put("kubernetes:policy/v1:PodDisruptionBudget", shop, {
            spec: args.budget ?? { maxUnavailable: 1, selector: { matchLabels: labels } },
        });
        if (args.isExposed === false) return;
        this.expose();
        this.cluster.settle();
        this.cluster.takeProblems();
    }

    /** Creates or changes the Deployment and waits as the provider does; returns the provider's error. */
    deploy(image: string, timeoutSeconds = 0): string | undefined {
        const { maxSurge = "50%", drainSeconds = 150, graceSeconds = 175, spread = [byZone()] } = this.args;
        const sleep = { preStop: { sleep: { seconds: drainSeconds } } };
        const container = { image, resources: { requests: { cpu: "250m" } }, lifecycle: sleep };
        this.put("kubernetes:apps/v1:Deployment", shop, {
            spec: {
                selector: { matchLabels: labels },
                strategy: { rollingUpdate: { maxSurge, maxUnavailable: 0 } },
                template: {
                    metadata: { labels },
                    spec: {
                        containers: [container],
                        terminationGracePeriodSeconds: graceSeconds,
                        topologySpreadConstraints: spread,
                    },
                },
            },
        });
        return rolloutProblem(shop, this.cloud, timeoutSeconds);
    }

    /** ARN of the load balancer. */
    get balancer(): string {
        return String(loadBalancers(this.cloud).find(({ dnsName }) => dnsName === hostname)?.arn);
    }

    /** Changes a resource, lets everything settle, and returns the problems that clients had. */
    during(happen: () => unknown): string[] {
        happen();
        this.cluster.settle();
        return this.cluster.takeProblems();
    }

    /** The zones in which ready pods run, sorted. */
    zones(): string[] {
        return this.cluster.pods
            .of(shop)
            .map(({ node }) => node?.zone ?? "none")
            .sort();
    }

    /** Puts an object into the cloud. */
    put(type: string, id: string, inputs: PropertyMap): void {
        const [namespace = "", name = ""] = id.includes("/") ? id.split("/") : [];
        const metadata = name === "" ? {} : { metadata: { name, namespace } };
        const all = { ...metadata, ...inputs };
        this.cloud.store.put({ urn: `urn:${type}::${id}`, type, id, inputs: all, outputs: all });
        this.cluster.observe();
    }

    /** Creates the load balancer in front of the pods. */
    expose(): void {
        const modern = this.args.nodes === "managed" ? {} : { loadBalancerClass: "eks.amazonaws.com/nlb" };
        this.put("kubernetes:core/v1:Service", "apis/shop-lb", {
            apiVersion: "v1",
            kind: "Service",
            spec: { type: "LoadBalancer", selector: labels, ...modern },
            status: { loadBalancer: { ingress: [{ hostname }] } },
        });
    }
}
