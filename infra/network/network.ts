import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import { FlowLogs } from "./flow-logs";
import type { StackNetwork } from "./stack-network";
import { TableEndpoint } from "./table-endpoint";

/** Arguments of a network. */
export interface NetworkArgs {
    /** IPv4 block of the VPC, such as "10.20.0.0/16". */
    cidrBlock: string;
    /** Names of availability zones, each with a public and a private subnet; append only. */
    availabilityZones: readonly string[];
    /** Length of the prefix of each zone's block. Default: the zones share the whole VPC. */
    availabilityZoneCidrMask?: number | undefined;
    /** One NAT gateway for all zones, or one in each. */
    natGateways: "single" | "onePerZone";
    /** Protect all parts of the VPC from deletion and replacement. */
    deletionProtection: boolean;
    /** Prefix of the names of the DynamoDB tables that can be reached from the VPC. */
    tableNamePrefix: string;
    /** Days for which flow logs are retained. */
    logRetentionDays: number;
}

/** A VPC: everything that serves is in private subnets, and the public ones contain only NAT gateways. */
export class Network extends pulumi.ComponentResource implements StackNetwork {
    /** Id of the VPC. */
    readonly vpcId: pulumi.Output<string>;
    /** Ids of the private subnets, one per zone. */
    readonly privateSubnetIds: pulumi.Output<string[]>;
    readonly vpcCidrBlocks: readonly string[];
    readonly dependencies: readonly pulumi.Resource[] = [this];
    readonly isExisting = false;
    private readonly zones: readonly string[];

    /** Creates the VPC, its flow logs and its endpoints for S3 and DynamoDB. */
    constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:network:Network", name, args, opts);

        const vpc = this.createVpc(name, args);
        this.reachS3Privately(name, vpc);
        const { tableNamePrefix } = args;
        new TableEndpoint(
            name,
            { vpcId: vpc.vpcId, routeTableIds: privateRouteTableIds(vpc), tableNamePrefix },
            { parent: this },
        );
        new FlowLogs(name, { vpcId: vpc.vpcId, logRetentionDays: args.logRetentionDays }, { parent: this });

        this.vpcId = vpc.vpcId;
        this.privateSubnetIds = vpc.privateSubnetIds;
        this.vpcCidrBlocks = [args.cidrBlock];
        this.zones = args.availabilityZones;
        this.registerOutputs({ vpcId: this.vpcId, privateSubnetIds: this.privateSubnetIds });
    }

    /** Ids of the private subnets of some of its zones, in the order of the zones. */
    privateSubnetIdsIn(zones: readonly string[]): pulumi.Output<string[]> {
        if (zones.join() === this.zones.join()) return this.privateSubnetIds;
        // One by one, so that those of existing subnets are known at preview.
        return pulumi.all(
            zones.map((zone) => this.privateSubnetIds[this.zones.indexOf(zone)] as pulumi.Output<string>),
        );
    }

    private createVpc(name: string, args: NetworkArgs) {
        return new awsx.ec2.Vpc(
            name,
            {
                cidrBlock: args.cidrBlock,
                availabilityZoneNames: [...args.availabilityZones],
                ...(args.availabilityZoneCidrMask !== undefined && {
                    availabilityZoneCidrMask: args.availabilityZoneCidrMask,
                }),
                natGateways: { strategy: args.natGateways === "single" ? "Single" : "OnePerAz" },
                subnetStrategy: "Auto",
                // Load balancer controllers find subnets by these tags; Auto Mode has no other way
                // (docs.aws.amazon.com/eks/latest/userguide/auto-configure-nlb.html).
                subnetSpecs: [
                    { type: "Public", tags: { "kubernetes.io/role/elb": "1" } },
                    { type: "Private", tags: { "kubernetes.io/role/internal-elb": "1" } },
                ],
                enableDnsHostnames: true,
                enableDnsSupport: true,
            },
            { parent: this, protect: args.deletionProtection },
        );
    }

    // ECR stores image layers in S3: a gateway endpoint, which is free, saves the NAT gateway's charge for them.
    private reachS3Privately(name: string, vpc: awsx.ec2.Vpc) {
        const { region } = aws.getRegionOutput({}, { parent: this });
        return new aws.ec2.VpcEndpoint(
            `${name}-s3`,
            {
                vpcId: vpc.vpcId,
                vpcEndpointType: "Gateway",
                serviceName: pulumi.interpolate`com.amazonaws.${region}.s3`,
                routeTableIds: vpc.routeTables.apply((tables) => pulumi.all(tables.map((table) => table.id))),
            },
            { parent: this },
        );
    }
}

// awsx associates each private subnet with its own route table.
function privateRouteTableIds(vpc: awsx.ec2.Vpc): pulumi.Output<string[]> {
    return pulumi
        .all([vpc.privateSubnetIds, vpc.routeTableAssociations])
        .apply(([subnetIds, associations]) =>
            pulumi
                .all(associations.map(({ subnetId, routeTableId }) => pulumi.all([subnetId, routeTableId])))
                .apply((joins) =>
                    subnetIds.flatMap((id) =>
                        joins.filter(([subnetId]) => subnetId === id).map(([, routeTableId]) => routeTableId),
                    ),
                ),
        );
}
