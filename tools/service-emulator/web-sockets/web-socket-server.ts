import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer as Upgrader, type WebSocket } from "ws";
import { z } from "zod";
import type { Clock } from "../clock";
import { Connection } from "./connection";
import { maxMessage } from "./frame-sizes";
import { shakeHands } from "./handshake";
import { Rejection } from "./rejection";
import { selectedRoute } from "./route-selection";
import { RouteThrottles } from "./route-throttles";
import type { CheckKey, WebSocketStage } from "./web-socket-stage";
import { type ConnectionFacts, disconnectEvent, messageEvent, type Occasion } from "./websocket-events";

/** A line of the log. */
export interface WebSocketLog {
    readonly apiId: string;
    readonly stage: string;
    readonly routeKey: string;
    readonly connectionId: string;
    /** That of the handshake, or the close code of a `$disconnect`; 500, 403 or 429 for a message with an error frame. */
    readonly status: number;
    readonly error?: string;
}

/** The dependencies of a server. */
export interface WebSocketDependencies {
    /** A stage by the names in the path. */
    readonly findStage: (api: string, stage: string) => WebSocketStage | undefined;
    readonly checkKey: CheckKey;
    readonly clock: Clock;
    /** A new UUID. */
    readonly newId: () => string;
    readonly log: (line: WebSocketLog) => void;
}

const bodySchema = z.object({ body: z.string().optional() });

/** The WebSocket APIs of a stack: API Gateway's side of the connections. */
export class WebSocketServer {
    private readonly connections = new Map<string, Connection>();
    private readonly throttles: RouteThrottles;
    private readonly underWay = new Set<Promise<void>>();
    private readonly subprotocols = new WeakMap<IncomingMessage, string>();
    private readonly upgrader = new Upgrader({
        noServer: true,
        clientTracking: false,
        maxPayload: maxMessage,
        handleProtocols: (_offered, request) => this.subprotocols.get(request) ?? false,
    });

    constructor(private readonly dependencies: WebSocketDependencies) {
        this.throttles = new RouteThrottles(dependencies.clock.now);
    }

    /**
     * Takes the upgrades below a path, such as `/~local/websocket`, followed by the names of API and stage.
     * @returns what stops that.
     */
    attach(server: Server, path: string): () => void {
        const listener = (request: IncomingMessage, stream: Duplex, head: Buffer) => {
            const { pathname } = new URL(request.url ?? "/", "http://localhost");
            if (!pathname.startsWith(`${path}/`)) return;
            const [api = "", stage = ""] = pathname.slice(path.length + 1).split("/");
            this.upgrade(api, stage, request, stream, head);
        };
        server.on("upgrade", listener);
        return () => server.off("upgrade", listener);
    }

    /** The open connection with an ID to a stage. */
    find(api: string, stage: string, connectionId: string): Connection | undefined {
        const connection = this.connections.get(connectionId);
        const expected = this.dependencies.findStage(api, stage);
        return connection?.isOpen && connection.facts.stage.apiId === expected?.apiId && expected.name === connection.facts.stage.name
            ? connection
            : undefined;
    }

    /** Number of connections. */
    get size(): number {
        return this.connections.size;
    }

    /** Ends all connections, and resolves when their `$disconnect` and all other calls have ended. */
    async close(): Promise<void> {
        for (const connection of this.connections.values()) connection.close(1001, "Going away");
        for (const connection of this.connections.values()) connection.terminate();
        await this.settled();
    }

    /** Resolves when no call is under way. */
    async settled(): Promise<void> {
        while (this.underWay.size > 0 || [...this.connections.values()].some(({ isOpen }) => !isOpen)) {
            await Promise.all(this.underWay);
            await new Promise((resolve) => setImmediate(resolve));
        }
    }

    private upgrade(api: string, stageName: string, request: IncomingMessage, stream: Duplex, head: Buffer): void {
        const { clock, findStage } = this.dependencies;
        // A client that goes away during the handshake is no error of the server.
        stream.on("error", () => stream.destroy());
        const occasion = this.occasion("$connect");
        const stage = findStage(api, stageName);
        if (stage === undefined) return new Rejection(403, "Forbidden").send(stream, occasion.requestId);
        const facts: ConnectionFacts = {
            id: this.newShortId(),
            stage,
            connectedAt: clock.now(),
            sourceIp: request.socket.remoteAddress ?? "",
            userAgent: request.headers["user-agent"],
        };
        this.follow(this.open(facts, request, stream, head, occasion));
    }

    private async open(
        facts: ConnectionFacts,
        request: IncomingMessage,
        stream: Duplex,
        head: Buffer,
        occasion: Occasion,
    ): Promise<void> {
        try {
            const { checkKey } = this.dependencies;
            const accepted = await shakeHands(facts, request, occasion, { checkKey, throttles: this.throttles });
            if (accepted.subprotocol !== undefined) this.subprotocols.set(request, accepted.subprotocol);
            if (stream.destroyed) return await this.disconnected(accepted.facts, 1006, "Connection Closed Abnormally");
            this.upgrader.handleUpgrade(request, stream, head, (socket) => {
                this.log(accepted.facts, "$connect", 101);
                this.opened(accepted.facts, socket, stream);
            });
        } catch (error) {
            const isRejection = error instanceof Rejection;
            const rejection = isRejection ? error : new Rejection(500, "Internal server error", String(error));
            this.log(facts, "$connect", rejection.status, rejection.message);
            rejection.send(stream, occasion.requestId);
        }
    }

    private opened(facts: ConnectionFacts, socket: WebSocket, stream: Duplex): void {
        const connection: Connection = new Connection(facts, socket, stream, this.dependencies.clock, {
            onMessage: (body, isBinary) => this.follow(this.message(connection, body, isBinary)),
            onEnd: (code, reason) => {
                this.connections.delete(facts.id);
                this.follow(this.disconnected(facts, code, reason));
            },
        });
        this.connections.set(facts.id, connection);
    }

    private async message(connection: Connection, body: Buffer, isBinary: boolean): Promise<void> {
        const { facts } = connection;
        const selected = selectedRoute(facts.stage, body, isBinary);
        const occasion = this.occasion(selected?.key ?? "$default");
        const reject = (status: number, message: string, reason = message) => {
            this.log(facts, occasion.routeKey, status, reason);
            return this.respond(connection, errorFrame(message, facts.id, occasion.requestId));
        };
        if (selected === undefined) return reject(403, "Forbidden");
        const { key, route } = selected;
        if (!this.throttles.take(facts.stage, key, route.throttle)) return reject(429, "Too Many Requests");
        try {
            const result = await route.invoke(messageEvent(facts, body, isBinary, occasion));
            if (result.kind === "function error") return reject(500, "Internal server error", result.reason);
            this.log(facts, key, 200);
            const response = bodySchema.safeParse(JSON.parse(result.payload || "null")).data?.body;
            if (route.hasResponse && response !== undefined) await this.respond(connection, response);
        } catch (error) {
            await reject(500, "Internal server error", String(error));
        }
    }

    // The client may have gone meanwhile.
    private async respond(connection: Connection, text: string): Promise<void> {
        if (connection.isOpen) await connection.send(Buffer.from(text));
    }

    // A best effort: nothing repeats a call that fails.
    private async disconnected(facts: ConnectionFacts, code: number, reason: string): Promise<void> {
        const route = facts.stage.routes.$disconnect;
        if (route === undefined) return;
        try {
            const result = await route.invoke(disconnectEvent(facts, code, reason, this.occasion("$disconnect")));
            this.log(facts, "$disconnect", code, result.kind === "function error" ? result.reason : undefined);
        } catch (error) {
            this.log(facts, "$disconnect", code, String(error));
        }
    }

    private occasion(routeKey: string): Occasion {
        return { routeKey, requestId: this.newShortId(), now: this.dependencies.clock.now() };
    }

    // IDs of API Gateway are eleven bytes, such as `BFaT_fALIAMCKug=`.
    private newShortId(): string {
        const bytes = Buffer.from(this.dependencies.newId().replaceAll("-", ""), "hex").subarray(0, 11);
        return `${bytes.toString("base64url")}=`;
    }

    private follow(call: Promise<void>): void {
        const followed: Promise<void> = call.finally(() => this.underWay.delete(followed));
        this.underWay.add(followed);
    }

    private log({ id, stage }: ConnectionFacts, routeKey: string, status: number, error?: string): void {
        const { apiId, name } = stage;
        const line = { apiId, stage: name, routeKey, connectionId: id, status };
        this.dependencies.log({ ...line, ...(error !== undefined && { error }) });
    }
}

// As observed: a space after the first colon and the commas only.
function errorFrame(message: string, connectionId: string, requestId: string): string {
    return `{"message": "${message}", "connectionId":"${connectionId}", "requestId":"${requestId}"}`;
}
