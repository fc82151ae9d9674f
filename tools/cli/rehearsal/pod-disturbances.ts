import { kubernetesVersions } from "../../../stacks/settings/kubernetes-versions";
import { clusterOf, type SimulatedCluster } from "../../cloud-simulator/kubernetes/pods/cluster";
import type { Rehearsal } from "./rehearsal";
import { type StackApi, sampleImage } from "./stack-apis";

const versionPath = ["gatehouse:cluster", "kubernetesVersion"];

/** Scales the pods of an API, takes their nodes and zones away, and upgrades Kubernetes; records the problems that clients have. */
export async function disturbPods(rehearsal: Rehearsal, { name, settings }: StackApi): Promise<void> {
    const cluster = clusterOf(rehearsal.cloud);
    const id = `${String(rehearsal.setting("gatehouse:namespace") ?? "apis")}/${name}`;
    const { replicas = 2, maxReplicas = 3 * Number(replicas) } = settings;
    watch(rehearsal, "as many pods as allowed", () => cluster.scale(id, Number(maxReplicas)));
    await rehearsal.set(["gatehouse:apis", name, "image"], sampleImage(rehearsal, name, "3"));
    await rehearsal.up(`another image of ${String(maxReplicas)} pods`);
    watch(rehearsal, "fewer pods", () => cluster.scale(id, Number(replicas)));
    for (const zone of cluster.zones) loseZone(rehearsal, cluster, zone, id);

    const [node] = cluster.nodePool.nodes;
    if (node) watch(rehearsal, "a node is drained", () => cluster.nodePool.drain(node));
    await upgrade(rehearsal);
    watch(rehearsal, "the nodes are consolidated", () => cluster.consolidate());
    for (const zone of cluster.zones) loseZone(rehearsal, cluster, zone, id);
}

async function upgrade(rehearsal: Rehearsal): Promise<void> {
    const present = kubernetesVersions.findIndex(({ version }) => version === rehearsal.setting(...versionPath));
    const next = kubernetesVersions[present + 1];
    const cluster = clusterOf(rehearsal.cloud);
    const before = [...cluster.nodePool.nodes];
    if (next === undefined) watch(rehearsal, "every node is replaced", () => cluster.nodePool.replaceAll());
    else {
        await rehearsal.set(versionPath, next.version);
        await rehearsal.up(`Kubernetes ${next.version}`);
    }
    const kept = before.filter((node) => cluster.nodePool.nodes.includes(node)).length;
    rehearsal.expect(kept === 0, `${kept} of ${before.length} nodes were not replaced`);
}

function loseZone(rehearsal: Rehearsal, cluster: SimulatedCluster, zone: string, id: string): void {
    watch(rehearsal, `zone ${zone} is lost`, () => cluster.nodePool.loseZone(zone));
    const { ready } = cluster.rollout(id);
    rehearsal.notes.push(`without zone ${zone}, ${ready} of ${cluster.pods.of(id).length} pods of "${id}" serve`);
    watch(rehearsal, `zone ${zone} is back`, () => cluster.nodePool.restoreZone(zone));
}

// Lets something happen to the cluster, and records the problems that clients have until everything is quiet again.
function watch(rehearsal: Rehearsal, title: string, happen: () => void): void {
    const cluster = clusterOf(rehearsal.cloud);
    cluster.takeProblems();
    happen();
    cluster.settle();
    for (const problem of cluster.takeProblems()) rehearsal.problems.push(`"${title}": ${problem}`);
}
