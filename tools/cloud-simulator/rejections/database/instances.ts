import { databaseSubnets, databaseType, databaseVpc } from "../../resources/databases";
import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { elementsOf, type PropertyMap, text, unknown } from "../../state/property-values";

const provider = "hashicorp/terraform-provider-aws, internal/service/rds/instance.go";

/** Database instances that Amazon RDS, or the provider, rejects. */
export const instances: readonly Rejection[] = [
    {
        what: "a database without a storage size, an engine, a master user, or a password of this user, managed or not",
        type: databaseType,
        on: ["create"],
        source: provider,
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const { password, passwordWo, manageMasterUserPassword, ...others } = properties;
            if (isCopy(properties)) return undefined;
            const missing = ["allocatedStorage", "engine", "username"].find((name) => others[name] === undefined);
            if (missing !== undefined) return `"${missing}": required field is not set`;
            return [password, passwordWo, manageMasterUserPassword].every((own) => own === undefined)
                ? '"password", "passwordWo" or "manageMasterUserPassword": required field is not set'
                : undefined;
        },
    },
    {
        what: "a database with both a managed and a given password of the master user",
        type: databaseType,
        on: ["create", "update"],
        source: provider,
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) =>
            properties.manageMasterUserPassword !== undefined &&
            (properties.password !== undefined || properties.passwordWo !== undefined)
                ? 'Conflicting configuration arguments: "manageMasterUserPassword": conflicts with password'
                : undefined,
    },
    {
        what: "backups that are kept for more than 35 days",
        type: databaseType,
        on: ["create", "update"],
        source: provider,
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const days = properties.backupRetentionPeriod ?? 0;
            if (days === unknown || (Number(text(days)) >= 0 && Number(text(days)) <= 35)) return undefined;
            return `expected backup_retention_period to be in the range (0 - 35), got ${text(days)}`;
        },
    },
    {
        what: "a Multi-AZ database with a given zone",
        type: databaseType,
        on: ["create"],
        source: "aws/aws-cdk, packages/aws-cdk-lib/aws-rds/lib/instance.ts; getmoto/moto, tests/test_rds",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) =>
            properties.multiAz === true && properties.availabilityZone !== undefined
                ? "InvalidParameterCombination: Requesting a specific availability zone is not valid for Multi-AZ instances."
                : undefined,
    },
    {
        what: "a database with the identifier of another one, regardless of case",
        type: databaseType,
        on: ["create", "update"],
        source: "hashicorp/terraform#17761",
        verbatim: true,
        reject: ({ properties, id }, { store }) => {
            const name = text(properties.identifier).toLowerCase();
            const others = store.ofType(databaseType).filter((own) => own.id !== id);
            return others.some(({ outputs }) => text(outputs.identifier).toLowerCase() === name)
                ? "DBInstanceAlreadyExists: DB Instance already exists"
                : undefined;
        },
    },
    {
        what: "a database whose security group is in another VPC than its subnets",
        type: databaseType,
        on: ["create", "update"],
        source: "terraform-aws-modules/terraform-aws-rds#609, #451",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const vpc = databaseVpc(properties, cloud);
            const other = vpcsOfGroups(properties, cloud).find((own) => own !== vpc);
            return vpc !== undefined && other !== undefined
                ? `InvalidParameterCombination: The DB instance and EC2 security group are in different VPCs. The DB instance is in ${vpc} and the EC2 security group is in ${other}`
                : undefined;
        },
    },
    {
        what: "moving a database to another subnet group of its VPC",
        type: databaseType,
        on: ["update"],
        source: "hashicorp/terraform-provider-aws#512",
        verbatim: true,
        reject: ({ properties, id = "" }, cloud) => {
            const before = cloud.store.find(databaseType, id)?.outputs ?? {};
            const [from, to] = [before.dbSubnetGroupName, properties.dbSubnetGroupName].map(text);
            const isMoved = to !== "" && to !== from && databaseVpc(properties, cloud) === databaseVpc(before, cloud);
            return isMoved && databaseSubnets(before, cloud).length > 0
                ? `InvalidVPCNetworkStateFault: You cannot move DB instance ${text(before.identifier)} to subnet group ${to}. The specified DB subnet group and DB instance are in the same VPC. Choose a DB subnet group in different VPC than the specified DB instance and try again.`
                : undefined;
        },
    },
    {
        what: "deleting a database whose deletion protection is on",
        type: databaseType,
        on: ["delete"],
        source: "hashicorp/terraform-provider-aws#26233",
        verbatim: true,
        reject: ({ properties }) =>
            properties.deletionProtection === true
                ? "InvalidParameterCombination: Cannot delete protected DB Instance, please disable deletion protection and try again."
                : undefined,
    },
];

// A replica, or a database that is restored from a snapshot, has most of these properties already.
function isCopy({ replicateSourceDb, restoreToPointInTime, s3Import, snapshotIdentifier }: PropertyMap): boolean {
    return [replicateSourceDb, restoreToPointInTime, s3Import, snapshotIdentifier].some((own) => own !== undefined);
}

function vpcsOfGroups({ vpcSecurityGroupIds }: PropertyMap, { store }: Cloud): string[] {
    return elementsOf(vpcSecurityGroupIds)
        .map((id) => text(store.find("aws:ec2/securityGroup:SecurityGroup", text(id))?.inputs.vpcId))
        .filter((vpc) => vpc !== "");
}
