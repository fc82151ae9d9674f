import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer as Upgrader, type WebSocket } from "ws";
import { Connection } from "./connection";
import { maxMessage } from "./frame-sizes";
import { shakeHands } from "./handshake";
import { Rejection } from "./rejection";
import { RouteCalls, type WebSocketDependencies } from "./route-calls";
import type { ConnectionFacts, Occasion } from "./websocket-events";

/** The WebSocket APIs of a stack: API Gateway's side of the connections. */
export class WebSocketServer {
    private readonly connections = new Map<string, Connection>();
    private readonly calls: RouteCalls;
    private readonly underWay = new Set<Promise<void>>();
    private readonly subprotocols = new WeakMap<IncomingMessage, string>();
    private readonly upgrader = new Upgrader({
        noServer: true,
        clientTracking: false,
        maxPayload: maxMessage,
        handleProtocols: (_offered, request) => this.subprotocols.get(request) ?? false,
    });

    constructor(private readonly dependencies: WebSocketDependencies) {
        this.calls = new RouteCalls(dependencies);
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
        if (connection === undefined || !connection.isOpen) return undefined;
        const { facts } = connection;
        return facts.api === api && facts.stage.name === stage ? connection : undefined;
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
        const occasion = this.calls.occasion("$connect");
        const stage = findStage(api, stageName);
        if (stage === undefined) {
            new Rejection(403, "Forbidden").send(stream, occasion.requestId);
            return;
        }
        const facts: ConnectionFacts = {
            id: this.calls.newShortId(),
            api,
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
            const accepted = await shakeHands(facts, request, occasion, { checkKey, throttles: this.calls.throttles });
            if (accepted.subprotocol !== undefined) this.subprotocols.set(request, accepted.subprotocol);
            if (stream.destroyed)
                return await this.calls.disconnected(accepted.facts, 1006, "Connection Closed Abnormally");
            this.upgrader.handleUpgrade(request, stream, head, (socket) => {
                this.calls.log(accepted.facts, "$connect", 101);
                this.opened(accepted.facts, socket, stream);
            });
        } catch (error) {
            const isRejection = error instanceof Rejection;
            const rejection = isRejection ? error : new Rejection(500, "Internal server error", String(error));
            this.calls.log(facts, "$connect", rejection.status, rejection.message);
            rejection.send(stream, occasion.requestId);
        }
    }

    private opened(facts: ConnectionFacts, socket: WebSocket, stream: Duplex): void {
        const connection: Connection = new Connection(facts, socket, stream, this.dependencies.clock, {
            onMessage: (body, isBinary) => this.follow(this.calls.message(connection, body, isBinary)),
            onEnd: (code, reason) => {
                this.connections.delete(facts.id);
                this.follow(this.calls.disconnected(facts, code, reason));
            },
        });
        this.connections.set(facts.id, connection);
    }

    private follow(call: Promise<void>): void {
        const followed: Promise<void> = call.finally(() => this.underWay.delete(followed));
        this.underWay.add(followed);
    }
}
