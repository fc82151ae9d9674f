import { once } from "node:events";
import { createConnection, createServer, type Server, type Socket } from "node:net";

/** A TCP link to a port of this machine that can be cut and restored. */
export class Link {
    private readonly sockets = new Set<Socket>();
    private server: Server | undefined;
    private ownPort = 0;

    constructor(private readonly target: number) {}

    /** The port of this end; the same after each `restore`. */
    get port(): string {
        return String(this.ownPort);
    }

    /** Takes connections. */
    async restore(): Promise<void> {
        this.server = createServer((near) => {
            const far = createConnection(this.target, "127.0.0.1");
            for (const socket of [near, far]) {
                this.sockets.add(socket);
                // A cut link ends both ends, whatever the reason.
                socket.on("error", () => {});
                socket.once("close", () => {
                    this.sockets.delete(socket);
                    near.destroy();
                    far.destroy();
                });
            }
            near.pipe(far).pipe(near);
        });
        this.server.listen(this.ownPort, "127.0.0.1");
        await once(this.server, "listening");
        const address = this.server.address();
        if (typeof address !== "object" || address === null) throw new Error("the link has no address");
        this.ownPort = address.port;
    }

    /** Ends every connection, and takes no more. */
    async cut(): Promise<void> {
        const server = this.server;
        if (server === undefined) return;
        this.server = undefined;
        server.close();
        for (const socket of this.sockets) socket.destroy();
        await once(server, "close");
    }
}
