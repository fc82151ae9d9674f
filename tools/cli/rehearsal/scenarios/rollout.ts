import { kubernetesVersions } from "../../../../stacks/settings/kubernetes-versions";
import { clusterOf, type SimulatedCluster } from "../../../cloud-simulator/kubernetes/pods/cluster";
import type { Rehearsal } from "../rehearsal";
import type { Scenario } from "../scenario";

const versionPath = ["gatehouse:cluster", "kubernetesVersion"];

const image = (tag: string) => `registry/api:${tag}`;

/** Everything that replaces pods: new images, autoscaling, nodes that come and go, and a lost zone. */
export const rollout: Scenario = {
    name: "rollout",
    statement:
        "While pods are replaced, every API has a healthy target, and no load balancer sends a connection to a pod that has ended.",
    async run(rehearsal) {
        const apis = rehearsal.setting("gatehouse:apis") as Record<string, Record<string, unknown>>;
        const [api = ""] = Object.keys(apis);
        const setImage = (tag: string) => rehearsal.set(["gatehouse:apis", api, "image"], image(tag));
        await rehearsal.set(["gatehouse:apis", api, "build"], undefined);
        await setImage("1");
        const before = kubernetesVersions.at(-2)?.version;
        // A version can only be raised, so a new cluster begins with one that has a successor.
        if (!rehearsal.hasInitialState) await rehearsal.set(versionPath, before);
        await rehearsal.up("everything");
        const cluster = clusterOf(rehearsal.cloud);
        const id = `${String(rehearsal.setting("gatehouse:namespace") ?? "apis")}/${api}`;

        await setImage("2");
        await rehearsal.up("another image");
        const { replicas = 2, maxReplicas = 3 * Number(replicas) } = apis[api] ?? {};
        watch(rehearsal, "as many pods as allowed", () => cluster.scale(id, Number(maxReplicas)));
        await setImage("3");
        await rehearsal.up(`another image of ${String(maxReplicas)} pods`);
        watch(rehearsal, "fewer pods", () => cluster.scale(id, Number(replicas)));
        for (const zone of cluster.zones) loseZone(rehearsal, cluster, zone, id);

        cluster.pods.brokenImages.add(image("4"));
        await setImage("4");
        await rehearsal.expectRejection("up", "an image that never becomes ready", /timed out waiting to be Ready/);
        for (const problem of rehearsal.steps.at(-1)?.outages ?? []) rehearsal.problems.push(problem);
        await setImage("3");
        await rehearsal.up("the image before it");

        const [node] = cluster.nodePool.nodes;
        if (node) watch(rehearsal, "a node is drained", () => cluster.nodePool.drain(node));
        await upgrade(rehearsal);
        watch(rehearsal, "the nodes are consolidated", () => cluster.consolidate());
        for (const zone of cluster.zones) loseZone(rehearsal, cluster, zone, id);
    },
};

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
