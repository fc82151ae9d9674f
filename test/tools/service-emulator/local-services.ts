import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Caller } from "../../../tools/service-emulator/caller";
import type { HandlerOptions, ServiceHandler } from "../../../tools/service-emulator/wire/service-handler";

export const region = "us-east-1";
export const credentials = { accessKeyId: "ASIALOCALROLE", secretAccessKey: "local-secret" };

/** A role that may do what a test says: everything by default. */
export class TestCaller implements Caller {
    readonly arn = "arn:aws:sts::123456789012:assumed-role/photos-thumbnail/local";
    allows: (action: string, resource: string) => boolean = () => true;
}

/** Options of a handler whose only caller has the credentials above. */
export function handlerOptions(caller: Caller, now: () => number = Date.now): HandlerOptions {
    const { accessKeyId, secretAccessKey } = credentials;
    return {
        find: (id) => (id === accessKeyId ? { caller, secretAccessKey } : undefined),
        region,
        now,
        newId: randomUUID,
    };
}

/** A server on this machine with a handler under a mount point, and the errors that the handler has thrown. */
export interface TestServer {
    readonly endpoint: string;
    readonly errors: unknown[];
    readonly close: () => Promise<void>;
}

/** Starts a server. */
export async function serve(mountPoint: string, handler: ServiceHandler): Promise<TestServer> {
    const errors: unknown[] = [];
    const server: Server = createServer((request, response) => {
        const path = (request.url ?? "").slice(mountPoint.length);
        handler(request, response, path).catch((error: unknown) => {
            errors.push(error);
            response.destroy();
        });
    });
    // A client that is slow on a busy machine would use a connection that the server is about to close.
    server.keepAliveTimeout = 60_000;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return {
        endpoint: `http://127.0.0.1:${port}${mountPoint}`,
        errors,
        close: () =>
            new Promise((resolve, reject) => {
                server.close((error) => (error ? reject(error) : resolve()));
                server.closeAllConnections();
            }),
    };
}
