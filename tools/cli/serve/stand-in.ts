import { once } from "node:events";
import { createServer } from "node:http";
import type { AppProcess } from "./app-process";

/**
 * Starts a server on 127.0.0.1 that represents an API that cannot run here: it responds to every call with 503 and the
 * reason.
 */
export async function startStandIn(api: string, reason: string): Promise<AppProcess> {
    const body = JSON.stringify({ message: leftOutLine(api, reason) });
    const server = createServer((request, response) => {
        // A body that is not read would break the connection, and with it the response.
        request.resume();
        response.writeHead(503, { "content-type": "application/json" }).end(body);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (typeof address !== "object" || address === null) throw new Error("the stand-in has no address");
    return {
        origin: `http://127.0.0.1:${address.port}`,
        stop: async () => {
            server.close();
            server.closeAllConnections();
            await once(server, "close");
        },
    };
}

/** A line about an API that is not served. */
export function leftOutLine(api: string, reason: string): string {
    return `API "${api}" is left out: ${reason}.`;
}
