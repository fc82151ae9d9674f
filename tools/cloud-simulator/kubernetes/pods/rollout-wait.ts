import type { Cloud } from "../../state/cloud";
import { mapOf } from "../../state/property-values";
import { clusterOf, type SimulatedCluster } from "./cluster";
import { progressSeconds } from "./timings";

/** Seconds for which the provider waits for a Deployment (pulumi/pulumi-kubernetes, provider/pkg/await/deployment.go). */
const defaultSeconds = 600;

/**
 * Lets time pass until a Deployment is rolled out, as the provider does.
 * @param timeoutSeconds custom timeout of the resource; 0 for the provider's own.
 * @returns the provider's error if the rollout takes longer (provider/pkg/await/error.go); undefined if it does not.
 */
export function rolloutProblem(id: string, cloud: Cloud, timeoutSeconds: number): string | undefined {
    const cluster = clusterOf(cloud);
    const spec = mapOf(cloud.store.find("kubernetes:apps/v1:Deployment", id)?.inputs.spec);
    const deadline = Number(spec.progressDeadlineSeconds ?? progressSeconds);
    const { isRolledOut, isStuck } = awaitRollout(id, cluster, timeoutSeconds || defaultSeconds, deadline);
    if (isRolledOut) return undefined;
    const name = id.split("/").at(-1) ?? id;
    // The condition of the Deployment (kubernetes/kubernetes, pkg/controller/deployment/sync.go); the provider continues to
    // wait, and names it when its own time is over.
    const reason = isStuck ? `: [ProgressDeadlineExceeded] ReplicaSet "${name}" has timed out progressing.` : "";
    return `'${name}' timed out waiting to be Ready${reason}`;
}

function awaitRollout(id: string, { clock, rollout }: SimulatedCluster, seconds: number, deadline: number) {
    const end = clock.seconds + seconds;
    let isStuck = false;
    while (!rollout(id).isDone && clock.seconds < end) {
        const { ready } = rollout(id);
        const began = clock.seconds;
        clock.passUntil(() => rollout(id).isDone || rollout(id).ready !== ready, Math.min(deadline, end - began));
        isStuck = rollout(id).ready === ready && clock.seconds - began >= deadline;
    }
    return { isRolledOut: rollout(id).isDone, isStuck };
}
