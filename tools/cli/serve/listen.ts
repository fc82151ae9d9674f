import { once } from "node:events";
import type { Server } from "node:http";
import { UsageError } from "../terminal/usage-error";
import type { ServeFlags } from "./flags";

/**
 * Lets a server accept connections.
 * @returns its origin, such as `http://127.0.0.1:8080`.
 * @throws {UsageError} if it cannot.
 */
export async function listen(server: Server, { host, port }: Pick<ServeFlags, "host" | "port">): Promise<string> {
    server.listen({ host, port });
    try {
        await once(server, "listening");
    } catch (error) {
        const code = error instanceof Error && "code" in error ? error.code : undefined;
        if (code === "EADDRINUSE") {
            throw new UsageError([`"--port": got ${port}, which is taken, want a free one, or 0 for any`]);
        }
        if (code === "EACCES")
            throw new UsageError([`"--port": got ${port}, which needs more rights, want one over 1023`]);
        if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
            throw new UsageError([`"--host": got "${host}", want an address of this machine`]);
        }
        throw error;
    }
    const bound = server.address();
    if (typeof bound !== "object" || bound === null) throw new Error("the gateway has no address");
    return `http://${bound.family === "IPv6" ? `[${bound.address}]` : bound.address}:${bound.port}`;
}
