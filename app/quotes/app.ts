import { join } from "node:path";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import Fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from "fastify";
import openapiGlue from "fastify-openapi-glue";
import { quoteHandlers } from "./quote-handlers";

/** How the app is run. */
export interface AppOptions {
    /** Options of Fastify's logger, which writes one JSON object per line; false for no log. */
    readonly logger: FastifyServerOptions["logger"];
    /** Value of `Access-Control-Allow-Origin`: the gateway passes responses through, so only the app can set it. */
    readonly allowOrigin?: string | undefined;
}

/** Builds the server of openapi.yaml; it does not listen yet. */
export function buildApp({ logger, allowOrigin }: AppOptions): FastifyInstance {
    const app = Fastify({
        logger: logger ?? false,
        logController: new LogController({ disableRequestLogging: true }),
        // Longer than the Lambda Web Adapter keeps an idle connection (4 seconds), and a load balancer (350), so that the
        // server never closes one under a request.
        keepAliveTimeout: 360_000,
        // The last of a repeated parameter counts, as in the cache key of API Gateway.
        routerOptions: { querystringParser: (query) => Object.fromEntries(new URLSearchParams(query)) },
    });
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
        serviceHandlers: quoteHandlers(),
    });
    return app;
}

// A parameter is a string that has to be converted.
function validateAsDocumented(app: FastifyInstance): void {
    const parameters = addFormats(new Ajv({ allErrors: true, strict: false, coerceTypes: true }));
    app.setValidatorCompiler(({ schema }) => parameters.compile(schema));
}
