import type * as pulumi from "@pulumi/pulumi";
import type { AccessStatement } from "../infra/access-policy";
import { ServiceTargets } from "../infra/gateway/services/service-targets";
import { type Table, tableAccess } from "../infra/storage/table";
import type { AwsPlace } from "../openapi/aws-place";
import { stageVariableNames } from "../openapi/stage-variables";
import { bundledFunction } from "./apis/function-code";
import type { ApiIntegrations } from "./apis/service-integrations";
import { corsEnvironment } from "./runnable-apis";
import type { Settings } from "./settings/schema";

/** Variables and permissions that the functions of an API get besides those of its settings. */
export interface ApiExtras {
    readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
    readonly access: readonly AccessStatement[];
}

/** Arguments of the targets of a stack's integrations. */
export interface StackTargetsArgs {
    readonly settings: Settings;
    /** Integrations by the name of the API. */
    readonly integrations: Readonly<Record<string, ApiIntegrations>>;
    readonly place: AwsPlace | undefined;
    /** Tables by the name of the API. */
    readonly tables: Readonly<Record<string, Table>>;
    /** By the name of the API. Default: none. */
    readonly extras?: Readonly<Record<string, readonly ApiExtras[]>> | undefined;
    readonly parent: pulumi.Resource;
}

/** The functions, tables and other resources that the gateway itself calls in a stack. */
export interface StackTargets {
    /** Functions by a name that is unique in the stack. */
    readonly functions: Readonly<Record<string, pulumi.Output<string>>>;
    /** Stage variables by which templates name tables. */
    readonly variables: Readonly<Record<string, pulumi.Output<string>>>;
    /** The components that create everything, by the name of the API. */
    readonly components: Readonly<Record<string, ServiceTargets>>;
}

/** Creates the resources that the integrations of a stack's APIs call. */
export function createTargets(args: StackTargetsArgs): StackTargets {
    const { settings, integrations, place, tables, extras = {}, parent } = args;
    const functions: Record<string, pulumi.Output<string>> = {};
    const variables: Record<string, pulumi.Output<string>> = {};
    const components: Record<string, ServiceTargets> = {};
    const { logRetentionDays, deletionProtection } = settings;
    for (const [api, own] of Object.entries(integrations)) {
        if (place === undefined) throw new Error("the place of integrations was not looked up");
        const targets = own.targets(place);
        const table = tables[api];
        const codes = targets.functions.map(({ file }) => [file, bundledFunction(own.functionFile(file)).archive]);
        const ofApi = extras[api] ?? [];
        const access = [
            ...(table ? [tableAccess(table.tableArn)] : []),
            ...ofApi.flatMap((extra) => extra.access),
            ...(settings.apis[api]?.access ?? []),
        ];
        const component = new ServiceTargets(
            api,
            {
                targets,
                codes: Object.fromEntries(codes),
                definitions: own.definitions,
                access,
                environment: Object.assign(
                    { ...corsEnvironment(settings), ...(table && { TABLE_NAME: table.tableName }) },
                    ...ofApi.map((extra) => extra.environment),
                ),
                tableArn: table?.tableArn,
                ...{ logRetentionDays, deletionProtection },
            },
            { parent },
        );
        components[api] = component;
        for (const [key, name] of Object.entries(component.functionNames)) functions[`${api}_${key}`] = name;
        const readsTable = targets.roles.some(({ on }) => "table" in on);
        if (table !== undefined && readsTable) variables[stageVariableNames(api).table] = table.tableName;
    }
    return { functions, variables, components };
}
