import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { AwsCredentials } from "../../aws-credentials";
import type { BalancedBackend, BalancedOutputs } from "../backend";
import { containerEnvironment, storeSecrets } from "./container-environment";
import { type InternalLoadBalancerArgs, internalLoadBalancer } from "./internal-load-balancer";
import { networkPolicySpec } from "./network-policy";
import { type PodArgs, podLabels, podSpec } from "./pod-spec";
import { findLoadBalancer, type ServiceLoadBalancer } from "./service-load-balancer";
import { waitUntilServing } from "./serving-load-balancer";

/** Arguments of a workload. */
export interface WorkloadArgs
    extends Omit<PodArgs, "name" | "secretVariables">,
        Omit<InternalLoadBalancerArgs, "healthCheckPath"> {
    /** Namespace of its objects. */
    namespace: pulumi.Input<string>;
    /** Values of secret environment variables by name. Default: none. */
    secrets?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
    /** Minimum number of pods. */
    replicas: number;
    /** Maximum number of pods that the autoscaler starts. */
    maxReplicas: number;
    /** Credentials of the AWS provider, with which the AWS CLI waits for the load balancer. Default: the environment's. */
    credentials?: AwsCredentials | undefined;
}

/** Timeouts of the Service, whose deletion may wait a quarter of an hour for a VPC link. */
const timeouts = { create: "20m", update: "20m", delete: "30m" };

/** Share of the pods that a rollout starts at a time, in percent; it ends as many old ones when these are ready. */
const surgePercent = 50;

/**
 * Seconds in which at least one pod must become ready: a node is launched in one minute, an image pulled in another, and the
 * load balancer finds a target healthy after 2 to 4. It is also Kubernetes' default.
 */
const progressSeconds = 600;

/** The engine waits as long as Kubernetes may need for all waves of a rollout; its own timeout is 10 minutes. */
const rolloutSeconds = Math.ceil(100 / surgePercent) * progressSeconds;

/** The pods of an API behind their own internal network load balancer. */
export class Workload extends pulumi.ComponentResource {
    /** The load balancer as the gateway reaches it. */
    readonly backend: BalancedBackend;

    /** Creates the pods, their disruption budget, autoscaler and network policy, and the load balancer. */
    constructor(name: string, args: WorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
        const { secrets: _, ...inputs } = args;
        super("gatehouse:workloads:Workload", name, inputs, opts);

        const deployment = this.runPods(name, args);
        this.createDisruptionBudget(name, args);
        this.scale(name, args, deployment);
        this.restrictTraffic(name, args);
        const loadBalancer = findLoadBalancer(this.expose(name, args, deployment), this);
        const wait = (arn: string) => waitUntilServing(arn, args.credentials);
        this.backend = {
            loadBalancer: { name, arn: loadBalancer.arn, waitUntilServing: wait },
            host: loadBalancer.hostname,
        };

        this.registerOutputs(outputs(name, args, deployment, loadBalancer));
    }

    private runPods(name: string, args: WorkloadArgs) {
        const labels = podLabels(name);
        const secretVariables = storeSecrets(name, args.namespace, args.secrets ?? {}, { parent: this });
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
                    template: { metadata: { labels }, spec: podSpec({ ...args, name, secretVariables }) },
                },
            },
            { parent: this, customTimeouts: { create: `${rolloutSeconds}s`, update: `${rolloutSeconds}s` } },
        );
    }

    // Nodes are drained a tenth of the pods at a time, rounded up: the autoscaler keeps more in reserve.
    private createDisruptionBudget(name: string, args: WorkloadArgs) {
        return new k8s.policy.v1.PodDisruptionBudget(
            name,
            {
                metadata: { name, namespace: args.namespace },
                spec: {
                    maxUnavailable: "10%",
                    // Pods that serve nothing must not keep a node from being drained.
                    unhealthyPodEvictionPolicy: "AlwaysAllow",
                    selector: { matchLabels: podLabels(name) },
                },
            },
            { parent: this },
        );
    }

    // Removes a tenth of the pods a minute, rounded up: those that share a node with most others go first, and only if few go
    // at a time are the others still in two zones (kubernetes/kubernetes#96748).
    private scale(name: string, args: WorkloadArgs, deployment: k8s.apps.v1.Deployment) {
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
            { parent: this },
        );
    }

    private restrictTraffic(name: string, args: WorkloadArgs) {
        const { namespace, vpcCidrBlock, serviceAccountName } = args;
        const hasAwsIdentity = serviceAccountName !== undefined;
        return new k8s.networking.v1.NetworkPolicy(
            name,
            { metadata: { name, namespace }, spec: networkPolicySpec({ name, vpcCidrBlock, hasAwsIdentity }) },
            { parent: this },
        );
    }

    private expose(name: string, args: WorkloadArgs, deployment: k8s.apps.v1.Deployment) {
        const { annotations, spec } = internalLoadBalancer({ ...args, healthCheckPath: args.readinessPath });
        return new k8s.core.v1.Service(
            `${name}-lb`,
            {
                metadata: { name: `${name}-lb`, namespace: args.namespace, annotations },
                spec: {
                    ...spec,
                    selector: podLabels(name),
                    // By name, so that a rollout with another port is served at both while it lasts: a number is part
                    // of the target group's identity, and the old pods would be without one
                    // (kubernetes-sigs/aws-load-balancer-controller, pkg/service/model_build_target_group.go).
                    ports: [{ name: "http", protocol: "TCP", port: 80, targetPort: "http" }],
                },
            },
            // The engine waits until a Service has endpoints, for ten minutes by default: pods that wait for a node must have
            // theirs first. The Service exists until its load balancer is deleted, which may wait for a VPC link.
            { parent: this, dependsOn: [deployment], customTimeouts: timeouts },
        );
    }
}

function outputs(
    name: string,
    args: WorkloadArgs,
    deployment: k8s.apps.v1.Deployment,
    loadBalancer: ServiceLoadBalancer,
): BalancedOutputs {
    const compute = { urn: deployment.urn, unit: "pods", min: args.replicas, max: args.maxReplicas };
    return {
        backend: {
            kind: "kubernetes",
            api: name,
            host: loadBalancer.hostname,
            healthPath: args.readinessPath,
            compute: { ...compute, location: "cluster" },
        },
        environment: containerEnvironment(args),
        loadBalancer: { ...loadBalancer, name, scheme: "internal", form: "network" },
    };
}
