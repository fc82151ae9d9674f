import { join } from "node:path";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import Fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from "fastify";
import openapiGlue from "fastify-openapi-glue";
import { bookHandlers } from "./book-handlers";
import type { BookStore } from "./book-store";

/** How the app is run. */
export interface AppOptions {
    /** Options of Fastify's logger, which writes one JSON object per line; false for no log. */
    readonly logger: FastifyServerOptions["logger"];
    /** Value of `Access-Control-Allow-Origin`: the gateway passes responses through, so only the app can set it. */
    readonly allowOrigin?: string | undefined;
}

/** Builds the server of openapi.yaml over a store; it does not listen yet. */
export function buildApp(store: BookStore, { logger, allowOrigin }: AppOptions): FastifyInstance {
    const app = Fastify({
        logger: logger ?? false,
        logController: new LogController({ disableRequestLogging: true }),
        bodyLimit: 65_536,
        // Longer than a Network Load Balancer keeps an idle connection (350 seconds), so that the server never closes one
        // under a request (docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html).
        keepAliveTimeout: 360_000,
        // The last of a repeated parameter counts, as in the cache key of API Gateway.
        routerOptions: { querystringParser: (query) => Object.fromEntries(new URLSearchParams(query)) },
    });
    app.removeContentTypeParser("text/plain");
    validateAsDocumented(app);

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

    app.get("/healthz", async () => ({ status: "alive" }));
    app.get("/readyz", async () => ({ status: "ready" }));
    app.register(openapiGlue, {
        specification: join(__dirname, "openapi.yaml"),
        serviceHandlers: bookHandlers(store),
    });
    return app;
}

// A parameter is a string that has to be converted; a body has the types that its JSON has.
function validateAsDocumented(app: FastifyInstance): void {
    const parameters = addFormats(new Ajv({ allErrors: true, strict: false, coerceTypes: true }));
    const bodies = addFormats(new Ajv({ allErrors: true, strict: false }));
    app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === "body" ? bodies : parameters).compile(schema));
}
