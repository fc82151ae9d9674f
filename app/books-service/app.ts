import { join } from "node:path";
import Fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from "fastify";
import openapiGlue from "fastify-openapi-glue";
import { bookHandlers } from "./books";

/** How the app is run. */
export interface AppOptions {
    /** Options of Fastify's logger, which writes one JSON object per line; false for no log. */
    readonly logger: FastifyServerOptions["logger"];
    /** Value of `Access-Control-Allow-Origin`: the gateway passes responses through, so only the app can set it. */
    readonly allowOrigin?: string | undefined;
}

/** Path of the server in openapi.yaml. */
const basePath = "/api/books";

/** Builds the server of openapi.yaml; it does not listen yet. */
export function buildApp({ logger, allowOrigin }: AppOptions): FastifyInstance {
    const app = Fastify({
        logger: logger ?? false,
        logController: new LogController({ disableRequestLogging: true }),
        // Longer than a Network Load Balancer keeps an idle connection (350 seconds), so that the server never closes one
        // under a request (docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html).
        keepAliveTimeout: 360_000,
        routerOptions: { ignoreTrailingSlash: true },
    });

    app.addHook("onRequest", async (_, reply) => {
        if (allowOrigin !== undefined) reply.header("access-control-allow-origin", allowOrigin);
    });
    // A connection that stays open would keep the closing server from ending.
    app.addHook("onSend", async (_, reply) => {
        if (!app.server.listening) reply.header("connection", "close");
    });
    // Without the query, which may contain a secret.
    app.addHook("onResponse", async ({ method, url, log }, { statusCode, elapsedTime }) => {
        const path = url.split("?", 1)[0];
        log.info({ event: "request", method, path, status: statusCode, milliseconds: Math.round(elapsedTime) });
    });
    app.setNotFoundHandler(({ url }, reply) => reply.code(404).send({ message: `There is nothing at "${url}".` }));
    app.setErrorHandler<Error & { readonly statusCode?: number }>((error, { log }, reply) => {
        if (error.statusCode !== undefined && error.statusCode < 500)
            return reply.code(error.statusCode).send({ message: error.message });
        log.error({ event: "failure", error: error.stack });
        return reply.code(500).send({ message: "Internal server error." });
    });

    app.get(`${basePath}/health`, async () => ({ status: "ok" }));
    app.register(openapiGlue, {
        specification: join(__dirname, "openapi.yaml"),
        serviceHandlers: bookHandlers,
        prefix: basePath,
    });
    return app;
}
