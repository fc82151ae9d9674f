import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { AwsCredentials } from "../../aws-credentials";
import type { LoadBalancer } from "../backend";
import { type InternalLoadBalancerArgs, internalLoadBalancer } from "./internal-load-balancer";
import { podLabels } from "./pod-spec";
import { findLoadBalancer, type ServiceLoadBalancer } from "./service-load-balancer";
import { waitUntilServing } from "./serving-load-balancer";

/** Arguments of an internal network load balancer in front of pods. */
export interface BalancedServiceArgs extends InternalLoadBalancerArgs {
    /** Namespace of the pods. */
    namespace: pulumi.Input<string>;
    /** Credentials of the AWS provider, with which the AWS CLI waits for the load balancer. Default: the environment's. */
    credentials?: AwsCredentials | undefined;
}

/** A load balancer of a Service as the gateway and as the tools see it. */
export interface BalancedService {
    readonly loadBalancer: LoadBalancer;
    readonly found: ServiceLoadBalancer;
}

/** Timeouts of the Service, whose deletion may wait a quarter of an hour for a VPC link. */
const timeouts = { create: "20m", update: "20m", delete: "30m" };

/** Creates an internal network load balancer in front of the pods of a Deployment of that name. */
export function balance(
    name: string,
    args: BalancedServiceArgs,
    deployment: k8s.apps.v1.Deployment,
    parent: pulumi.Resource,
): BalancedService {
    const { annotations, spec } = internalLoadBalancer(args);
    const service = new k8s.core.v1.Service(
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
        { parent, dependsOn: [deployment], customTimeouts: timeouts },
    );
    const found = findLoadBalancer(service, parent);
    const wait = (arn: string) => waitUntilServing(arn, args.credentials);
    return { loadBalancer: { name, arn: found.arn, waitUntilServing: wait }, found };
}
