import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of isolated subnets. */
export interface IsolatedSubnetsArgs {
    /** Id of the VPC. */
    vpcId: pulumi.Input<string>;
    /** Zone and IPv4 block of each subnet; append only. */
    subnets: readonly { readonly zone: string; readonly cidrBlock: string }[];
    /** Block that is added to the VPC, and contains theirs. Default: theirs are parts of the VPC's own. */
    secondaryCidrBlock?: string | undefined;
    /** Connections that a network ACL admits. Default: any, as far as security groups admit them. */
    admitted?: AdmittedConnections | undefined;
    /** Protect the subnets from deletion and replacement. */
    deletionProtection: boolean;
}

/** Connections into isolated subnets. */
export interface AdmittedConnections {
    /** IPv4 blocks of the clients. */
    readonly cidrBlocks: readonly string[];
    readonly ports: readonly number[];
}

/** Subnets without a route out of the VPC, one in each zone, for whatever serves only clients in the VPC. */
export class IsolatedSubnets extends pulumi.ComponentResource {
    /** Ids of the subnets. */
    readonly subnetIds: pulumi.Output<string[]>;
    /** Their IPv4 blocks. */
    readonly cidrBlocks: pulumi.Output<string[]>;

    /** Creates the subnets, a route table without routes, and the network ACL if connections are listed. */
    constructor(name: string, args: IsolatedSubnetsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:network:IsolatedSubnets", name, args, opts);

        const subnets = this.createSubnets(name, args);
        const routes = new aws.ec2.RouteTable(
            `${name}-isolated`,
            { vpcId: args.vpcId, tags: { Name: `${name}-isolated` } },
            { parent: this },
        );
        // Otherwise the subnets have the main route table of the VPC, which others may change.
        const associations = subnets.map(
            (subnet, index) =>
                new aws.ec2.RouteTableAssociation(
                    `${name}-isolated-${index + 1}`,
                    { routeTableId: routes.id, subnetId: subnet.id },
                    { parent: this },
                ),
        );
        const subnetIds = subnets.map(({ id }) => id);
        if (args.admitted !== undefined) this.createNetworkAcl(name, args.vpcId, subnetIds, args.admitted);
        // Used only once they are isolated. URNs are known at preview too.
        this.subnetIds = pulumi
            .all([...subnetIds, ...associations.map(({ urn }) => urn)])
            .apply((all) => all.slice(0, subnets.length));
        this.cidrBlocks = pulumi
            .all(subnets.map(({ cidrBlock }) => cidrBlock))
            .apply((blocks) => blocks.flatMap((block) => block ?? []));

        this.registerOutputs({ subnetIds: this.subnetIds });
    }

    private createSubnets(
        name: string,
        { vpcId, subnets, secondaryCidrBlock, deletionProtection }: IsolatedSubnetsArgs,
    ) {
        const added =
            secondaryCidrBlock === undefined
                ? []
                : [
                      new aws.ec2.VpcIpv4CidrBlockAssociation(
                          `${name}-isolated`,
                          { vpcId, cidrBlock: secondaryCidrBlock },
                          { parent: this },
                      ),
                  ];
        return subnets.map(
            ({ zone, cidrBlock }, index) =>
                new aws.ec2.Subnet(
                    `${name}-isolated-${index + 1}`,
                    {
                        vpcId,
                        availabilityZone: zone,
                        cidrBlock,
                        tags: { Name: `${name}-isolated-${index + 1}`, SubnetType: "Isolated" },
                    },
                    { parent: this, dependsOn: added, protect: deletionProtection },
                ),
        );
    }

    // An ACL is stateless: responses need a rule too, for the ports that clients connect from
    // (docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports).
    private createNetworkAcl(
        name: string,
        vpcId: pulumi.Input<string>,
        subnetIds: readonly pulumi.Input<string>[],
        { cidrBlocks, ports }: AdmittedConnections,
    ) {
        const rules = (ranges: readonly { readonly fromPort: number; readonly toPort: number }[]) =>
            cidrBlocks
                .flatMap((cidrBlock) => ranges.map((range) => ({ cidrBlock, ...range })))
                .map((rule, index) => ({ ruleNo: 100 + index, protocol: "tcp", action: "allow", ...rule }));
        return new aws.ec2.NetworkAcl(
            `${name}-isolated`,
            {
                vpcId,
                subnetIds: [...subnetIds],
                ingress: rules(ports.map((port) => ({ fromPort: port, toPort: port }))),
                egress: rules([{ fromPort: 1024, toPort: 65_535 }]),
                tags: { Name: `${name}-isolated` },
            },
            { parent: this },
        );
    }
}
