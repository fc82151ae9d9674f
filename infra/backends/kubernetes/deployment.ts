import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { SecretSource } from "../secrets/secret-source";
import { storeSecrets } from "./container-environment";
import { type PodArgs, podLabels, podSpec } from "./pod-spec";

/** Arguments of a number of pods that an autoscaler changes. */
export interface DeploymentArgs extends Omit<PodArgs, "name" | "secretVariables"> {
    /** Namespace of its objects. */
    namespace: pulumi.Input<string>;
    /** Environment variables whose values are secret. Default: none. */
    secrets?: Readonly<Record<string, SecretSource>> | undefined;
    /** Minimum number of pods. */
    replicas: number;
    /** Maximum number of pods that the autoscaler starts. */
    maxReplicas: number;
    /** Annotations of the pods, of which each change is rolled out. Default: none. */
    annotations?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
}

/** Share of the pods that a rollout starts at a time, in percent; it ends as many old ones when these are ready. */
const surgePercent = 50;

/**
 * Seconds in which at least one pod must become ready: a node is launched in one minute, an image pulled in another, and the
 * load balancer finds a target healthy after 2 to 4. It is also Kubernetes' default.
 */
const progressSeconds = 600;

/** The engine waits as long as Kubernetes may need for all waves of a rollout; its own timeout is 10 minutes. */
const rolloutSeconds = Math.ceil(100 / surgePercent) * progressSeconds;

/**
 * Creates pods with their disruption budget and autoscaler.
 * @param opts options of the Deployment, such as its parent, which is that of the others too.
 */
export function runPods(
    name: string,
    args: DeploymentArgs,
    opts: pulumi.CustomResourceOptions & { readonly parent: pulumi.Resource },
): k8s.apps.v1.Deployment {
    const { parent } = opts;
    const secretVariables = storeSecrets(name, args.namespace, args.secrets ?? {}, { parent });
    const deployment = createDeployment(name, { ...args, secretVariables }, opts);
    createDisruptionBudget(name, args, parent);
    scale(name, args, deployment, parent);
    return deployment;
}

function createDeployment(
    name: string,
    args: DeploymentArgs & Pick<PodArgs, "secretVariables">,
    opts: pulumi.CustomResourceOptions,
) {
    const labels = podLabels(name);
    const { annotations } = args;
    return new k8s.apps.v1.Deployment(
        name,
        {
            metadata: { name, namespace: args.namespace, labels },
            spec: {
                // No `replicas`: the autoscaler owns the number, and an update would set it back.
                selector: { matchLabels: labels },
                strategy: {
                    type: "RollingUpdate",
                    // In proportion, as each wave takes minutes until the load balancer has found its pods healthy.
                    rollingUpdate: { maxSurge: `${surgePercent}%`, maxUnavailable: 0 },
                },
                progressDeadlineSeconds: progressSeconds,
                template: {
                    metadata: { labels, ...(annotations && { annotations }) },
                    spec: podSpec({ ...args, name }),
                },
            },
        },
        { ...opts, customTimeouts: { create: `${rolloutSeconds}s`, update: `${rolloutSeconds}s` } },
    );
}

// Nodes are drained a tenth of the pods at a time, rounded up: the autoscaler keeps more in reserve.
function createDisruptionBudget(name: string, { namespace }: DeploymentArgs, parent: pulumi.Resource) {
    return new k8s.policy.v1.PodDisruptionBudget(
        name,
        {
            metadata: { name, namespace },
            spec: {
                maxUnavailable: "10%",
                // Pods that serve nothing must not keep a node from being drained.
                unhealthyPodEvictionPolicy: "AlwaysAllow",
                selector: { matchLabels: podLabels(name) },
            },
        },
        { parent },
    );
}

// Removes a tenth of the pods a minute, rounded up: those that share a node with most others go first, and only if few go
// at a time are the others still in two zones (kubernetes/kubernetes#96748).
function scale(name: string, args: DeploymentArgs, deployment: k8s.apps.v1.Deployment, parent: pulumi.Resource) {
    const target = { type: "Utilization", averageUtilization: 70 };
    return new k8s.autoscaling.v2.HorizontalPodAutoscaler(
        name,
        {
            metadata: { name, namespace: args.namespace },
            spec: {
                scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: deployment.metadata.name },
                minReplicas: args.replicas,
                maxReplicas: args.maxReplicas,
                metrics: [{ type: "Resource", resource: { name: "cpu", target } }],
                behavior: { scaleDown: { policies: [{ type: "Percent", value: 10, periodSeconds: 60 }] } },
            },
        },
        { parent },
    );
}
