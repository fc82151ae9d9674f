import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocket } from "ws";
import type { FunctionResult } from "../../../../tools/service-emulator/function-result";
import { createConnectionsHandler } from "../../../../tools/service-emulator/web-sockets/connections-handler";
import type { WebSocketLog } from "../../../../tools/service-emulator/web-sockets/route-calls";
import { WebSocketServer } from "../../../../tools/service-emulator/web-sockets/web-socket-server";
import type {
    CheckKey,
    WebSocketRoute,
    WebSocketStage,
} from "../../../../tools/service-emulator/web-sockets/web-socket-stage";
import { handlerOptions, TestCaller } from "../local-services";
import { MovingClock } from "../moving-clock";

const place = "/~local/websocket";
const mountPoint = "/~local/aws/execute-api";

/** The result of a function: a proxy response. */
export function response(statusCode: number, body?: string, headers?: object): FunctionResult {
    return { kind: "payload", payload: JSON.stringify({ statusCode, body, headers }) };
}

/** The result of a function that throws. */
export function thrown(errorMessage: string): FunctionResult {
    return {
        kind: "function error",
        reason: errorMessage,
        payload: JSON.stringify({ errorType: "Error", errorMessage }),
    };
}

/** A server with one stage, `photos` / `dev`, whose routes record their events. */
export class TestStage {
    readonly events: Record<string, unknown>[] = [];
    readonly log: WebSocketLog[] = [];
    readonly clock = new MovingClock();
    readonly caller = new TestCaller();
    checkKey: CheckKey = (_stage, value) =>
        value === "right" ? { kind: "valid", keyId: "k1" } : { kind: "invalid", explanation: "the key is unknown" };
    stage: WebSocketStage;
    readonly sockets: WebSocketServer;
    private readonly server = createServer();

    constructor(
        routes: Readonly<Record<string, Partial<WebSocketRoute> & { readonly result?: FunctionResult }>>,
        stage: Partial<WebSocketStage> = {},
    ) {
        const entries = Object.entries(routes).map(([key, { result = response(200), ...route }]) => {
            const invoke = async (event: object) => {
                this.events.push({ ...event });
                return result;
            };
            return [key, { invoke, hasResponse: false, ...route }] as const;
        });
        this.stage = {
            apiId: "abc123",
            name: "dev",
            executionArn: "arn:aws:execute-api:us-east-1:123456789012:abc123",
            domainName: "abc123.execute-api.us-east-1.amazonaws.com",
            routeSelectionExpression: "$request.body.action",
            keySource: "header",
            routes: Object.fromEntries(entries),
            ...stage,
        };
        const findStage = (api: string, name: string) => (api === "photos" && name === "dev" ? this.stage : undefined);
        this.sockets = new WebSocketServer({
            findStage,
            checkKey: (...given) => this.checkKey(...given),
            clock: this.clock,
            newId: randomUUID,
            log: (line) => this.log.push(line),
        });
        this.sockets.attach(this.server, place);
        // The SDK signs with the time of this machine.
        const handler = createConnectionsHandler(this.sockets, findStage, handlerOptions(this.caller));
        this.server.on("request", (request, answer) => {
            handler(request, answer, (request.url ?? "").slice(mountPoint.length)).catch((error: unknown) => {
                answer.destroy(error instanceof Error ? error : undefined);
            });
        });
    }

    async listen(): Promise<void> {
        this.server.listen(0, "127.0.0.1");
        await once(this.server, "listening");
    }

    /** Endpoint of the `@connections` API. */
    get endpoint(): string {
        return `http://127.0.0.1:${this.port}${mountPoint}/photos/dev`;
    }

    /** A client; it may be rejected. */
    client(options: { headers?: Record<string, string>; subprotocols?: string[]; path?: string } = {}): WebSocket {
        const { headers = {}, subprotocols = [], path = "photos/dev" } = options;
        return new WebSocket(`ws://127.0.0.1:${this.port}${place}/${path}`, subprotocols, { headers });
    }

    /** A connected client. */
    async connected(options: Parameters<TestStage["client"]>[0] = {}): Promise<WebSocket> {
        const client = this.client(options);
        await once(client, "open");
        return client;
    }

    /** Status and body of the response to a handshake that is rejected. */
    async rejection(options: Parameters<TestStage["client"]>[0] = {}): Promise<readonly [number, string]> {
        const client = this.client(options);
        const [, answer] = await once(client, "unexpected-response");
        const chunks: Buffer[] = [];
        for await (const chunk of answer) chunks.push(chunk);
        return [answer.statusCode, Buffer.concat(chunks).toString()];
    }

    async close(): Promise<void> {
        await this.sockets.close();
        this.server.closeAllConnections();
        this.server.close();
        await once(this.server, "close");
    }

    private get port(): number {
        return (this.server.address() as AddressInfo).port;
    }
}

/** The next message of a client, as text. */
export async function nextMessage(client: WebSocket): Promise<string> {
    const [data] = await once(client, "message");
    return String(data);
}

/** The code with which a connection ends. */
export async function closeCode(client: WebSocket): Promise<number> {
    const [code] = await once(client, "close");
    return code;
}
