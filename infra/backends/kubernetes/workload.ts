import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { egressToAws } from "./egress";
import { type InternalLoadBalancerArgs, internalLoadBalancer } from "./internal-load-balancer";
import { type PodArgs, podLabels, podSpec } from "./pod-spec";

/** What a workload is made of. */
export interface WorkloadArgs extends Omit<PodArgs, "name">, Omit<InternalLoadBalancerArgs, "healthCheckPath"> {
    /** Namespace of everything in it. */
    namespace: pulumi.Input<string>;
    /** Fewest pods. */
    replicas: number;
    /** Most pods that the autoscaler starts. */
    maxReplicas: number;
}

/** How long the engine waits for a Service; a link to its load balancer may take a quarter of an hour. */
const timeouts = { create: "20m", update: "20m", delete: "30m" };

/** The pods of an API behind an internal network load balancer of their own. */
export class Workload extends pulumi.ComponentResource {
    /** DNS name of the load balancer, known once its controller has made it. */
    readonly hostname: pulumi.Output<string>;

    /** Creates the pods, what keeps them available, and their load balancer. */
    constructor(name: string, args: WorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:workloads:Workload", name, args, opts);

        const deployment = this.runPods(name, args);
        this.createDisruptionBudget(name, args);
        this.scale(name, args, deployment);
        this.allowTheVpcOnly(name, args);
        this.hostname = this.expose(name, args, deployment).status.loadBalancer.ingress.apply((ingress) =>
            hostnameOf(name, ingress),
        );

        this.registerOutputs({ hostname: this.hostname });
    }

    private runPods(name: string, args: WorkloadArgs) {
        const labels = podLabels(name);
        return new k8s.apps.v1.Deployment(
            name,
            {
                metadata: { name, namespace: args.namespace, labels },
                spec: {
                    // No `replicas`: the autoscaler owns the number, and an update would set it back.
                    selector: { matchLabels: labels },
                    strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
                    template: { metadata: { labels }, spec: podSpec({ ...args, name }) },
                },
            },
            { parent: this },
        );
    }

    private createDisruptionBudget(name: string, args: WorkloadArgs) {
        return new k8s.policy.v1.PodDisruptionBudget(
            name,
            {
                metadata: { name, namespace: args.namespace },
                spec: { maxUnavailable: 1, selector: { matchLabels: podLabels(name) } },
            },
            { parent: this },
        );
    }

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
                },
            },
            { parent: this },
        );
    }

    // Only what comes from inside the VPC reaches the pods: the load balancer, its health checks and the kubelet. Pods
    // that have credentials of AWS reach only what they need to use them.
    private allowTheVpcOnly(name: string, args: WorkloadArgs) {
        const hasAwsIdentity = args.serviceAccountName !== undefined;
        return new k8s.networking.v1.NetworkPolicy(
            name,
            {
                metadata: { name, namespace: args.namespace },
                spec: {
                    podSelector: { matchLabels: podLabels(name) },
                    policyTypes: hasAwsIdentity ? ["Ingress", "Egress"] : ["Ingress"],
                    // Without a port: pods listen on one only, a number would shut out the old ones during a rollout
                    // with another, and EKS does not resolve names reliably
                    // (aws/amazon-network-policy-controller-k8s#81).
                    ingress: [{ from: [{ ipBlock: { cidr: args.vpcCidrBlock } }] }],
                    ...(hasAwsIdentity && { egress: egressToAws(args.vpcCidrBlock) }),
                },
            },
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
            // The engine waits until a Service has endpoints, for ten minutes unless told otherwise: pods that wait for
            // a node must have theirs first. It is gone when its load balancer is, which may wait for a VPC link.
            { parent: this, dependsOn: [deployment], customTimeouts: timeouts },
        );
    }
}

// The engine takes a Service of type LoadBalancer for made only when there is an entry.
function hostnameOf(name: string, [first]: readonly { readonly hostname?: string }[]): string {
    if (!first?.hostname) throw new Error(`Service "${name}-lb": its load balancer has no hostname`);
    return first.hostname;
}
