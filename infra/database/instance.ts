import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of a database instance. */
export interface DatabaseInstanceArgs {
    engine: "mysql" | "postgres";
    /** Major or minor version, such as "8.4" or "17.6". */
    version: string;
    /** Family of its parameter group, such as "mysql8.4". */
    parameterFamily: string;
    /** Whether RDS installs newer minor versions by itself. With a minor `version` it must not: the next update would go back to it. */
    minorUpgrades: boolean;
    /** Class of the instance, such as "db.t4g.small". */
    instanceClass: string;
    /** GiB of storage; the initial size if it grows by itself. */
    storageGb: number;
    /** GiB up to which the storage grows by itself. Default: it does not. */
    maxStorageGb?: number | undefined;
    /** Whether a standby in another zone takes over. */
    multiAz: boolean;
    /** Days for which backups are retained; 0 for no backups. */
    backupDays: number;
    /** Whether a snapshot remains when the instance is deleted. */
    finalSnapshot: boolean;
    /** Name of the database, of letters and digits. */
    databaseName: string;
    port: number;
    /** Ids of subnets in at least two zones. */
    subnetIds: pulumi.Input<string[]>;
    /** Id of its security group. */
    securityGroupId: pulumi.Input<string>;
    /** Protect the instance from deletion and replacement, at AWS and in the engine. */
    deletionProtection: boolean;
    /** Days for which logs are retained. */
    logRetentionDays: number;
}

/** How an engine insists on TLS, and which logs it exports to CloudWatch Logs. */
const engines = {
    // docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.require-ssl.html. RDS compares values as text.
    mysql: {
        parameters: [
            { name: "require_secure_transport", value: "1" },
            { name: "slow_query_log", value: "1" },
            { name: "log_output", value: "FILE" },
        ],
        logs: ["error", "slowquery"],
    },
    // docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
    postgres: { parameters: [{ name: "rds.force_ssl", value: "1" }], logs: ["postgresql", "upgrade"] },
} as const;

/**
 * GiB from which RDS stripes a gp3 volume, and the IOPS that it then has at least, without a further price. The provider would send
 * those of the smaller volume with its growth, which RDS rejects (hashicorp/terraform-provider-aws#28382).
 */
const [stripedGb, stripedIops] = [400, 12_000];

/** Creation takes 5 to 15 minutes, and a change of class or version as long; a final snapshot depends on the size. */
const timeouts = { create: "60m", update: "90m", delete: "90m" };

/**
 * Creates a database instance with its groups: encrypted, not public, with a password that only RDS and Secrets Manager know,
 * and with logins by IAM.
 */
export function createInstance(
    name: string,
    args: DatabaseInstanceArgs,
    opts: { readonly parent: pulumi.Resource },
): aws.rds.Instance {
    const { engine, deletionProtection } = args;
    const { parameters, logs } = engines[engine];
    const description = `Database of API ${name}`;
    const subnetGroup = new aws.rds.SubnetGroup(name, { description, subnetIds: args.subnetIds }, opts);
    const parameterGroup = new aws.rds.ParameterGroup(
        name,
        {
            description,
            family: args.parameterFamily,
            // The group exists before its database, which starts with them. RDS rejects "immediate", the default, for a static
            // parameter as rds.force_ssl (ministryofjustice/cloud-platform#1197), and returns "pending-reboot" where a value is
            // its own default: an endless difference (ministryofjustice/modernisation-platform-environments#4367).
            parameters: parameters.map((parameter) => ({ ...parameter, applyMethod: "pending-reboot" })),
        },
        opts,
    );
    // With the suffix that the provider generates, so that no two databases have the same logs. Another engine replaces the
    // instance, while the old one still has its identifier.
    const identifier = pulumi.interpolate`${subnetGroup.name}-${engine}`;
    const groups = logs.map((log) => createLogGroup(`${name}-database-${log}`, identifier, log, args, opts));
    return new aws.rds.Instance(
        name,
        {
            identifier,
            engine,
            engineVersion: args.version,
            // A change of the version requests the upgrade.
            allowMajorVersionUpgrade: true,
            autoMinorVersionUpgrade: args.minorUpgrades,
            engineLifecycleSupport: "open-source-rds-extended-support-disabled",
            instanceClass: args.instanceClass,
            allocatedStorage: args.storageGb,
            ...(args.maxStorageGb !== undefined && { maxAllocatedStorage: args.maxStorageGb }),
            storageType: "gp3",
            ...(args.storageGb >= stripedGb && { iops: stripedIops }),
            storageEncrypted: true,
            dbName: args.databaseName,
            port: args.port,
            username: "gatehouse",
            manageMasterUserPassword: true,
            iamDatabaseAuthenticationEnabled: true,
            caCertIdentifier: "rds-ca-rsa2048-g1",
            dbSubnetGroupName: subnetGroup.name,
            parameterGroupName: parameterGroup.name,
            vpcSecurityGroupIds: [args.securityGroupId],
            publiclyAccessible: false,
            multiAz: args.multiAz,
            backupRetentionPeriod: args.backupDays,
            copyTagsToSnapshot: true,
            ...finalSnapshot(args, parameterGroup),
            enabledCloudwatchLogsExports: [...logs],
            deletionProtection,
            // Otherwise a change would wait for the next maintenance window, long after the end of `up`.
            applyImmediately: true,
        },
        // AWS would reject the deletion too, but only after the engine has deleted what depends on the database.
        { ...opts, dependsOn: groups, protect: deletionProtection, customTimeouts: timeouts },
    );
}

// A snapshot outlives the stack, so its name must never return: it has the generated suffix of the parameter group, of which each
// engine has its own (hashicorp/terraform#14449, pulumi/pulumi-aws#2020).
function finalSnapshot({ finalSnapshot: isKept }: DatabaseInstanceArgs, { name }: aws.rds.ParameterGroup) {
    if (!isKept) return { skipFinalSnapshot: true };
    return { skipFinalSnapshot: false, finalSnapshotIdentifier: pulumi.interpolate`${name}-final` };
}

// RDS would create the group itself, with logs that never expire and outlive the instance
// (docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html).
function createLogGroup(
    name: string,
    identifier: pulumi.Input<string>,
    log: string,
    { logRetentionDays: retentionInDays }: DatabaseInstanceArgs,
    opts: { readonly parent: pulumi.Resource },
) {
    return new aws.cloudwatch.LogGroup(
        name,
        { name: pulumi.interpolate`/aws/rds/instance/${identifier}/${log}`, retentionInDays },
        opts,
    );
}
