import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { accessPolicy } from "../infra/access-policy";
import type { Database, DatabasePlace } from "../infra/database/database";
import { Table, tableAccess } from "../infra/storage/table";
import { createApiDatabase } from "./api-database";
import { type ApiImagesArgs, imageOf } from "./api-images";
import type { ApiSettings, RunnableApi } from "./compute/compute";
import type { Settings } from "./settings/schema";

/** The APIs of a stack with whatever they need besides compute: images, tables, databases, environment and permissions. */
export class RunnableApis {
    /** Name of the table of each API that has one, by the API's name. */
    readonly tableNames: Record<string, pulumi.Output<string>> = {};

    /** Table of each API that has one, by the API's name. */
    readonly tables: Record<string, Table> = {};

    /** Database of each API that has one, by the API's name. */
    readonly databases: Record<string, Database> = {};

    /** @param place where databases are; needed if an API has one. */
    constructor(
        private readonly args: ApiImagesArgs,
        private readonly place: DatabasePlace | undefined,
        private readonly parent: pulumi.Resource,
    ) {}

    /**
     * Creates whatever an API needs besides compute.
     * @param sharedGroupId security group that the API shares with others. Default: it has its own.
     */
    create(name: string, settings: ApiSettings, sharedGroupId?: pulumi.Output<string>): RunnableApi {
        const { args, parent } = this;
        const { port } = settings;
        if (port === undefined) throw new Error(`API "${name}" has no port`);
        const table = this.createTable(name, settings);
        const own = settings.database && this.createDatabase(name, settings.database, sharedGroupId);
        const policy = accessPolicy([
            ...(table ? [tableAccess(table.tableArn)] : []),
            ...(own ? [own.database.access] : []),
            ...settings.access,
        ]);
        const environment = {
            // An HTTP API ignores these headers of servers.
            ...(settings.publishedBy === "rest" && corsEnvironment(args.settings)),
            ...(table && { TABLE_NAME: table.tableName }),
            ...own?.environment,
            // The SDKs find credentials by themselves, and in a pod no region.
            ...(policy && { AWS_REGION: aws.getRegionOutput({}, { parent }).region }),
            ...settings.environment,
        };
        const image = imageOf(args, name, settings, parent);
        return {
            settings: { ...settings, port },
            image,
            environment,
            policy,
            ...(own && { database: own.database.endpoint }),
        };
    }

    private createDatabase(
        api: string,
        settings: NonNullable<ApiSettings["database"]>,
        sharedGroupId: pulumi.Output<string> | undefined,
    ) {
        const { args, place, parent } = this;
        if (place === undefined) throw new Error(`no network for the database of API "${api}"`);
        const created = createApiDatabase(api, settings, { ...args, place, parent }, sharedGroupId);
        this.databases[api] = created.database;
        return created;
    }

    /** Creates the table of an API, if it has one. */
    createTable(api: string, { table: keys }: Pick<ApiSettings, "table">): Table | undefined {
        if (keys === undefined) return undefined;
        const { name, settings } = this.args;
        const { deletionProtection } = settings;
        const table = new Table(tableName(name, api), { ...keys, deletionProtection }, { parent: this.parent });
        this.tables[api] = table;
        this.tableNames[api] = table.tableName;
        return table;
    }
}

/** Name of the table of an API; for an empty name, the prefix of the tables of all APIs. */
export function tableName(stack: string, api: string): string {
    return `${stack}-${api}`;
}

/** A proxy integration passes responses through unchanged: the backend has to set their CORS headers. */
export function corsEnvironment({ gateway: { cors } }: Settings): Record<string, string> {
    return cors ? { CORS_ALLOW_ORIGIN: cors.allowOrigin } : {};
}
