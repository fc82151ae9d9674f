/** Seconds that a node needs from its launch until pods run on it: measured values are between 40 and 60. */
export const nodeLaunchSeconds = 60;

/**
 * Seconds between the arrivals of two nodes that were launched together. Pods that wait for both of them are placed on the
 * first (aws/karpenter-provider-aws#4907).
 */
export const nodeIntervalSeconds = 5;

/** Seconds from the placement of a pod until its readiness probe succeeds, including the pull of its image. */
export const startSeconds = 10;

/**
 * Seconds for which a new target, a pod or a node, stays "initial" in a network load balancer: 2 to 3 minutes
 * (kubernetes-sigs/aws-load-balancer-controller#1604, #2048; aws/containers-roadmap#2511 measured up to 4).
 */
export const initialSeconds = 180;

/**
 * Seconds for which a network load balancer sends new connections to a target after its deregistration, however short the
 * deregistration delay is (kubernetes-sigs/aws-load-balancer-controller#2366, aws/containers-roadmap#470).
 */
export const drainingSeconds = 120;

/**
 * Seconds until the control plane taints a node that does not respond
 * (node-monitor-grace-period, kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager).
 */
export const unreachableSeconds = 50;

/** Seconds until it evicts the pods of such a node (the default toleration; kubernetes.io, Taints and Tolerations). */
export const evictionSeconds = 300;

/** Default of `progressDeadlineSeconds` (kubernetes.io/docs/concepts/workloads/controllers/deployment). */
export const progressSeconds = 600;

/** Default of `terminationGracePeriodSeconds`. */
export const graceSeconds = 30;
