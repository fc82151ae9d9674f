import { databaseEngines, isDatabaseEngine, majorVersion } from "../../../stacks/settings/database/engines";
import { type PropertyMap, text } from "../state/property-values";

/** Type of a database instance. */
export const databaseType = "aws:rds/instance:Instance";

/** The port of an engine; 0 for an engine that is not simulated, such as that of a restored snapshot. */
export function portOf(engine: string): number {
    return isDatabaseEngine(engine) ? databaseEngines[engine].port : 0;
}

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
        ...(engine === "postgres" && { licenseModel: "postgresql-license" }),
        ...(inputs.manageMasterUserPassword !== true && { masterUserSecretKmsKeyId: "", masterUserSecrets: [] }),
        ...(inputs.storageEncrypted !== true && { kmsKeyId: "" }),
    };
}

// A version that names no minor one is the newest of its major version (docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html).
function fullVersion(engine: "mysql" | "postgres", version: string): string {
    const major = majorVersion(engine, version);
    return major?.version === version ? major.newest : version;
}
