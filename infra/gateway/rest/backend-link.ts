import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { waitUntilActive } from "./active-load-balancer";
import { loadBalancerName } from "./load-balancer-name";

/** What the gateway needs to know of an API's backend. */
export interface BackendLinkArgs {
    /** Name of the VPC link at AWS. */
    linkName: string;
    /** DNS name of the internal network load balancer. */
    hostname: pulumi.Input<string>;
}

/**
 * The gateway's private way to a backend: a VPC link to the network load balancer that Kubernetes made.
 *
 * AWS takes some minutes for a link. The provider waits for 20, which no `customTimeouts` changes
 * (hashicorp/terraform-provider-aws, internal/service/apigateway/vpc_link.go).
 *
 * The ARN is looked up by the name inside the hostname, which is known once the balancer is there: so it orders
 * `up`, and at `destroy` the link goes before the Service does (kubernetes/kubernetes#66959).
 */
export class BackendLink extends pulumi.ComponentResource {
    /** Id of the VPC link. */
    readonly linkId: pulumi.Output<string>;
    /** DNS name of the load balancer, for the Host header. */
    readonly hostname: pulumi.Output<string>;

    /** Looks the load balancer up and links to it. */
    constructor(name: string, args: BackendLinkArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:gateway:BackendLink", name, args, opts);

        this.hostname = pulumi.output(args.hostname);
        const balancer = aws.lb.getLoadBalancerOutput(
            { name: this.hostname.apply(loadBalancerName) },
            { parent: this },
        );
        const profile = new pulumi.Config("aws").get("profile");
        const link = new aws.apigateway.VpcLink(
            name,
            { name: args.linkName, description: "To the internal load balancer", targetArn: balancer.arn },
            // The provider would take a link with a name of its own away before it makes the next one, and no stage
            // could reach the backend meanwhile. AWS takes a name twice.
            {
                parent: this,
                deleteBeforeReplace: false,
                // In `up` alone: a preview runs no hooks.
                hooks: { beforeCreate: [({ newInputs }) => waitUntilActive(String(newInputs?.targetArn), profile)] },
            },
        );
        this.linkId = link.id;

        this.registerOutputs({ linkId: this.linkId, hostname: this.hostname });
    }
}
