import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

// The types of errors are those of gateway responses (apigateway/latest/developerguide/supported-gateway-response-types).
const errorTypes: Readonly<Record<number, string>> = {
    401: "UnauthorizedException",
    403: "ForbiddenException",
    429: "TooManyRequestsException",
};

/** A handshake that ends with a response instead of a connection. */
export class Rejection extends Error {
    constructor(
        readonly status: number,
        /** The `message` of the body, or the body itself of a function. */
        readonly content: string | { readonly body: string },
        /** The reason, for the log. */
        readonly explanation?: string,
    ) {
        super(explanation ?? (typeof content === "string" ? content : content.body));
        this.name = "Rejection";
    }

    /** Sends the response and closes the socket. */
    send(socket: Duplex, requestId: string): void {
        const { status, content } = this;
        const body = typeof content === "string" ? JSON.stringify({ message: content }) : content.body;
        const errorType = typeof content === "string" ? errorTypes[status] : undefined;
        const headers = [
            `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
            "Content-Type: application/json",
            `Content-Length: ${Buffer.byteLength(body)}`,
            `x-amzn-RequestId: ${requestId}`,
            ...(errorType === undefined ? [] : [`x-amzn-ErrorType: ${errorType}`]),
            "Connection: close",
        ];
        socket.end(`${headers.join("\r\n")}\r\n\r\n${body}`);
    }
}
