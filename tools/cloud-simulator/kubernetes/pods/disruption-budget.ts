import { share } from "./deployment-controller";
import type { Budget } from "./objects";
import { isReady, type Pod } from "./pod";
import { selects } from "./selector";

/**
 * Whether the disruption budgets allow the eviction of a pod
 * (kubernetes.io/docs/tasks/run-application/configure-pdb: percentages are rounded up).
 * @param pods every pod that is not being deleted.
 */
export function mayEvict(
    pod: Pod,
    { replicas }: { readonly replicas: number },
    pods: readonly Pod[],
    budgets: readonly Budget[],
): boolean {
    const ready = pods.filter((own) => own.workload === pod.workload && isReady(own)).length;
    return budgets
        .filter(({ namespace, selector }) => namespace === pod.namespace && selects(selector, pod.template.labels))
        .every(({ maxUnavailable, minAvailable, evictsUnhealthy }) => {
            if (!isReady(pod) && evictsUnhealthy) return true;
            const needed =
                minAvailable === undefined
                    ? replicas - share(maxUnavailable ?? 0, replicas, Math.ceil)
                    : share(minAvailable, replicas, Math.ceil);
            return isReady(pod) ? ready - 1 >= needed : ready >= needed;
        });
}
