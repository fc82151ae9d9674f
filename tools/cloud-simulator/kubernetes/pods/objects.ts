import { isLoadBalancer, isModern } from "../../resources/service-load-balancer";
import type { Cloud } from "../../state/cloud";
import { listOf, mapOf, type PropertyMap, plain, text } from "../../state/property-values";
import type { LiveResource } from "../../state/resource-store";
import { type NetworkObjects, networkObjectsOf } from "./network-objects";
import { type PodTemplate, podTemplate } from "./pod-template";

/** A Deployment, with the number of pods that its autoscaler allows. */
export interface Workload {
    /** Namespace and name, such as "apis/pictures". */
    readonly id: string;
    readonly namespace: string;
    readonly template: PodTemplate;
    /** `spec.replicas`; undefined leaves the number to the autoscaler. */
    readonly replicas: number | undefined;
    readonly minReplicas: number;
    readonly maxReplicas: number;
    /** How fast the autoscaler removes pods. */
    readonly scaleDown: ScaleDown;
    readonly maxSurge: PropertyMap[string];
    readonly maxUnavailable: PropertyMap[string];
}

/** Pods that an autoscaler may remove in a period. */
export interface ScaleDown {
    readonly type: "Pods" | "Percent";
    readonly value: number;
    readonly periodSeconds: number;
}

/** A Service with a network load balancer. */
export interface Exposure {
    /** Namespace and name of the Service. */
    readonly service: string;
    readonly namespace: string;
    readonly selector: PropertyMap;
    /** Whether the pods themselves are its targets, not the nodes. */
    readonly isByAddress: boolean;
}

/** A PodDisruptionBudget. */
export interface Budget {
    readonly namespace: string;
    readonly selector: PropertyMap;
    readonly maxUnavailable: PropertyMap[string] | undefined;
    readonly minAvailable: PropertyMap[string] | undefined;
    /** Whether pods that are not ready may always be evicted. */
    readonly evictsUnhealthy: boolean;
}

/** The objects that decide how pods run. */
export interface Objects {
    readonly workloads: ReadonlyMap<string, Workload>;
    readonly exposures: readonly Exposure[];
    readonly budgets: readonly Budget[];
    /** Names of the namespaces whose pods wait for the health of their targets. */
    readonly gatedNamespaces: ReadonlySet<string>;
    readonly zones: readonly string[];
    readonly network: NetworkObjects;
    /** Version of the control plane; undefined if the cluster is not the program's. */
    readonly kubernetesVersion: string | undefined;
}

/**
 * The namespace label by which EKS Auto Mode injects readiness gates. The load balancer controller's own label has another
 * prefix (seen in the selector of the webhook `eks-load-balancing-webhook`, and the condition
 * `target-health.eks.amazonaws.com/…` in pods of public projects; aws/containers-roadmap#2511).
 */
const gateLabel = "eks.amazonaws.com/pod-readiness-gate-inject";

const kubernetes = (token: string) => `kubernetes:${token}`;

/** Reads the objects that exist now. */
export function objectsOf(cloud: Cloud): Objects {
    const { store } = cloud;
    const specs = (token: string) => store.ofType(kubernetes(token)).map(specOf);
    const scalers = specs("autoscaling/v2:HorizontalPodAutoscaler");
    const workloads = specs("apps/v1:Deployment").map((deployment) => workloadOf(deployment, scalers));
    return {
        workloads: new Map(workloads.map((workload) => [workload.id, workload])),
        exposures: store
            .ofType(kubernetes("core/v1:Service"))
            .filter(({ outputs }) => isLoadBalancer(outputs))
            .map((service) => ({
                service: service.id,
                ...labelled(specOf(service), "selector"),
                isByAddress: isModern(service.outputs),
            })),
        budgets: specs("policy/v1:PodDisruptionBudget").map((budget) => ({
            namespace: budget.namespace,
            selector: mapOf(mapOf(budget.spec.selector).matchLabels),
            maxUnavailable: budget.spec.maxUnavailable,
            minAvailable: budget.spec.minAvailable,
            evictsUnhealthy: budget.spec.unhealthyPodEvictionPolicy === "AlwaysAllow",
        })),
        gatedNamespaces: new Set(
            store
                .ofType(kubernetes("core/v1:Namespace"))
                .filter(({ inputs }) => mapOf(mapOf(inputs.metadata).labels)[gateLabel] === "enabled")
                .map(({ id }) => id),
        ),
        zones: zonesOf(store.ofType("aws:ec2/subnet:Subnet")),
        network: networkObjectsOf(cloud),
        kubernetesVersion: store.ofType("aws:eks/cluster:Cluster").map(({ inputs }) => text(inputs.version))[0],
    };
}

interface Spec {
    readonly id: string;
    readonly name: string;
    readonly namespace: string;
    readonly spec: PropertyMap;
}

function specOf({ id, inputs }: LiveResource): Spec {
    const { name, namespace } = mapOf(inputs.metadata);
    return { id, name: text(name), namespace: text(namespace), spec: plain(mapOf(inputs.spec)) as PropertyMap };
}

function labelled({ namespace, spec }: Spec, key: string) {
    return { namespace, selector: mapOf(spec[key]) };
}

function workloadOf({ id, name, namespace, spec }: Spec, scalers: readonly Spec[]): Workload {
    const scaler = scalers.find((own) => own.namespace === namespace && targetOf(own) === name);
    const { maxSurge = "25%", maxUnavailable = "25%" } = mapOf(mapOf(spec.strategy).rollingUpdate);
    const replicas = spec.replicas === undefined ? undefined : Number(spec.replicas);
    return {
        id,
        namespace,
        template: podTemplate(mapOf(spec.template)),
        replicas,
        minReplicas: scaler ? Number(scaler.spec.minReplicas ?? 1) : 0,
        maxReplicas: scaler ? Number(scaler.spec.maxReplicas) : Number.POSITIVE_INFINITY,
        scaleDown: scaleDownOf(scaler),
        maxSurge,
        maxUnavailable,
    };
}

// Without a policy it may remove every pod at once
// (kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale, Default Behavior).
function scaleDownOf(scaler: Spec | undefined): ScaleDown {
    const [policy] = listOf(mapOf(mapOf(scaler?.spec.behavior).scaleDown).policies);
    if (policy === undefined) return { type: "Percent", value: 100, periodSeconds: 15 };
    const type = policy.type === "Pods" ? "Pods" : "Percent";
    return { type, value: Number(policy.value), periodSeconds: Number(policy.periodSeconds) };
}

function targetOf({ spec }: Spec): string {
    return text(mapOf(spec.scaleTargetRef).name);
}

// Nodes run in private subnets, of which those of an existing VPC need no tag; a cloud without subnets has a single zone.
function zonesOf(subnets: readonly LiveResource[]): readonly string[] {
    const tagged = subnets.filter(({ inputs }) => mapOf(inputs.tags)["kubernetes.io/role/internal-elb"] !== undefined);
    const zones = [
        ...new Set((tagged.length > 0 ? tagged : subnets).map(({ inputs }) => text(inputs.availabilityZone))),
    ].sort();
    return zones.length > 0 ? zones : ["zone-a"];
}
