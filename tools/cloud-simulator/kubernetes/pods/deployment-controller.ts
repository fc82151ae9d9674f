import { type PropertyValue, text } from "../../state/property-values";

/** The pods of the new or of the old revisions of a Deployment. */
export interface Revision {
    /** Number of pods that its ReplicaSets are to have. */
    readonly size: number;
    /** Number of ready ones. */
    readonly ready: number;
}

/** How a Deployment is rolled out. */
export interface Strategy {
    /** Number of pods that it is to have. */
    readonly replicas: number;
    readonly maxSurge: PropertyValue;
    readonly maxUnavailable: PropertyValue;
}

/**
 * The sizes of the new and the old ReplicaSets after one step of a rolling update
 * (kubernetes/kubernetes, pkg/controller/deployment/rolling.go: reconcileNewReplicaSet, reconcileOldReplicaSets).
 */
export function nextSizes(strategy: Strategy, fresh: Revision, old: Revision): { fresh: number; old: number } {
    const { replicas } = strategy;
    const { surge, unavailable } = bounds(strategy);
    const grown = Math.min(replicas, fresh.size + Math.max(0, replicas + surge - fresh.size - old.size));
    const minAvailable = replicas - unavailable;
    const removable = grown + old.size - minAvailable - (grown - fresh.ready);
    if (removable <= 0) return { fresh: grown, old: old.size };
    // Pods that are not ready go first, as they serve nothing.
    const unready = Math.min(removable, Math.max(0, old.size - old.ready));
    const surplus = Math.max(0, fresh.ready + old.ready - minAvailable);
    return { fresh: grown, old: Math.max(0, old.size - unready - surplus) };
}

/** The surge and the number of unavailable pods in pods; percentages are rounded up and down (ResolveFenceposts). */
export function bounds({ replicas, maxSurge, maxUnavailable }: Strategy): { surge: number; unavailable: number } {
    const surge = share(maxSurge, replicas, Math.ceil);
    const unavailable = share(maxUnavailable, replicas, Math.floor);
    return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

/** A number of pods, or a percentage of a total. */
export function share(value: PropertyValue, total: number, round: (exact: number) => number): number {
    const written = text(value);
    return written.endsWith("%") ? round((total * Number(written.slice(0, -1))) / 100) : Number(written);
}
