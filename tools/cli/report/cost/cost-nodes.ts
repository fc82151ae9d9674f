import { quantityOf } from "../../../../stacks/settings/quantity";
import type { EngineRun } from "../facts/engine-run";
import { listAt, numberAt, textAt } from "../facts/inputs";
import { type ByType, type Estimated, hourly } from "./cost-line";
import type { Price, PriceTable } from "./price-schema";

const mebibyte = 2 ** 20;

/** Estimates the nodes of managed groups, at their minimum, and those that EKS Auto Mode needs for the pods without load. */
export function nodes(run: EngineRun, of: ByType, prices: PriceTable): Estimated[] {
    const groups = of("aws:eks/nodeGroup:NodeGroup");
    if (groups.length === 0) return of("aws:eks/cluster:Cluster").length > 0 ? autoModeNodes(run, of, prices) : [];
    return groups.flatMap(({ urn, name }): Estimated[] => {
        const inputs = run.inputs.get(urn);
        const type = textAt(inputs, ["instanceTypes", "0"]);
        const minSize = numberAt(inputs, ["scalingConfig", "minSize"]);
        const price = type === undefined ? undefined : prices.instanceHour[type];
        if (type !== undefined && minSize !== undefined && price) {
            return hourly(`${type} node of ${name}, at least`, minSize, price);
        }
        return [{ missing: `the ${type ?? ""} nodes of ${name}, whose price or number is unknown` }];
    });
}

/** Price of an hour of a node that EKS Auto Mode starts, with its fee; undefined if the instance has no price. */
export function autoModeNodeHour(run: EngineRun, of: ByType, prices: PriceTable): Price | undefined {
    const { feePart, source } = prices.autoModeNode;
    const price = prices.instanceHour[autoModeType(run, of, prices)];
    if (!price) return undefined;
    return {
        ...price,
        usd: price.usd * (1 + feePart),
        source: `${price.source}; fee of ${feePart * 100} %: ${source}`,
    };
}

/**
 * States the derivation of the number of Auto Mode's nodes; undefined without pods or with node groups.
 */
export function nodesBasis(run: EngineRun, of: ByType, prices: PriceTable): string | undefined {
    const need = autoModeNeed(run, of, prices.autoModeNode);
    if (!need || of("aws:eks/cluster:Cluster").length === 0 || of("aws:eks/nodeGroup:NodeGroup").length > 0) return;
    const { count, zones, pods, cpu, memory } = need;
    const { cpu: usable, memoryMib } = prices.autoModeNode;
    return (
        `${count} nodes of EKS Auto Mode without load: at least one in each of ${zones} zones over which an API is spread, and ` +
        `enough ${autoModeType(run, of, prices)}, with ${cpus(usable)} and ${memoryMib} MiB for pods, for ${pods} pods that request ` +
        `${cpus(round(cpu))} and ${Math.ceil(memory / mebibyte)} MiB; Auto Mode chooses the types itself`
    );
}

function autoModeNodes(run: EngineRun, of: ByType, prices: PriceTable): Estimated[] {
    const need = autoModeNeed(run, of, prices.autoModeNode);
    const price = autoModeNodeHour(run, of, prices);
    if (!need || !price)
        return [{ missing: "the number and type of instances that EKS Auto Mode starts for the pods" }];
    return hourly(`${autoModeType(run, of, prices)} node of EKS Auto Mode, with its fee`, need.count, price);
}

function autoModeType(run: EngineRun, of: ByType, { autoModeNode: { instanceTypes } }: PriceTable): string {
    const architecture = ["spec", "template", "spec", "nodeSelector", "kubernetes.io/arch"];
    const isArm = ({ urn }: { readonly urn: string }) => textAt(run.inputs.get(urn), architecture) === "arm64";
    return of("kubernetes:apps/v1:Deployment").some(isArm) ? instanceTypes.arm64 : instanceTypes.amd64;
}

function autoModeNeed(run: EngineRun, of: ByType, node: PriceTable["autoModeNode"]) {
    const workloads = of("kubernetes:apps/v1:Deployment").map((deployment) => requestsOf(run, of, deployment));
    const subnets = of("aws:ec2/subnet:Subnet").map(({ urn }) => textAt(run.inputs.get(urn), ["availabilityZone"]));
    const zones = new Set(subnets.filter((zone) => zone !== undefined)).size;
    if (workloads.length === 0 || zones === 0) return undefined;
    const sum = (of: (workload: (typeof workloads)[number]) => number) =>
        workloads.reduce((total, workload) => total + of(workload), 0);
    const cpu = sum((workload) => workload.replicas * workload.cpu);
    const memory = sum((workload) => workload.replicas * workload.memory);
    // The pods of an API are spread over zones and, as far as possible, over nodes.
    const spread = Math.max(...workloads.map(({ replicas }) => Math.min(replicas, zones)));
    const count = Math.max(spread, Math.ceil(cpu / node.cpu), Math.ceil(memory / mebibyte / node.memoryMib));
    return { count, zones: spread, pods: sum(({ replicas }) => replicas), cpu, memory };
}

// An autoscaler owns the number of pods; its target's name may be unknown in a preview, but it has the same parent.
function requestsOf(run: EngineRun, of: ByType, { urn, name, parent }: EngineRun["resources"][number]) {
    const inputs = run.inputs.get(urn);
    const scaler = of("kubernetes:autoscaling/v2:HorizontalPodAutoscaler").find(
        (other) => other.parent === parent && other.name === name,
    );
    const replicas =
        numberAt(inputs, ["spec", "replicas"]) ??
        (scaler && numberAt(run.inputs.get(scaler.urn), ["spec", "minReplicas"])) ??
        1;
    const containers = listAt(inputs, ["spec", "template", "spec", "containers"]) as readonly Readonly<
        Record<string, unknown>
    >[];
    const requested = (resource: string) =>
        containers.reduce((total, container) => {
            const text = textAt(container, ["resources", "requests", resource]);
            return total + ((text !== undefined && quantityOf(text)) || 0);
        }, 0);
    return { replicas, cpu: requested("cpu"), memory: requested("memory") };
}

function round(value: number): number {
    return Math.round(value * 100) / 100;
}

function cpus(count: number): string {
    return count === 1 ? "1 CPU" : `${count} CPUs`;
}
