import { type ComputeKindName, computeKinds } from "../../../../stacks/settings/compute-kinds";
import { kubernetesVersions } from "../../../../stacks/settings/kubernetes-versions";
import { clusterOf } from "../../../cloud-simulator/kubernetes/pods/cluster";
import { disturbPods } from "../pod-disturbances";
import type { Rehearsal } from "../rehearsal";
import type { Scenario } from "../scenario";
import { firstOfEachKind, type StackApi, sampleImage, withoutServer } from "../stack-apis";

/** The errors with which `up` fails where an image never serves. Lambda does not start a function before its first call. */
const failures: Readonly<Partial<Record<ComputeKindName, RegExp>>> = {
    kubernetes: /timed out waiting to be Ready/,
    fargate: /Service deployment rolled back because the circuit breaker threshold was exceeded/,
    instances: /the replacement of its machines ended as RollbackSuccessful/,
};

/** Everything that replaces pods, tasks and machines: new images, one that never serves, autoscaling, and lost nodes and zones. */
export const rollout: Scenario = {
    name: "rollout",
    statement:
        "While pods, tasks and machines are replaced, every API has a healthy target, and no load balancer sends a connection to a pod that has ended; an image that never serves fails `up` and takes no other one down.",
    doesNotApply: withoutServer,
    async run(rehearsal) {
        const apis = firstOfEachKind(rehearsal);
        const pods = apis.find(({ kind }) => kind === "kubernetes");
        for (const { name } of apis) await rehearsal.set(["gatehouse:apis", name, "build"], undefined);
        await setImages(rehearsal, apis, "1");
        // A version can only be raised, so a new cluster begins with one that has a successor.
        const before = kubernetesVersions.at(-2)?.version;
        if (pods && !rehearsal.hasInitialState) await rehearsal.set(["gatehouse:cluster", "kubernetesVersion"], before);
        await rehearsal.up("everything");
        await setImages(rehearsal, apis, "2");
        await rehearsal.up("another image");
        for (const api of apis) await rejectBrokenImage(rehearsal, api);
        if (pods) await disturbPods(rehearsal, pods);
    },
};

async function setImages(rehearsal: Rehearsal, apis: readonly StackApi[], tag: string): Promise<void> {
    for (const { name } of apis)
        await rehearsal.set(["gatehouse:apis", name, "image"], sampleImage(rehearsal, name, tag));
}

async function rejectBrokenImage(rehearsal: Rehearsal, api: StackApi): Promise<void> {
    const words = failures[api.kind];
    if (words === undefined) return;
    const broken = sampleImage(rehearsal, api.name, "broken");
    rehearsal.cloud.brokenImages.add(broken);
    clusterOf(rehearsal.cloud).pods.brokenImages.add(broken);
    await rehearsal.set(["gatehouse:apis", api.name, "image"], broken);
    const { title } = computeKinds[api.kind];
    await rehearsal.expectRejection("up", `an image that never serves, on ${title}`, words);
    for (const problem of rehearsal.steps.at(-1)?.outages ?? []) rehearsal.problems.push(problem);
    await setImages(rehearsal, [api], "2");
    await rehearsal.up(`the image before it, on ${title}`);
}
