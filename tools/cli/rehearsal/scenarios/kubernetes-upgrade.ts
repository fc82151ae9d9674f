import { usesKind } from "../../../../stacks/settings/compute-kinds";
import { kubernetesVersions } from "../../../../stacks/settings/kubernetes-versions";
import { offeredAddon } from "../../../cloud-simulator/resources/addon-versions";
import { text } from "../../../cloud-simulator/state/property-values";
import type { Rehearsal } from "../rehearsal";
import type { Scenario } from "../scenario";
import { noKubernetes } from "../stack-apis";

const clusterType = "aws:eks/cluster:Cluster";
const nodeGroupType = "aws:eks/nodeGroup:NodeGroup";
const addonType = "aws:eks/addon:Addon";

/** Kubernetes is upgraded, with nodes of Auto Mode and with managed nodes. */
export const kubernetesUpgrade: Scenario = {
    name: "kubernetes-upgrade",
    statement:
        "Kubernetes is upgraded one minor version at a time: the control plane first, then nodes and add-ons, and nothing is replaced.",
    createsEverything: true,
    doesNotApply: ({ apis }) => (usesKind("kubernetes", apis) ? undefined : noKubernetes),
    async run(rehearsal) {
        const [first = "", second = "", third = ""] = kubernetesVersions.slice(-3).map(({ version }) => version);
        // All three are under standard support on this day.
        rehearsal.cloud.today = kubernetesVersions.at(-3)?.standardUntil ?? "";
        await rehearsal.set(["gatehouse:deletionProtection"], false);

        await start(rehearsal, "auto", first);
        await upgrade(rehearsal, second);
        await upgradeByEks(rehearsal, third);
        await rehearsal.destroy("everything, to begin with managed nodes");

        await start(rehearsal, "managed", first);
        for (const verb of ["preview", "up"] as const) await rejectUpdate(rehearsal, verb, first, third);
        await upgrade(rehearsal, second);
        await upgrade(rehearsal, third);
        await rejectUpdate(rehearsal, "up", third, second);
        await setVersion(rehearsal, third);
    },
};

async function start(rehearsal: Rehearsal, nodes: "auto" | "managed", version: string): Promise<void> {
    await rehearsal.set(["gatehouse:cluster", "nodes"], nodes);
    await setVersion(rehearsal, version);
    await rehearsal.up(`everything, with Kubernetes ${version} and nodes: ${nodes}`);
}

async function setVersion(rehearsal: Rehearsal, version: string): Promise<void> {
    await rehearsal.set(["gatehouse:cluster", "kubernetesVersion"], version);
}

async function rejectUpdate(rehearsal: Rehearsal, verb: "preview" | "up", from: string, to: string): Promise<void> {
    const words = `Unsupported Kubernetes minor version update from ${from} to ${to}`;
    await setVersion(rehearsal, to);
    await rehearsal.expectRejection(verb, `from ${from} to ${to}`, new RegExp(words.replaceAll(".", "\\.")));
}

async function upgrade(rehearsal: Rehearsal, version: string): Promise<void> {
    await setVersion(rehearsal, version);
    const { title, operations, replaced } = await rehearsal.up(`Kubernetes ${version}`);
    for (const { type, name } of replaced) rehearsal.problems.push(`"${title}" replaced ${type} "${name}"`);
    const order = operations.map(({ type }) => type);
    for (const type of [nodeGroupType, addonType]) {
        const isLate = !order.includes(type) || order.indexOf(type) > order.indexOf(clusterType);
        rehearsal.expect(isLate, `"${title}" updated ${type} before the control plane`);
    }
    checkVersions(rehearsal, version);
}

// EKS upgrades the control plane at the end of support; the stack file and the state follow.
async function upgradeByEks(rehearsal: Rehearsal, version: string): Promise<void> {
    const { store } = rehearsal.cloud;
    for (const cluster of store.ofType(clusterType)) {
        const { inputs, outputs } = cluster;
        store.put({ ...cluster, inputs: { ...inputs, version }, outputs: { ...outputs, version } });
    }
    await setVersion(rehearsal, version);
    await rehearsal.refresh(`Kubernetes ${version} by EKS itself`);
    const { title, operations } = await rehearsal.up(`Kubernetes ${version} in the stack file`);
    const changed = operations.some(({ type }) => type === clusterType);
    rehearsal.expect(!changed, `"${title}" changed the control plane`);
    checkVersions(rehearsal, version);
}

// The nodes of Auto Mode follow the control plane by themselves.
function checkVersions({ cloud, problems }: Rehearsal, version: string): void {
    for (const { type, outputs } of [...cloud.store.ofType(clusterType), ...cloud.store.ofType(nodeGroupType)]) {
        if (outputs.version !== version) problems.push(`${type} has ${text(outputs.version)}, want ${version}`);
    }
    for (const { outputs } of cloud.store.ofType(addonType)) {
        const [name, actual] = [text(outputs.addonName), text(outputs.addonVersion)];
        const expected = offeredAddon(name, version, false);
        if (actual !== expected)
            problems.push(`add-on ${name} has ${actual} with Kubernetes ${version}, want ${expected}`);
    }
}
