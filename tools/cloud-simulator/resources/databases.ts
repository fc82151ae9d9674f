import { type DatabaseEngine, isDatabaseEngine, majorVersion } from "../../../stacks/settings/database/engines";
import type { Cloud } from "../state/cloud";
import { elementsOf, type PropertyMap, text } from "../state/property-values";
import { generated } from "./template";

/** Type of a database instance. */
export const databaseType = "aws:rds/instance:Instance";

/**
 * Properties of a database instance that depend on others: its version in full, and what it lacks without a managed
 * password or without encryption.
 */
export function computedDatabase(inputs: PropertyMap, before?: PropertyMap): PropertyMap {
    const engine = text(inputs.engine);
    const isChanged = before === undefined || text(before.engineVersion) !== text(inputs.engineVersion);
    return {
        ...(isDatabaseEngine(engine) &&
            isChanged && { engineVersionActual: fullVersion(engine, text(inputs.engineVersion)) }),
        licenseModel: text(inputs.licenseModel) || licenseOf(engine),
        ...masterSecret(inputs, before),
        ...(inputs.storageEncrypted !== true && { kmsKeyId: "" }),
    };
}

/** The license model of an engine. */
export function licenseOf(engine: string): string {
    return engine === "postgres" ? "postgresql-license" : "general-public-license";
}

// When a database with the program's own password gets a managed one, RDS creates the secret.
function masterSecret({ manageMasterUserPassword }: PropertyMap, before?: PropertyMap): PropertyMap {
    if (manageMasterUserPassword !== true) return { masterUserSecretKmsKeyId: "", masterUserSecrets: [] };
    if (before === undefined || elementsOf(before.masterUserSecrets).length > 0) return {};
    const [, , , region, account] = text(before.arn).split(":");
    const name = `rds!${text(before.resourceId)}-${generated(text(before.arn), "alnum", 6)}`;
    const secretArn = `arn:aws:secretsmanager:${region}:${account}:secret:${name}`;
    const kmsKeyId = text(before.kmsKeyId);
    return { masterUserSecretKmsKeyId: kmsKeyId, masterUserSecrets: [{ kmsKeyId, secretArn, secretStatus: "active" }] };
}

// A major version means its newest minor version (docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html).
function fullVersion(engine: DatabaseEngine, version: string): string {
    const major = majorVersion(engine, version);
    return major?.version === version ? major.newest : version;
}

/** The subnets of a database's group; none if the group is not of this stack. */
export function databaseSubnets({ dbSubnetGroupName }: PropertyMap, { store }: Cloud): string[] {
    const group = store.find("aws:rds/subnetGroup:SubnetGroup", text(dbSubnetGroupName));
    return elementsOf(group?.inputs.subnetIds).map(text);
}

/** The VPC of a database; undefined if its subnets are not of this stack. */
export function databaseVpc(inputs: PropertyMap, cloud: Cloud): string | undefined {
    const [subnet = ""] = databaseSubnets(inputs, cloud);
    return text(cloud.store.find("aws:ec2/subnet:Subnet", subnet)?.inputs.vpcId) || undefined;
}
