import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { GatewayRequest, GatewayResponse, HeaderList } from "./message";
import { maxBody } from "./size-limits";

const timeouts = 30_000;
const maxBytesWithHeaders = 16_384;

/**
 * Makes a server, not yet listening, that hands each request on and sends what comes back.
 * @param onDefect hears of an answer that failed; the client gets a 500.
 * @param requestTimeout milliseconds that a client has for sending a whole request; a slower one gets 408.
 */
export function createGatewayServer(
    serve: (request: GatewayRequest) => Promise<GatewayResponse>,
    onDefect: (error: unknown) => void,
    requestTimeout = timeouts,
): Server {
    // Slow clients are looked for at intervals.
    const connectionsCheckingInterval = Math.min(requestTimeout, 1000);
    // API Gateway takes 10,240 bytes of headers; what is over that is the gateway's to refuse, with some room for it.
    const server = createServer(
        { requestTimeout, connectionsCheckingInterval, maxHeaderSize: 65_536 },
        (message, response) => {
            answer(message, response, serve).catch((error: unknown) => {
                // A client that has gone needs no answer.
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

async function answer(
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
    // A text goes out in one piece with the headers, a buffer in a second one; latin1 keeps every byte.
    else if (body.length <= maxBytesWithHeaders) response.end(body.toString("latin1"), "latin1");
    else response.end(body);
}

const noBody = Buffer.alloc(0);

// Of a body over the limit one byte too much is kept: enough to know it, and memory stays flat.
async function readBody(message: IncomingMessage): Promise<Buffer> {
    // Most requests have none, and to wait for the end of nothing takes as long as all the rest.
    const { "content-length": length, "transfer-encoding": encoding } = message.headers;
    if (length === undefined && encoding === undefined) return noBody;
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of message) {
        const bytes: Buffer = chunk;
        if (size <= maxBody) chunks.push(bytes.subarray(0, maxBody + 1 - size));
        size += bytes.length;
    }
    return Buffer.concat(chunks);
}

function pairs(raw: readonly string[]): HeaderList {
    const list: [string, string][] = [];
    for (let index = 0; index < raw.length; index += 2) list.push([raw[index] ?? "", raw[index + 1] ?? ""]);
    return list;
}
