import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { GatewayRequest, GatewayResponse, HeaderList } from "./message";
import { maxRequestBody } from "./rejected-requests";

const defaultRequestTimeout = 30_000;
const maxBytesWithHeaders = 16_384;

/** Handles a request whose body is a stream; undefined for one that is not its own. */
export type DirectHandler = (message: IncomingMessage, response: ServerResponse) => Promise<void> | undefined;

/**
 * Creates an HTTP server, not yet listening, that passes each request to a handler and sends the handler's response.
 * @param onDefect receives the error of a handler that failed; the client gets a 500.
 * @param requestTimeout milliseconds within which a client must send the whole request; a slower one gets 408.
 * @param direct handles requests before their bodies are read. Default: none.
 */
export function createGatewayServer(
    serve: (request: GatewayRequest) => Promise<GatewayResponse>,
    onDefect: (error: unknown) => void,
    requestTimeout = defaultRequestTimeout,
    direct: DirectHandler = () => undefined,
): Server {
    // Node checks for slow clients at this interval.
    const connectionsCheckingInterval = Math.min(requestTimeout, 1000);
    // API Gateway accepts 10,240 bytes of headers. The gateway itself rejects larger ones, so the server reads more.
    const server = createServer(
        { requestTimeout, connectionsCheckingInterval, maxHeaderSize: 65_536 },
        (message, response) => {
            const responding = direct(message, response) ?? respond(message, response, serve);
            responding.catch((error: unknown) => {
                // The client has disconnected: it cannot receive a response.
                if (message.destroyed && !message.complete) return;
                onDefect(error);
                if (response.headersSent) response.destroy();
                else response.writeHead(500, defectHeaders).end(defectBody);
            });
        },
    );
    return server;
}

const defectBody = '{"message": "Internal server error"}';
const defectHeaders = {
    "Content-Type": "application/json",
    "Content-Length": defectBody.length,
    "x-amzn-ErrorType": "InternalServerErrorException",
};

async function respond(
    message: IncomingMessage,
    response: ServerResponse,
    serve: (request: GatewayRequest) => Promise<GatewayResponse>,
): Promise<void> {
    const { status, headers, body } = await serve({
        method: message.method ?? "GET",
        url: message.url ?? "/",
        headers: pairs(message.rawHeaders),
        body: await readBody(message),
        sourceIp: message.socket.remoteAddress ?? "",
    });
    const hasBody = status !== 204 && status !== 304;
    const length: HeaderList = hasBody ? [["Content-Length", String(body.length)]] : [];
    response.writeHead(status, [...headers, ...length].flat());
    if (!hasBody || message.method === "HEAD") response.end();
    // Node sends a string together with the headers, but a buffer separately; latin1 preserves every byte.
    else if (body.length <= maxBytesWithHeaders) response.end(body.toString("latin1"), "latin1");
    else response.end(body);
}

const noBody = Buffer.alloc(0);

// Keeps one byte more than the limit: enough to detect an oversized body without using more memory.
async function readBody(message: IncomingMessage): Promise<Buffer> {
    // Most requests have no body, and waiting for its end would take as long as everything else together.
    const { "content-length": length, "transfer-encoding": encoding } = message.headers;
    if (length === undefined && encoding === undefined) return noBody;
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of message) {
        const bytes: Buffer = chunk;
        if (size <= maxRequestBody) chunks.push(bytes.subarray(0, maxRequestBody + 1 - size));
        size += bytes.length;
    }
    return Buffer.concat(chunks);
}

function pairs(raw: readonly string[]): HeaderList {
    const list: [string, string][] = [];
    for (let index = 0; index < raw.length; index += 2) list.push([raw[index] ?? "", raw[index + 1] ?? ""]);
    return list;
}
