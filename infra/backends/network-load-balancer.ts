import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { LoadBalancer } from "./backend";

/** Arguments of a network load balancer. */
export interface NetworkLoadBalancerArgs {
    /** As in `LoadBalancer`. */
    linkName: string;
    vpcId: pulumi.Input<string>;
    /** Ids of private subnets, at most one per zone. */
    subnetIds: pulumi.Input<string[]>;
}

/** An API behind a network load balancer. */
export interface ListenerArgs {
    /** Port of the listener; each API of a load balancer has its own. */
    listenerPort: number;
    /** Port on which the targets listen. Default: that of the target group, at which Auto Scaling registers machines. */
    targetPort?: number;
    /** Whether targets are registered by address or by instance id. */
    targetType: "ip" | "instance";
    /** Security group of the targets. */
    targetGroupId: pulumi.Input<string>;
    /** Path that returns 200 while a target can serve. */
    healthPath: string;
}

/** A listener and what it forwards to. */
export interface ListenerTarget {
    /** ARN of the target group, in which the targets are registered. */
    readonly targetGroupArn: pulumi.Output<string>;
    /** Port at which Auto Scaling registers machines. */
    readonly targetGroupPort: pulumi.Output<number>;
    /** Where clients connect: `host:port`. */
    readonly address: pulumi.Output<string>;
    /** Resources without which no target becomes healthy; AWS rejects an ECS service before its listener. */
    readonly dependencies: readonly pulumi.Resource[];
}

/** Port of every new target group, at which Auto Scaling registers machines; ECS registers a task at the port of its container. */
const targetGroupPort = 80;

/**
 * Seconds for which a deregistered target remains in service. A network load balancer sends it new connections for about
 * 120 s, whatever this delay is (kubernetes-sigs/aws-load-balancer-controller#2366, aws/containers-roadmap#470).
 */
const deregistrationSeconds = 150;

/** An internal network load balancer with a listener for each API, all behind one VPC link. */
export class NetworkLoadBalancer extends pulumi.ComponentResource {
    /** The load balancer as the gateway reaches it. */
    readonly target: LoadBalancer;
    /** Id of its security group, from which it connects to targets. */
    readonly securityGroupId: pulumi.Output<string>;
    /** DNS name. */
    readonly hostname: pulumi.Output<string>;
    /** ARN of the load balancer. */
    readonly arn: pulumi.Output<string>;
    /** URN of the resource that creates it. */
    readonly balancerUrn: pulumi.Output<string>;

    /** Creates the load balancer and its security group; it has no listeners yet. */
    constructor(
        name: string,
        private readonly args: NetworkLoadBalancerArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super("gatehouse:backends:NetworkLoadBalancer", name, args, opts);

        // At creation: a network load balancer cannot get its first group later
        // (docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html). No rule admits
        // anyone: only the VPC link connects, and its traffic is exempt.
        const group = new aws.ec2.SecurityGroup(
            `${name}-balancer`,
            { vpcId: args.vpcId, description: "Internal load balancer of the APIs" },
            { parent: this },
        );
        const balancer = this.createBalancer(name, group);
        this.securityGroupId = group.id;
        this.hostname = balancer.dnsName;
        this.arn = balancer.arn;
        this.balancerUrn = balancer.urn;
        this.target = { name: args.linkName, arn: balancer.arn };

        this.registerOutputs({ arn: this.arn, hostname: this.hostname });
    }

    /** Creates a listener and its target group, and lets the load balancer connect to the targets. */
    listen(name: string, args: ListenerArgs, opts: pulumi.CustomResourceOptions): ListenerTarget {
        const group = this.createTargetGroup(name, args, opts);
        // The provider's type allows for groups of functions, which have no port.
        const groupPort = group.port.apply((port) => port ?? targetGroupPort);
        const targetPort = args.targetPort ?? groupPort;
        const listener = new aws.lb.Listener(
            name,
            {
                loadBalancerArn: this.arn,
                port: args.listenerPort,
                protocol: "TCP",
                defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
            },
            opts,
        );
        const address = pulumi.interpolate`${this.hostname}:${args.listenerPort}`;
        const rules = this.connect(name, args.targetGroupId, targetPort, opts);
        return { targetGroupArn: group.arn, targetGroupPort: groupPort, address, dependencies: [listener, ...rules] };
    }

    private createBalancer(name: string, group: aws.ec2.SecurityGroup) {
        return new aws.lb.LoadBalancer(
            shortName(name),
            {
                internal: true,
                loadBalancerType: "network",
                subnets: this.args.subnetIds,
                securityGroups: [group.id],
                // Otherwise its inbound rules also apply to the VPC link, whose addresses AWS does not publish
                // (docs.aws.amazon.com/apigateway/latest/developerguide/set-up-nlb-for-vpclink-using-console.html).
                enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off",
                // The targets of an API may all be in one zone for a while.
                enableCrossZoneLoadBalancing: true,
            },
            { parent: this },
        );
    }

    private createTargetGroup(name: string, args: ListenerArgs, opts: pulumi.CustomResourceOptions) {
        return new aws.lb.TargetGroup(
            shortName(name),
            {
                vpcId: this.args.vpcId,
                targetType: args.targetType,
                protocol: "TCP",
                port: targetGroupPort,
                deregistrationDelay: deregistrationSeconds,
                healthCheck: {
                    protocol: "HTTP",
                    path: args.healthPath,
                    port: "traffic-port",
                    matcher: "200",
                    interval: 10,
                    healthyThreshold: 2,
                    unhealthyThreshold: 2,
                },
            },
            // Another port would replace the group, and the listener would forward to the empty new one until its targets are
            // healthy. Groups of earlier releases have the port of the container.
            { ...opts, ignoreChanges: ["port"] },
        );
    }

    // Health checks obey the outbound rules of this group and the inbound rules of the targets'
    // (docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html).
    private connect(
        name: string,
        targetGroupId: pulumi.Input<string>,
        targetPort: pulumi.Input<number>,
        opts: pulumi.CustomResourceOptions,
    ): pulumi.Resource[] {
        const port = { ipProtocol: "tcp", fromPort: targetPort, toPort: targetPort };
        // Targets at the old port serve until those at a new one do, and need the old rule until then.
        const ruleOpts = { ...opts, replaceOnChanges: ["fromPort"] };
        return [
            new aws.vpc.SecurityGroupEgressRule(
                `${name}-balancer`,
                { securityGroupId: this.securityGroupId, referencedSecurityGroupId: targetGroupId, ...port },
                ruleOpts,
            ),
            new aws.vpc.SecurityGroupIngressRule(
                `${name}-balancer`,
                { securityGroupId: targetGroupId, referencedSecurityGroupId: this.securityGroupId, ...port },
                ruleOpts,
            ),
        ];
    }
}

// The provider adds eight characters, and rejects a generated name of more than 32.
function shortName(name: string): string {
    if (name.length <= 24) return name;
    return `${name.slice(0, 15)}-${createHash("sha256").update(name).digest("hex").slice(0, 8)}`;
}
