import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { LoadBalancer } from "../../backends/backend";

/** Arguments of a link. */
export interface BackendLinkArgs {
    /** Name of the VPC link at AWS. */
    linkName: string;
    /** Load balancer that it targets. */
    loadBalancer: LoadBalancer;
}

/**
 * The gateway's private connection to a load balancer: a VPC link.
 *
 * AWS takes some minutes to create a link. The provider waits for 20, regardless of `customTimeouts`
 * (hashicorp/terraform-provider-aws, internal/service/apigateway/vpc_link.go).
 */
export class BackendLink extends pulumi.ComponentResource {
    /** Id of the VPC link. */
    readonly linkId: pulumi.Output<string>;

    /** Creates the link once the load balancer serves, so that stages that switch to it have no outage. */
    constructor(name: string, args: BackendLinkArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:gateway:BackendLink", name, args, opts);

        const { arn, waitUntilServing } = args.loadBalancer;
        const link = new aws.apigateway.VpcLink(
            name,
            { name: args.linkName, description: "To the internal load balancer", targetArn: arn },
            {
                parent: this,
                // By default the provider deletes a link with an explicit name before it creates the next one, and
                // until then no stage could reach the backend. AWS accepts two links of one name.
                deleteBeforeReplace: false,
                // Hooks run in `up`, not in a preview.
                ...(waitUntilServing && {
                    hooks: { beforeCreate: [({ newInputs }) => waitUntilServing(String(newInputs?.targetArn))] },
                }),
            },
        );
        this.linkId = link.id;

        this.registerOutputs({ linkId: this.linkId });
    }
}
