import type { Workload } from "./objects";

/** The number of pods that a Deployment is to have: its own, or the one that its autoscaler set last. */
export function replicasOf(workload: Workload, last: number | undefined): number {
    // A Deployment that is created without a number has one pod until its autoscaler exists.
    return bounded(workload.replicas ?? last ?? 1, workload);
}

/**
 * The next number of pods on the way to another one. An autoscaler adds pods at once, and removes them as fast as its policy
 * allows; the number that is left by a percentage is rounded down (kubernetes/kubernetes,
 * pkg/controller/podautoscaler/horizontal.go, calculateScaleDownLimitWithBehaviors).
 */
export function nextReplicas(now: number, wanted: number, workload: Workload): number {
    const { type, value } = workload.scaleDown;
    const fewest = type === "Pods" ? now - value : Math.floor(now * (1 - value / 100));
    return Math.max(bounded(wanted, workload), fewest);
}

function bounded(replicas: number, { minReplicas, maxReplicas }: Workload): number {
    return Math.min(maxReplicas, Math.max(minReplicas, replicas));
}
