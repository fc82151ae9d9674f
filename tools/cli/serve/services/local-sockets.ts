import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Counters } from "../../../gateway-emulator/limits/check-limits";
import { systemClock } from "../../../service-emulator/clock";
import type { WebSocketLog } from "../../../service-emulator/web-sockets/route-calls";
import { WebSocketServer } from "../../../service-emulator/web-sockets/web-socket-server";
import type { CheckKey, WebSocketRoute, WebSocketStage } from "../../../service-emulator/web-sockets/web-socket-stage";
import { isLocalHost, rejection } from "../own-paths";
import { webSocketPath } from "./local-environment";
import type { LocalFunctions } from "./local-functions";
import type { RouteDefinition, WebSocketDefinition, WebSocketStageDefinition } from "./read/read-web-sockets";
import { type SocketKeys, socketKeyCheck } from "./socket-keys";

/** The dependencies of WebSocket APIs. */
export interface LocalSocketsArgs {
    readonly functions: LocalFunctions;
    /** Those of the gateway, as a client's plan counts both. */
    readonly counters: Counters;
    /** Receives a line about a call that failed. */
    readonly log: (line: string) => void;
}

/** The WebSocket APIs of a stack. Connections stay when it changes. */
export class LocalSockets {
    /** The connections. */
    readonly server: WebSocketServer;
    private stages: ReadonlyMap<string, WebSocketStage> = new Map();
    private keys: SocketKeys = { keys: [], plans: new Map() };
    // Takes the upgrades that are for it, of a server that has others too.
    private readonly upgrades = createServer();

    constructor(private readonly args: LocalSocketsArgs) {
        const checkKey: CheckKey = (stage, value) => socketKeyCheck(this.keys, args.counters, Date.now())(stage, value);
        this.server = new WebSocketServer({
            findStage: this.findStage,
            ...{ checkKey, clock: systemClock, newId: randomUUID },
            log: (line) => this.logFailure(line),
        });
        this.server.attach(this.upgrades, webSocketPath.slice(0, -1));
    }

    /** Replaces the APIs and the keys of their clients. */
    publish(definitions: readonly WebSocketDefinition[], keys: SocketKeys): void {
        this.keys = keys;
        this.stages = new Map(
            definitions.flatMap((api) =>
                api.stages.map((stage) => [`${api.name}/${stage.name}`, this.stage(api, stage)] as const),
            ),
        );
    }

    /** Finds a stage by the names in its URL. */
    readonly findStage = (api: string, stage: string): WebSocketStage | undefined => this.stages.get(`${api}/${stage}`);

    /**
     * Takes the upgrades below the path of WebSocket APIs, from this machine by its own name; a page of any origin may connect with a key, as
     * on AWS.
     */
    attach(server: Server, listening: string): void {
        server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
            if (!request.url?.startsWith(webSocketPath)) return asRequest(server, request, stream);
            if (isLocalHost(request.headers.host, listening)) this.upgrades.emit("upgrade", request, stream, head);
            else stream.end(`HTTP/1.1 ${rejection.status} Forbidden\r\nConnection: close\r\n\r\n${rejection.body}`);
        });
    }

    /** Ends all connections. */
    async close(): Promise<void> {
        await this.server.close();
    }

    private stage(api: WebSocketDefinition, { name, variables, throttleOf }: WebSocketStageDefinition): WebSocketStage {
        const routes = Object.entries(api.routes).map(([key, route]) => [key, this.route(key, route, throttleOf(key))]);
        return {
            apiId: api.id,
            name,
            executionArn: api.executionArn,
            domainName: new URL(api.endpoint).hostname,
            routeSelectionExpression: api.routeSelectionExpression,
            keySource: api.keySource,
            routes: Object.fromEntries(routes),
            variables,
        };
    }

    private route(
        key: string,
        { functionName, hasResponse, needsKey, authorizer }: RouteDefinition,
        throttle: { readonly rate: number; readonly burst: number } | undefined,
    ): WebSocketRoute {
        const { functions } = this.args;
        return {
            invoke: async (event) => {
                if (functionName === undefined) throw new Error(`the route "${key}" invokes no function`);
                return functions.invoke(functionName, event);
            },
            ...{ hasResponse, needsKey },
            ...(throttle && { throttle }),
            ...(authorizer && {
                authorizer: {
                    identitySources: authorizer.identitySources,
                    invoke: (event: object) => functions.invoke(authorizer.functionName, event),
                },
            }),
        };
    }

    private logFailure({ stage, routeKey, error }: WebSocketLog): void {
        if (error !== undefined && error !== "") this.args.log(`WebSocket ${stage} ${routeKey}: ${error}`);
    }
}

// Without a listener for upgrades, Node would handle it as any request; `curl --http2` sends such ones. Its body is not read.
function asRequest(server: Server, request: IncomingMessage, stream: Duplex): void {
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(request.socket);
    response.once("finish", () => stream.end());
    server.emit("request", request, response);
}
