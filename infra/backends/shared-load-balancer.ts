import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { LoadBalancer } from "./backend";

/** The targets of an API. */
export interface TargetArgs {
    /** Port on which the targets listen. */
    targetPort: number;
    /** Whether targets are registered by address or by instance id. */
    targetType: "ip" | "instance";
    /** Security group of the targets. */
    targetGroupId: pulumi.Input<string>;
    /** Path that returns 200 while a target can serve. */
    healthPath: string;
}

/** A listener or a rule of an API, and the targets that it forwards to. */
export interface ListenerTarget {
    /** ARN of the target group, in which the targets are registered. */
    readonly targetGroupArn: pulumi.Output<string>;
    /** Where clients reach the API: `host:port[/prefix]`. The API itself does not see the prefix. */
    readonly address: pulumi.Output<string>;
    /** Resources without which no target becomes healthy; AWS rejects an ECS service before its listener or rule. */
    readonly dependencies: readonly pulumi.Resource[];
}

/**
 * An internal load balancer that APIs share.
 * @typeParam Share what tells an API from the others there, such as the port of its listener.
 */
export interface SharedLoadBalancer<Share> {
    readonly form: "network" | "application";
    /** The load balancer as the gateway reaches it. */
    readonly target: LoadBalancer;
    readonly arn: pulumi.Output<string>;
    /** DNS name. */
    readonly hostname: pulumi.Output<string>;
    /** URN of the resource that creates it. */
    readonly balancerUrn: pulumi.Output<string>;
    /** Forwards the calls of an API to a new target group, and lets the load balancer connect to the targets. */
    listen(name: string, args: TargetArgs & Share, opts: pulumi.CustomResourceOptions): ListenerTarget;
}

/**
 * Port of every target group, at which Auto Scaling registers machines; ECS registers a task at the port of its container. A change
 * of it would replace the group, and the listener would forward to the empty new one until the targets are healthy there.
 */
export const targetGroupPort = 80;

/** Creates a target group, in which targets are healthy 20 seconds after they can serve. */
export function createTargetGroup(
    name: string,
    group: {
        readonly vpcId: pulumi.Input<string>;
        readonly protocol: "TCP" | "HTTP";
        /** Seconds for which a deregistered target remains in service. */
        readonly deregistrationSeconds: number;
    },
    { targetType, healthPath }: TargetArgs,
    opts: pulumi.CustomResourceOptions,
): aws.lb.TargetGroup {
    return new aws.lb.TargetGroup(
        // The name of an API, which has no underscore.
        shortened(name),
        {
            vpcId: group.vpcId,
            targetType,
            protocol: group.protocol,
            port: targetGroupPort,
            deregistrationDelay: group.deregistrationSeconds,
            healthCheck: {
                protocol: "HTTP",
                path: healthPath,
                port: "traffic-port",
                matcher: "200",
                interval: 10,
                healthyThreshold: 2,
                unhealthyThreshold: 2,
            },
        },
        opts,
    );
}

/**
 * Lets a load balancer connect to targets, and nothing else. Health checks obey the outbound rules of its group and the inbound rules
 * of the targets' (docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html).
 */
export function connectTargets(
    name: string,
    securityGroupId: pulumi.Input<string>,
    { targetPort, targetGroupId }: TargetArgs,
    parent: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
    const port = { ipProtocol: "tcp", fromPort: targetPort, toPort: targetPort };
    // Targets at the former port serve until those at another one do.
    const opts = { ...parent, replaceOnChanges: ["fromPort"] };
    return [
        new aws.vpc.SecurityGroupEgressRule(
            `${name}-balancer`,
            { securityGroupId, referencedSecurityGroupId: targetGroupId, ...port },
            opts,
        ),
        new aws.vpc.SecurityGroupIngressRule(
            `${name}-balancer`,
            { securityGroupId: targetGroupId, referencedSecurityGroupId: securityGroupId, ...port },
            opts,
        ),
    ];
}

/**
 * The logical name of a load balancer, of which the provider adds eight characters to the name at AWS. That has letters, digits and
 * hyphens alone, unlike the name of a stack, and does not begin with `internal-`
 * (hashicorp/terraform-provider-aws, internal/service/elbv2/validate.go).
 */
export function balancerName(name: string): string {
    const short = shortened(name);
    if (/^(?!internal-)[0-9A-Za-z-]+$/.test(short)) return short;
    return `${name
        .slice(0, 15)
        .replaceAll("_", "-")
        .replace(/^internal-/, "internal")}-${hashOf(name)}`;
}

// The provider adds eight characters, and rejects a generated name of more than 32.
function shortened(name: string): string {
    return name.length <= 24 ? name : `${name.slice(0, 15)}-${hashOf(name)}`;
}

// Of the whole name, so that the names of `a_b` and `a-b` differ.
function hashOf(name: string): string {
    return createHash("sha256").update(name).digest("hex").slice(0, 8);
}
