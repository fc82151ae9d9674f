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

/** Arguments of an application load balancer. */
export interface ApplicationLoadBalancerArgs {
    /** As in `LoadBalancer`. */
    linkName: string;
    vpcId: pulumi.Input<string>;
    /** Ids of private subnets in two zones or more, at most one per zone. */
    subnetIds: pulumi.Input<string[]>;
}

/** The rule that tells an API from the others behind an application load balancer. */
export interface PathRule {
    /** Beginning of the paths of the API, such as `/api/books`, without wildcards; no API of the load balancer has one above or below it. */
    basePath: string;
    /** Whether the API does not see the base path. */
    removesBasePath: boolean;
    /** Priority of the rule, from 1 to 50,000; each API of the load balancer has its own. */
    priority: number;
}

/** Seconds for which a deregistered target finishes its requests. An application load balancer sends it no new ones. */
const deregistrationSeconds = 30;

/** An internal application load balancer with one listener and a rule for each API, all behind one VPC link V2. */
export class ApplicationLoadBalancer extends pulumi.ComponentResource implements SharedLoadBalancer<PathRule> {
    readonly form = "application";
    readonly target: LoadBalancer;
    readonly arn: pulumi.Output<string>;
    readonly hostname: pulumi.Output<string>;
    readonly balancerUrn: pulumi.Output<string>;
    /** Id of its security group. No rule admits anyone to it: whoever creates a VPC link to it adds the rule for that link's group. */
    readonly securityGroupId: pulumi.Output<string>;
    /** Port of its listener: calls do not leave the VPC between the VPC link and the load balancer, nor from there to the targets. */
    readonly port = 80;
    /** ARN of its listener, which an HTTP API integrates with. */
    readonly listenerArn: pulumi.Output<string>;

    /** Creates the load balancer, its security group and its listener, which returns 404 until it has rules. */
    constructor(
        name: string,
        private readonly args: ApplicationLoadBalancerArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super("gatehouse:backends:ApplicationLoadBalancer", name, args, opts);

        const group = new aws.ec2.SecurityGroup(
            `${name}-balancer`,
            { vpcId: args.vpcId, description: "Internal application load balancer of the APIs" },
            { parent: this },
        );
        const balancer = new aws.lb.LoadBalancer(
            balancerName(name),
            {
                internal: true,
                loadBalancerType: "application",
                subnets: args.subnetIds,
                securityGroups: [group.id],
                // Names outside [-A-Za-z0-9], which servers may read in different ways.
                dropInvalidHeaderFields: true,
                idleTimeout: 60,
            },
            { parent: this },
        );
        this.securityGroupId = group.id;
        this.hostname = balancer.dnsName;
        this.arn = balancer.arn;
        this.balancerUrn = balancer.urn;
        this.target = { name: args.linkName, arn: balancer.arn };
        this.listenerArn = this.createListener(name).arn;

        this.registerOutputs({ arn: this.arn, hostname: this.hostname, listenerArn: this.listenerArn });
    }

    /** Creates the rule of an API and its target group, and lets the load balancer connect to the targets. */
    listen(name: string, args: TargetArgs & PathRule, opts: pulumi.CustomResourceOptions): ListenerTarget {
        const { basePath, removesBasePath, priority } = args;
        const { vpcId } = this.args;
        const group = createTargetGroup(name, { vpcId, protocol: "HTTP", deregistrationSeconds }, args, opts);
        const rule = new aws.lb.ListenerRule(
            name,
            {
                listenerArn: this.listenerArn,
                priority,
                // Two values: "/api/books*" would match /api/booksellers too.
                conditions: [{ pathPattern: { values: [basePath, `${basePath}/*`] } }],
                ...(removesBasePath && { transforms: [removal(basePath)] }),
                actions: [{ type: "forward", targetGroupArn: group.arn }],
            },
            opts,
        );
        const address = pulumi.interpolate`${this.hostname}:${this.port}${removesBasePath ? basePath : ""}`;
        const connections = connectTargets(name, this.securityGroupId, args, opts);
        return { targetGroupArn: group.arn, address, dependencies: [rule, ...connections] };
    }

    private createListener(name: string): aws.lb.Listener {
        return new aws.lb.Listener(
            name,
            {
                loadBalancerArn: this.arn,
                port: this.port,
                protocol: "HTTP",
                defaultActions: [
                    {
                        type: "fixed-response",
                        fixedResponse: {
                            contentType: "application/json",
                            statusCode: "404",
                            messageBody: JSON.stringify({ message: "Not Found" }),
                        },
                    },
                ],
            },
            { parent: this },
        );
    }
}

// The result is the same whether the expression is compared with the path alone or with the query too, of which AWS says nothing
// (docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html).
function removal(basePath: string): aws.types.input.lb.ListenerRuleTransform {
    const regex = `^${basePath.replaceAll(".", "\\.")}/?(.*)$`;
    return { type: "url-rewrite", urlRewriteConfig: { rewrite: { regex, replace: "/$1" } } };
}
