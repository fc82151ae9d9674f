import type { Duplex } from "node:stream";
import type { RawData, WebSocket } from "ws";
import type { Clock } from "../clock";
import { FrameSizes, maxFrame } from "./frame-sizes";
import type { ConnectionFacts } from "./websocket-events";

// apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.
const idleMilliseconds = 10 * 60_000;
const longestMilliseconds = 2 * 60 * 60_000;

/** The listeners of a connection. */
export interface ConnectionEvents {
    readonly onMessage: (body: Buffer, isBinary: boolean) => void;
    /** Called once, with the code and the reason of RFC 6455. */
    readonly onEnd: (code: number, reason: string) => void;
}

/** An established connection, with the limits of API Gateway. */
export class Connection {
    lastActiveAt: number;
    private readonly cancels: (() => void)[] = [];
    // The code with which the server has closed the connection; the client may confirm another one.
    private closedBy: { readonly code: number; readonly reason: string } | undefined;

    constructor(
        readonly facts: ConnectionFacts,
        private readonly socket: WebSocket,
        stream: Duplex,
        private readonly clock: Clock,
        events: ConnectionEvents,
    ) {
        this.lastActiveAt = clock.now();
        this.limitFrames(stream);
        socket.on("message", (data, isBinary) => {
            if (this.closedBy !== undefined) return;
            this.lastActiveAt = clock.now();
            events.onMessage(bufferOf(data), isBinary);
        });
        socket.on("ping", () => {
            this.lastActiveAt = clock.now();
        });
        // ws closes the connection after an error, such as a message that is too long.
        socket.on("error", (error) => {
            if ("code" in error && error.code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH") this.closedBy ??= tooLong;
        });
        socket.once("close", (code, reason) => {
            for (const cancel of this.cancels) cancel();
            const end = this.closedBy ?? { code, reason: reason.toString() || defaultReason(code) };
            events.onEnd(end.code, end.reason);
        });
        this.cancels.push(clock.after(longestMilliseconds, () => this.close(1001, "Going away")));
        this.watchIdleness(idleMilliseconds);
    }

    /** Whether messages can be sent. */
    get isOpen(): boolean {
        return this.socket.readyState === this.socket.OPEN && this.closedBy === undefined;
    }

    /** Sends a message, in frames of the maximum size. */
    async send(message: Buffer): Promise<void> {
        this.lastActiveAt = this.clock.now();
        const count = Math.max(1, Math.ceil(message.length / maxFrame));
        const frames = Array.from({ length: count }, (_, index) =>
            message.subarray(index * maxFrame, (index + 1) * maxFrame),
        );
        const sent = frames.map(
            (frame, index) =>
                new Promise<void>((resolve, reject) => {
                    const options = { fin: index === count - 1, binary: false };
                    this.socket.send(frame, options, (error) => (error ? reject(error) : resolve()));
                }),
        );
        await Promise.all(sent);
    }

    /** Closes the connection; the client has 30 seconds to confirm it. */
    close(code: number, reason: string): void {
        if (this.closedBy !== undefined) return;
        this.closedBy = { code, reason };
        this.socket.close(code, reason);
    }

    /** Ends the connection without a handshake. */
    terminate(): void {
        this.socket.terminate();
    }

    private watchIdleness(milliseconds: number): void {
        const cancel = this.clock.after(milliseconds, () => {
            const rest = this.lastActiveAt + idleMilliseconds - this.clock.now();
            if (rest > 0) this.watchIdleness(rest);
            else this.close(1001, "Going away");
        });
        this.cancels.push(cancel);
    }

    private limitFrames(stream: Duplex): void {
        const sizes = new FrameSizes();
        const check = (bytes: Buffer) => {
            if (!sizes.isTooLong(bytes)) return;
            stream.off("data", check);
            this.close(tooLong.code, tooLong.reason);
        };
        // Before ws, which would pass the message on.
        stream.prependListener("data", check);
    }
}

const tooLong = { code: 1009, reason: "Message too long" };

// Recorded by aws-powertools for 1005.
function defaultReason(code: number): string {
    if (code === 1005) return "Client-side close frame status not set";
    return code === 1006 ? "Connection Closed Abnormally" : "";
}

function bufferOf(data: RawData): Buffer {
    if (Buffer.isBuffer(data)) return data;
    return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
