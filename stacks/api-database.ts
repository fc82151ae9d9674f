import type * as pulumi from "@pulumi/pulumi";
import { Database, type DatabasePlace } from "../infra/database/database";
import { admitToDatabase } from "../infra/database-access";
import { functionCode } from "./apis/function-code";
import type { ApiSettings } from "./compute/compute";
import { databaseEngines } from "./settings/database/engines";
import { databaseName, defaultVersion, isMajorVersion, parameterFamily } from "./settings/database/versions";
import type { Settings } from "./settings/schema";

/** Where the databases of a stack are, and whom they admit. */
export interface StackDatabases {
    /** Name of the stack at AWS, such as "gatehouse-dev". */
    readonly name: string;
    readonly settings: Settings;
    readonly place: DatabasePlace;
    readonly parent: pulumi.Resource;
}

/** The database of an API, and the environment variables that tell the API where it is. */
export interface ApiDatabase {
    readonly database: Database;
    readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * Creates the database of an API.
 * @param sharedGroupId security group of the API, if other APIs have it too. Default: the API's kind of compute admits its own.
 */
export function createApiDatabase(
    api: string,
    settings: NonNullable<ApiSettings["database"]>,
    { name: stack, settings: all, place, parent }: StackDatabases,
    sharedGroupId?: pulumi.Input<string>,
): ApiDatabase {
    const { engine, version = defaultVersion(engine), ...own } = settings;
    const { deletionProtection, logRetentionDays } = all;
    const database = new Database(
        api,
        {
            ...own,
            ...{ stack, engine, version, deletionProtection, logRetentionDays },
            parameterFamily: parameterFamily(engine, version),
            minorUpgrades: isMajorVersion(engine, version),
            databaseName: databaseName(api),
            port: databaseEngines[engine].port,
            userFunction: functionCode(`database-user/${engine}`),
        },
        place,
        { parent },
    );
    const rules =
        sharedGroupId === undefined
            ? []
            : [admitToDatabase(api, database.endpoint, sharedGroupId, { parent: database })];
    return { database, environment: database.environment(rules) };
}
