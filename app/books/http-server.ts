import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { HttpError } from "./http-error";
import { readJson } from "./json-body";
import type { OperationContract, RequestContract } from "./request-contract";
import { findRoute, type Reply, type Route } from "./routes";

/** One line of the log; `event` names what happened. */
export type LogEntry = { readonly event: string } & Readonly<Record<string, string | number>>;

/** What a server needs besides its routes. */
export interface ServerOptions {
    /** What the OpenAPI document says of requests; others are not handed to a route. */
    readonly contract: Pick<RequestContract, "operation">;
    /** Rejects while the app cannot serve; without it, it always can. */
    readonly ready?: () => Promise<void>;
    readonly log: (entry: LogEntry) => void;
    /** Value of Access-Control-Allow-Origin on every answer: behind an http_proxy integration only the backend can send it. */
    readonly allowOrigin?: string;
}

/**
 * Makes a server, not yet listening, that answers the routes, `/healthz` and `/readyz`; throws an error if a route is
 * not in the document.
 */
export function createApiServer(routes: readonly Route[], options: ServerOptions): Server {
    const operations = new Map(routes.map((route) => [route, options.contract.operation(route.method, route.path)]));
    const server = createServer(async (request, response) => {
        const started = performance.now();
        const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
        const reply = await answer(server, operations, options, request, path).catch((error) =>
            failure(error, options.log),
        );
        // A connection that stays open would keep the server from ending, and a body too large on its way.
        const closing = !server.listening || reply.status === 413;
        send(response, reply, { ...originHeader(options), ...(closing ? { connection: "close" } : {}) });
        const milliseconds = Math.round(performance.now() - started);
        options.log({ event: "request", method: request.method ?? "", path, status: reply.status, milliseconds });
    });
    // Longer than a network load balancer keeps an idle connection, 350 seconds
    // (docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html), so that the server is never
    // the first to close one, under a request.
    server.keepAliveTimeout = 360_000;
    return server;
}

/** Stops taking connections and resolves when all requests are answered, or cut off after `graceMilliseconds`. */
export function closeServer(server: Server, graceMilliseconds: number): Promise<void> {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(() => server.closeAllConnections(), graceMilliseconds);
        server.close((error) => {
            clearTimeout(timer);
            if (error === undefined) resolve();
            else reject(error);
        });
    });
}

async function answer(
    server: Server,
    operations: ReadonlyMap<Route, OperationContract>,
    options: ServerOptions,
    request: IncomingMessage,
    path: string,
): Promise<Reply> {
    if (path === "/healthz") return { status: 200, body: { status: "alive" } };
    if (path === "/readyz") return readiness(server, options);
    const { route, params } = findRoute([...operations.keys()], request.method ?? "", path);
    const operation = operations.get(route);
    if (operation === undefined) throw new Error(`${route.method} "${route.path}" has no contract`);
    const query = new URLSearchParams((request.url ?? "").slice(path.length));
    const body = operation.takesBody ? await readJson(request) : undefined;
    return route.handle(operation.read({ params, query, body }));
}

async function readiness(server: Server, { ready, log }: ServerOptions): Promise<Reply> {
    if (!server.listening) return { status: 503, body: { status: "closing" } };
    try {
        await ready?.();
        return { status: 200, body: { status: "ready" } };
    } catch (error) {
        log({ event: "not-ready", error: textOf(error) });
        return { status: 503, body: { status: "not ready" } };
    }
}

function failure(error: unknown, log: ServerOptions["log"]): Reply {
    if (!(error instanceof HttpError)) {
        log({ event: "failure", error: textOf(error) });
        return { status: 500, body: { message: "The server failed." } };
    }
    if (error.status >= 500) log({ event: "failure", error: textOf(error.cause ?? error) });
    return { status: error.status, body: { message: error.message }, headers: error.headers };
}

function textOf(error: unknown): string {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function send(response: ServerResponse, reply: Reply, extra: Readonly<Record<string, string>>): void {
    const headers = { ...extra, ...reply.headers };
    if (reply.body === undefined) {
        response.writeHead(reply.status, headers).end();
        return;
    }
    const text = JSON.stringify(reply.body);
    const length = Buffer.byteLength(text);
    response.writeHead(reply.status, { ...headers, "content-type": "application/json", "content-length": length });
    response.end(text);
}

function originHeader(options: ServerOptions): Record<string, string> {
    return options.allowOrigin === undefined ? {} : { "access-control-allow-origin": options.allowOrigin };
}
