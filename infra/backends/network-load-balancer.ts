import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { LoadBalancer } from "./backend";
import {
    balancerName,
    connectTargets,
    createTargetGroup,
    type ListenerTarget,
    type SharedLoadBalancer,
    type TargetArgs,
} from "./shared-load-balancer";

/** Arguments of a network load balancer. */
export interface NetworkLoadBalancerArgs {
    /** As in `LoadBalancer`. */
    linkName: string;
    vpcId: pulumi.Input<string>;
    /** Ids of private subnets, at most one per zone. */
    subnetIds: pulumi.Input<string[]>;
}

/** The port that tells an API from the others behind a network load balancer. */
export interface ListenerPort {
    /** Port of the listener; each API of a load balancer has its own. */
    listenerPort: number;
}

/**
 * Seconds for which a deregistered target remains in service. A network load balancer sends it new connections for about
 * 120 s, whatever this delay is (kubernetes-sigs/aws-load-balancer-controller#2366, aws/containers-roadmap#470).
 */
const deregistrationSeconds = 150;

/** An internal network load balancer with a listener for each API, all behind one VPC link. */
export class NetworkLoadBalancer extends pulumi.ComponentResource implements SharedLoadBalancer<ListenerPort> {
    readonly form = "network";
    readonly target: LoadBalancer;
    /** Id of its security group, from which it connects to targets. */
    readonly securityGroupId: pulumi.Output<string>;
    readonly hostname: pulumi.Output<string>;
    readonly arn: pulumi.Output<string>;
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
    listen(name: string, args: TargetArgs & ListenerPort, opts: pulumi.CustomResourceOptions): ListenerTarget {
        const { vpcId } = this.args;
        const group = createTargetGroup(name, { vpcId, protocol: "TCP", deregistrationSeconds }, args, opts);
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
        const connections = connectTargets(name, this.securityGroupId, args, opts);
        return { targetGroupArn: group.arn, address, dependencies: [listener, ...connections] };
    }

    private createBalancer(name: string, group: aws.ec2.SecurityGroup) {
        return new aws.lb.LoadBalancer(
            balancerName(name),
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
}
