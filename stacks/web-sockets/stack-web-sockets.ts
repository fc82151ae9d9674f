import type * as pulumi from "@pulumi/pulumi";
import type { AccessStatement } from "../../infra/access-policy";
import type { CoveredWebSocketApi } from "../../infra/gateway/rest/client-keys";
import type { GatehouseFunction } from "../../infra/gateway/websocket/functions";
import { WebSocketApi } from "../../infra/gateway/websocket/web-socket-api";
import { mapValues } from "../../infra/map-values";
import { type Table, tableAccess } from "../../infra/storage/table";
import { functionKey } from "../../openapi/derive/service-integrations/credentials";
import { fixedName } from "../../openapi/derive/service-integrations/resources";
import type { WebSocketRoutes } from "../../openapi/read/web-socket-routes";
import type { Settings } from "../settings/schema";

/** Arguments of the WebSocket APIs of a stack. */
export interface StackWebSocketsArgs {
    /** Name of the stack at AWS. */
    readonly name: string;
    readonly settings: Settings;
    /** The routes of the APIs that have a WebSocket API, by the API's name. */
    readonly webSockets: Readonly<Record<string, WebSocketRoutes>>;
    /** Tables by the name of the API. */
    readonly tables: Readonly<Record<string, Table>>;
    /** Environment and access that pipelines give to an API's functions, by the API's name. Default: none. */
    readonly extras?: Readonly<Record<string, readonly FunctionExtras[]>> | undefined;
    /** ARNs of the topics whose messages go to the connections of an API, by the API's name and that of the topic. Default: none. */
    readonly topicArns?: Readonly<Record<string, Readonly<Record<string, pulumi.Input<string>>>>> | undefined;
    /** The code of one of Gatehouse's own functions, by its file without extension below the folder `functions`. */
    readonly codeOf: (entry: string) => { readonly archive: pulumi.asset.Archive };
    /** The code of a function of an API, by its file below the API's folder. */
    readonly codeOfApi: (api: string, file: string) => { readonly archive: pulumi.asset.Archive };
    readonly parent: pulumi.Resource;
}

/** Environment and access of functions besides those of the settings. */
interface FunctionExtras {
    readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
    readonly access: readonly AccessStatement[];
}

/** Creates the WebSocket APIs of a stack, without their stages, by the name of the API. */
export function createWebSockets(args: StackWebSocketsArgs): Record<string, WebSocketApi> {
    return Object.fromEntries(
        Object.entries(args.webSockets).map(([api, routes]) => [api, createWebSocket(api, routes, args)]),
    );
}

/** Environment that WebSocket APIs give to the functions of an API, by the name of the API. */
export function webSocketExtras(webSockets: Readonly<Record<string, WebSocketApi>>): Record<string, FunctionExtras[]> {
    return mapValues(webSockets, ({ environment }) => [{ environment, access: [] }]);
}

/**
 * Creates the stages of the WebSocket APIs of a stack.
 * @returns what usage plans can cover.
 */
export function publishWebSockets(
    webSockets: Readonly<Record<string, WebSocketApi>>,
    accountRole: readonly pulumi.Resource[],
): CoveredWebSocketApi[] {
    return Object.entries(webSockets).map(([api, own]) => ({
        api,
        apiId: own.apiId,
        stages: own.publish(accountRole),
    }));
}

const gatehouseFunctions: readonly GatehouseFunction[] = [
    "connect",
    "disconnect",
    "default",
    "push",
    "subprotocol-authorizer",
];

function createWebSocket(api: string, routes: WebSocketRoutes, args: StackWebSocketsArgs): WebSocketApi {
    const { name, settings, tables, extras = {}, topicArns = {}, parent } = args;
    const { [api]: own } = settings.apis;
    if (own?.webSocket === undefined) throw new Error(`API "${api}" has no WebSocket API`);
    const { key, authorizer, identitySources = [], throttle, throttles } = own.webSocket;
    const { [api]: table } = tables;
    const { [api]: ofApi = [] } = extras;
    const functionOf = (file: string) => ({ key: functionKey(file), code: args.codeOfApi(api, file).archive });
    const codes = gatehouseFunctions.map((file) => [file, args.codeOf(`websocket/${file}`).archive] as const);
    return new WebSocketApi(
        api,
        {
            ...{ key, throttle, throttles },
            stackName: name,
            nameOf: (part, maxLength) => fixedName({ stack: name, api }, part, maxLength),
            codes: Object.fromEntries(codes) as Record<GatehouseFunction, pulumi.asset.Archive>,
            routes: mapValues(routes, ({ function: file, response }) => ({ ...functionOf(file), response })),
            ...(authorizer !== undefined && {
                authorizer: {
                    ...functionOf(authorizer),
                    identitySources: identitySources.map((source) => `route.request.${source}`),
                },
            }),
            // As the API's other functions have them.
            environment: Object.assign(
                { ...(table && { TABLE_NAME: table.tableName }) },
                ...ofApi.map(({ environment }) => environment),
            ),
            access: [
                ...(table ? [tableAccess(table.tableArn)] : []),
                ...ofApi.flatMap(({ access }) => access),
                ...own.access,
            ],
            topicArns: topicArns[api] ?? {},
            stages: mapValues(settings.stages, ({ detailedMetrics, executionLogs }) => ({
                detailedMetrics,
                executionLogs,
            })),
            tracing: settings.gateway.tracing,
            logRetentionDays: settings.logRetentionDays,
        },
        { parent },
    );
}
