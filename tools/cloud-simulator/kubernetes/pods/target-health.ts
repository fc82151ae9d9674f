import { serviceOf } from "../../resources/load-balancers";
import type { Cloud } from "../../state/cloud";
import { clusterOf } from "./cluster";
import { objectsOf } from "./objects";
import { type Pod, serves, type TargetState } from "./pod";
import { exposes } from "./pod-set";

/** The health of a target, as `aws elbv2 describe-target-health` shows it. */
export interface TargetHealth {
    /** Name of the pod. */
    readonly name: string;
    readonly state: Exclude<TargetState, "none"> | "unhealthy";
}

/** Seconds for which `aws elbv2 wait target-in-service` waits: 40 times 15 (its reference in docs.aws.amazon.com/cli). */
const waitSeconds = 600;

/**
 * The targets of a load balancer. Each pod is one, although the targets of the in-tree controller are nodes.
 * @returns undefined for a load balancer that no controller created for a Service, whose targets are not simulated.
 */
export function targetsOf(arn: string, cloud: Cloud): TargetHealth[] | undefined {
    const service = serviceOf(arn, cloud);
    const exposure = objectsOf(cloud).exposures.find((own) => own.service === service?.id);
    if (exposure === undefined) return undefined;
    return clusterOf(cloud)
        .pods.all.filter((pod) => exposes(exposure, pod.namespace, pod.template.labels))
        .flatMap((pod) => healthOf(pod));
}

/** Lets time pass until all targets of a load balancer are healthy; false if they are not after ten minutes, or if it has none. */
export function awaitTargets(arn: string, cloud: Cloud): boolean {
    const cluster = clusterOf(cloud);
    cluster.observe();
    const areHealthy = () => {
        const targets = targetsOf(arn, cloud) ?? [];
        return targets.length > 0 && targets.every(({ state }) => state === "healthy");
    };
    return cluster.clock.passUntil(areHealthy, waitSeconds);
}

function healthOf(pod: Pod): TargetHealth[] {
    const { name, target } = pod;
    if (target === "none") return [];
    return [{ name, state: target === "healthy" && !serves(pod) ? "unhealthy" : target }];
}
