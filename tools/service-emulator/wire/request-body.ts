import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * Reads the body of a request that is small by its protocol.
 * @returns undefined if it is longer than `maximumBytes`; the rest is then read and dropped, so that the client sees the response.
 */
export async function readBody(request: IncomingMessage, maximumBytes: number): Promise<Buffer | undefined> {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
        length += chunk.length;
        if (length <= maximumBytes) chunks.push(chunk);
        else chunks.length = 0;
    }
    return length > maximumBytes ? undefined : Buffer.concat(chunks);
}

/**
 * Reads and drops the rest of a body, because a client that is still sending does not see a response. A client that sends more than
 * `maximumBytes` is disconnected.
 */
export async function dropBody(request: IncomingMessage, maximumBytes: number): Promise<void> {
    let length = 0;
    request.resume();
    await new Promise<void>((resolve) => {
        if (request.readableEnded || request.destroyed) return resolve();
        request.on("data", (chunk: Buffer) => {
            length += chunk.length;
            if (length > maximumBytes) request.destroy();
        });
        request.once("close", resolve);
        request.once("end", resolve);
    });
}

/** Sends a response that is a string. */
export function sendText(
    response: ServerResponse,
    { status, headers, body }: { status: number; headers: Readonly<Record<string, string>>; body: string },
): void {
    response.writeHead(status, { ...headers, "Content-Length": Buffer.byteLength(body) });
    response.end(body);
}
