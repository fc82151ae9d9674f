import { join } from "node:path";
import type { WebSocketApi } from "../infra/gateway/websocket/web-socket-api";
import { mapValues } from "../infra/map-values";
import type { PhotoPipeline } from "../infra/pipelines/photos/photo-pipeline";
import type { WebSocketRoutes } from "../openapi/read/web-socket-routes";
import type { ApiExtras } from "./api-targets";
import { bundledFunction, functionCode } from "./apis/function-code";
import { createPipelines, type StackPipelinesArgs } from "./pipelines/stack-pipelines";
import { createWebSockets, type StackWebSocketsArgs, webSocketExtras } from "./web-sockets/stack-web-sockets";

/** Arguments of the pipelines and the WebSocket APIs of a stack. */
export interface ToldClientsArgs extends Omit<StackPipelinesArgs, "codeOfApi">, Pick<StackWebSocketsArgs, "tables"> {
    /** Folder that contains `app`. */
    readonly folder: string;
    /** The routes of the APIs that have a WebSocket API, by the API's name. Default: none. */
    readonly webSockets?: Readonly<Record<string, WebSocketRoutes>> | undefined;
}

/** The pipelines of a stack, and the WebSocket APIs through which clients are told of them; each by the name of the API. */
export interface ToldClients {
    readonly pipelines: Readonly<Record<string, PhotoPipeline>>;
    readonly webSockets: Readonly<Record<string, WebSocketApi>>;
    /** Variables and permissions of the functions of each API. */
    readonly extras: Readonly<Record<string, readonly ApiExtras[]>>;
}

/** Creates the pipelines and the WebSocket APIs of a stack: an API's connections get the announcements of its pipeline. */
export function createToldClients({ folder, webSockets: routes = {}, ...args }: ToldClientsArgs): ToldClients {
    const codeOfApi = (api: string, file: string) => bundledFunction(join(folder, "app", api, file));
    const pipelines = createPipelines({ ...args, codeOfApi: (api, file) => codeOfApi(api, file).archive });
    const ofPipelines = mapValues(pipelines, (pipeline): ApiExtras[] => [pipeline]);
    const webSockets = createWebSockets({
        ...args,
        ...{ webSockets: routes, codeOf: functionCode, codeOfApi },
        extras: ofPipelines,
        topicArns: mapValues(pipelines, ({ announcements }) => ({ photos: announcements.topicArn })),
    });
    const ofWebSockets = webSocketExtras(webSockets);
    const apis = new Set([...Object.keys(ofPipelines), ...Object.keys(ofWebSockets)]);
    const extras = [...apis].map((api) => [api, [...(ofPipelines[api] ?? []), ...(ofWebSockets[api] ?? [])]] as const);
    return { pipelines, webSockets, extras: Object.fromEntries(extras) };
}
