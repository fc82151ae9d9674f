import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { accessPolicy } from "../infra/access-policy";
import { Table, tableAccess } from "../infra/storage/table";
import { type ApiImagesArgs, imageOf } from "./api-images";
import type { ApiSettings, RunnableApi } from "./compute/compute";
import type { Settings } from "./settings/schema";

/** The APIs of a stack with whatever they need besides compute: images, tables, environment and permissions. */
export class RunnableApis {
    /** Name of the table of each API that has one, by the API's name. */
    readonly tableNames: Record<string, pulumi.Output<string>> = {};

    constructor(
        private readonly args: ApiImagesArgs,
        private readonly parent: pulumi.Resource,
    ) {}

    /** Creates whatever an API needs besides compute. */
    create(name: string, settings: ApiSettings): RunnableApi {
        const { args, parent } = this;
        const table = settings.table && this.createTable(name, settings.table);
        const policy = accessPolicy([...(table ? [tableAccess(table.tableArn)] : []), ...settings.access]);
        const environment = {
            ...corsEnvironment(args.settings),
            ...(table && { TABLE_NAME: table.tableName }),
            // The SDKs find credentials by themselves, and in a pod no region.
            ...(policy && { AWS_REGION: aws.getRegionOutput({}, { parent }).region }),
            ...settings.environment,
        };
        return { settings, image: imageOf(args, name, settings, parent), environment, policy };
    }

    private createTable(api: string, keys: NonNullable<ApiSettings["table"]>) {
        const { name, settings } = this.args;
        const { deletionProtection } = settings;
        const table = new Table(tableName(name, api), { ...keys, deletionProtection }, { parent: this.parent });
        this.tableNames[api] = table.tableName;
        return table;
    }
}

/** Name of the table of an API; with an empty name, what those of all APIs begin with. */
export function tableName(stack: string, api: string): string {
    return `${stack}-${api}`;
}

// A proxy integration passes responses through unchanged: the backend has to set their CORS headers.
function corsEnvironment({ gateway: { cors } }: Settings): Record<string, string> {
    return cors ? { CORS_ALLOW_ORIGIN: cors.allowOrigin } : {};
}
