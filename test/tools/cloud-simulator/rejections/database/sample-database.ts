import type { Described } from "../../../../../tools/cloud-simulator/state/cloud";
import type { PropertyMap } from "../../../../../tools/cloud-simulator/state/property-values";
import type { SimulatedAws } from "../simulated-aws";

/** Types of a database and of the parts that it needs. */
export const types = {
    instance: "aws:rds/instance:Instance",
    subnetGroup: "aws:rds/subnetGroup:SubnetGroup",
    parameterGroup: "aws:rds/parameterGroup:ParameterGroup",
    subnet: "aws:ec2/subnet:Subnet",
    securityGroup: "aws:ec2/securityGroup:SecurityGroup",
} as const;

/** Arguments of a database that RDS accepts as they are. */
export const accepted: PropertyMap = {
    identifier: "orders",
    engine: "mysql",
    engineVersion: "8.4",
    engineLifecycleSupport: "open-source-rds-extended-support-disabled",
    instanceClass: "db.t4g.small",
    allocatedStorage: 20,
    maxAllocatedStorage: 100,
    storageType: "gp3",
    storageEncrypted: true,
    dbName: "orders",
    username: "gatehouse",
    manageMasterUserPassword: true,
    backupRetentionPeriod: 7,
    skipFinalSnapshot: false,
    finalSnapshotIdentifier: "orders-1a2b3c4-final",
};

/** A VPC with a subnet in each of two zones, and a subnet group of both. */
export interface SampleNetwork {
    readonly vpcId: string;
    readonly subnetIds: string[];
    readonly group: Described;
}

/** Makes the network of a database. */
export function makeNetwork(aws: SimulatedAws, prefix = "10.20", name = "main"): SampleNetwork {
    const vpcId = aws.make("aws:ec2/vpc:Vpc", { cidrBlock: `${prefix}.0.0/16` }, name).id;
    const subnetIds = ["a", "b"].map(
        (zone, index) =>
            aws.make(
                types.subnet,
                { vpcId, cidrBlock: `${prefix}.${index}.0/24`, availabilityZone: `eu-central-1${zone}` },
                `${name}-${zone}`,
            ).id,
    );
    return { vpcId, subnetIds, group: aws.make(types.subnetGroup, { name, subnetIds }, name) };
}
