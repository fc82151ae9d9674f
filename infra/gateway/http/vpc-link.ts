import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { acceptsVpcLinks } from "./link-zones";

/** A private subnet, and where it is. */
export interface LinkSubnet {
    /** Id of its zone, such as `use1-az6`: names of zones differ between accounts. */
    readonly zoneId: string;
    readonly subnetId: pulumi.Input<string>;
}

/** Arguments of a VPC link V2. */
export interface VpcLinkArgs {
    /** Name of the link at AWS. */
    readonly linkName: string;
    readonly vpcId: pulumi.Input<string>;
    /** Private subnets, at most one for each zone; those in zones without VPC links are left out. */
    readonly subnets: readonly LinkSubnet[];
    /**
     * The load balancer that it leads to: an internal one. Its group must admit no one else but a `Bastion`, whose operators bypass the
     * keys and the limits of the API.
     */
    readonly loadBalancer: { readonly securityGroupId: pulumi.Input<string>; readonly port: number };
}

/** A VPC link that exists. */
export interface CreatedLink {
    readonly id: pulumi.Output<string>;
    /** Resources without which calls do not reach the load balancer. */
    readonly dependencies: readonly pulumi.Resource[];
}

/**
 * Creates a VPC link V2, whose network interfaces connect to the load balancer and to nothing else.
 *
 * AWS takes some minutes to create a link; the provider waits for 10, and for 10 until one is deleted
 * (hashicorp/terraform-provider-aws, internal/service/apigatewayv2/vpc_link.go). Other subnets or groups replace it.
 * @throws {Error} if no subnet is in a zone that has VPC links.
 */
export function createVpcLink(name: string, args: VpcLinkArgs, parent: pulumi.Resource): CreatedLink {
    const { vpcId, loadBalancer, subnets } = args;
    const usable = subnets.filter(({ zoneId }) => acceptsVpcLinks(zoneId));
    if (usable.length === 0) {
        const zones = subnets.map(({ zoneId }) => zoneId).join(", ");
        throw new Error(`VPC link "${args.linkName}": got subnets in ${zones}, want one in a zone with VPC links V2`);
    }
    const group = new aws.ec2.SecurityGroup(
        `${name}-link`,
        { vpcId, description: "VPC link of the HTTP API" },
        { parent },
    );
    // Separate rules: two groups that name each other within themselves would be a cycle.
    const way = { ipProtocol: "tcp", fromPort: loadBalancer.port, toPort: loadBalancer.port };
    const rules = [
        new aws.vpc.SecurityGroupEgressRule(
            `${name}-link`,
            { securityGroupId: group.id, referencedSecurityGroupId: loadBalancer.securityGroupId, ...way },
            { parent },
        ),
        new aws.vpc.SecurityGroupIngressRule(
            `${name}-link`,
            { securityGroupId: loadBalancer.securityGroupId, referencedSecurityGroupId: group.id, ...way },
            { parent },
        ),
    ];
    const link = new aws.apigatewayv2.VpcLink(
        name,
        { name: args.linkName, subnetIds: usable.map(({ subnetId }) => subnetId), securityGroupIds: [group.id] },
        {
            parent,
            // By default the provider deletes a link with an explicit name before it creates the next one, which fails as long
            // as integrations refer to it (hashicorp/terraform-provider-aws#12195). AWS accepts two links of one name.
            deleteBeforeReplace: false,
        },
    );
    return { id: link.id, dependencies: [link, ...rules] };
}
