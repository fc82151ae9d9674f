import { z } from "zod";
import type { Clock } from "../clock";
import type { Connection } from "./connection";
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

/** The calls of the routes of connections: messages, and `$disconnect`. */
export class RouteCalls {
    readonly throttles: RouteThrottles;

    constructor(private readonly dependencies: WebSocketDependencies) {
        this.throttles = new RouteThrottles(dependencies.clock.now);
    }

    /** Calls the route of a message. What fails is an error frame, and the connection stays. */
    async message(connection: Connection, body: Buffer, isBinary: boolean): Promise<void> {
        const facts = this.current(connection.facts);
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

    /** Calls `$disconnect`, as a best effort: nothing repeats a call that fails. */
    async disconnected(given: ConnectionFacts, code: number, reason: string): Promise<void> {
        const facts = this.current(given);
        const route = facts.stage.routes.$disconnect;
        if (route === undefined) return;
        try {
            const result = await route.invoke(disconnectEvent(facts, code, reason, this.occasion("$disconnect")));
            this.log(facts, "$disconnect", code, result.kind === "function error" ? result.reason : undefined);
        } catch (error) {
            this.log(facts, "$disconnect", code, String(error));
        }
    }

    // A connection outlives deployments: its stage is the one of now.
    private current(facts: ConnectionFacts): ConnectionFacts {
        return { ...facts, stage: this.dependencies.findStage(facts.api, facts.stage.name) ?? facts.stage };
    }

    /** What happens now at a route. */
    occasion(routeKey: string): Occasion {
        return { routeKey, requestId: this.newShortId(), now: this.dependencies.clock.now() };
    }

    /** A new ID of a connection or a request: eleven bytes, such as `BFaT_fALIAMCKug=`. */
    newShortId(): string {
        const bytes = Buffer.from(this.dependencies.newId().replaceAll("-", ""), "hex").subarray(0, 11);
        return `${bytes.toString("base64url")}=`;
    }

    /** Logs a call. */
    log({ id, stage }: ConnectionFacts, routeKey: string, status: number, error?: string): void {
        const { apiId, name } = stage;
        const line = { apiId, stage: name, routeKey, connectionId: id, status };
        this.dependencies.log({ ...line, ...(error !== undefined && { error }) });
    }
}

// As observed: a space after the first colon and the commas only.
function errorFrame(message: string, connectionId: string, requestId: string): string {
    return `{"message": "${message}", "connectionId":"${connectionId}", "requestId":"${requestId}"}`;
}
