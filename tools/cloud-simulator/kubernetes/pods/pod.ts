import type { Route } from "./nginx-routes";
import type { PodTemplate } from "./pod-template";

/** A node of the cluster. */
export interface Node {
    readonly name: string;
    readonly zone: string;
    /** Thousandths of a core that pods can request. */
    readonly cpu: number;
    /** Price in units of the smallest node. */
    readonly price: number;
    /** Whether no pod may start on it. */
    isCordoned: boolean;
    /** Whether its pods are being moved away. */
    isDraining: boolean;
    /** Whether it no longer responds. */
    isLost: boolean;
}

/**
 * The state of a pod as a target of a load balancer; "serving" is healthy, and "none" is not registered.
 * docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
 */
export type TargetState = "none" | "initial" | "healthy" | "draining";

/** A pod. */
export interface Pod {
    readonly name: string;
    /** Namespace and name of its Deployment. */
    readonly workload: string;
    readonly namespace: string;
    readonly template: PodTemplate;
    /** Whether it is ready only once its target is healthy. */
    isGated: boolean;
    node: Node | undefined;
    /** Name of the node that was launched for it. */
    awaitedNode: string | undefined;
    /** Whether the readiness probe of its container succeeds. */
    isStarted: boolean;
    /** Whether its container has ended because something that it needs to start does not exist. */
    isCrashing: boolean;
    /** Routes of nginx in the container, read when it started; none for any other program. */
    routes: readonly Route[];
    target: TargetState;
    isDeleted: boolean;
}

/** Whether the condition Ready of a pod holds. */
export function isReady({ isStarted, isGated, target, node, isDeleted }: Pod): boolean {
    return isStarted && !isDeleted && node?.isLost !== true && (!isGated || target === "healthy");
}

/** Whether requests to a load balancer reach a pod. */
export function serves({ target, node }: Pod): boolean {
    return target === "healthy" && node?.isLost !== true;
}
