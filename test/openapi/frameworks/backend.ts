import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { listen } from "../../tools/gateway-emulator/listen";
import { type DocumentOperation, operationsIn } from "./raw-document";

/** A request as a backend received it. */
export interface ReceivedCall {
    readonly method: string;
    /** Path and query, as sent. */
    readonly url: string;
    readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
    readonly body: Buffer;
    /** The credentials and header parameters of the operation that the call has, for example `Bearer alice`. */
    readonly caller: string;
}

/** The bytes of every file that a backend returns; they are not UTF-8. */
export const file = Buffer.from([0x89, 0x50, 0xff, 0xfe, 0x00, 0xc3, 0x28]);

/**
 * A backend that does what its document says: it accepts the document's paths alone, rejects a call without a required
 * parameter, with a media type that the operation does not take or without credentials, and returns who called.
 */
export class DocumentBackend {
    readonly calls: ReceivedCall[] = [];
    private readonly server = createServer((request, response) => {
        this.respond(request, response).catch((error: unknown) => response.destroy(error as Error));
    });

    private constructor(private readonly operations: readonly DocumentOperation[]) {}

    /** Starts the backend of a document on a free port; returns it with its origin. */
    static async start(document: string): Promise<{ backend: DocumentBackend; origin: string }> {
        const backend = new DocumentBackend(operationsIn(document));
        return { backend, origin: `http://127.0.0.1:${await listen(backend.server)}` };
    }

    /** Stops the server. */
    close(): void {
        this.server.close();
        this.server.closeAllConnections();
    }

    private async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk);
        const { method = "", url = "", headers } = request;
        const target = new URL(url, "http://backend");
        const operation = this.operations.find((each) => each.method === method && each.pattern.test(target.pathname));
        const names = operation === undefined ? [] : [...operation.credentials, ...operation.headers];
        const caller = names.flatMap((name) => headers[name] ?? []).join(" ");
        this.calls.push({ method, url, headers, body: Buffer.concat(chunks), caller });
        const problem = operation === undefined ? "no such operation" : problemOf(operation, target, headers);
        if (operation === undefined || problem !== undefined) {
            const status = operation === undefined ? 404 : problem === "no credentials" ? 401 : 400;
            response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ problem }));
            return;
        }
        const { status, fileType } = operation;
        if (status === 204) response.writeHead(status).end();
        else if (fileType !== undefined) response.writeHead(status, { "content-type": fileType }).end(file);
        else response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ caller }));
    }
}

function problemOf(operation: DocumentOperation, target: URL, headers: IncomingMessage["headers"]) {
    const missing = operation.required.find(({ place, name }) =>
        place === "query" ? !target.searchParams.has(name) : headers[name.toLowerCase()] === undefined,
    );
    if (missing !== undefined) return `no ${missing.place} parameter ${missing.name}`;
    const [mediaType] = (headers["content-type"] ?? "").split(";");
    if (mediaType && operation.mediaTypes?.includes(mediaType) === false) return `no media type ${mediaType}`;
    const hasCredentials = operation.credentials.some((header) => headers[header] !== undefined);
    return operation.needsCredentials && !hasCredentials ? "no credentials" : undefined;
}
