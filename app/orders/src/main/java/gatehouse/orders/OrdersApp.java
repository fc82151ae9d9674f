package gatehouse.orders;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.Map;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;

/** The HTTP server: routes, health checks, errors and the log of requests. */
final class OrdersApp {
    // Longer than a Network Load Balancer keeps an idle connection (350 seconds), so that the server never closes one under
    // a request (docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html).
    private static final int IDLE_TIMEOUT_MILLIS = 360_000;
    private static final int STOP_TIMEOUT_MILLIS = 15_000;

    private OrdersApp() {}

    /**
     * Builds the server, which does not listen yet.
     *
     * @param allowOrigin value of Access-Control-Allow-Origin, or null: the gateway passes responses through, so only the
     *     app can set it.
     */
    static Javalin build(Database database, String host, int port, String allowOrigin) {
        OrderHandlers handlers = new OrderHandlers(new OrderStore(database));
        return Javalin.create(config -> {
            configureServer(config, host, port);
            RoutesConfig routes = config.routes;
            routes.before(context -> {
                if (allowOrigin != null) context.header("Access-Control-Allow-Origin", allowOrigin);
            });
            routes.get("/", handlers::list);
            routes.post("/", handlers::create);
            // Without the database it gets no requests, but a restart of the process would not help.
            routes.get("/healthz", context -> context.json(Map.of("status", "alive")));
            routes.get("/health", context -> checkHealth(context, database));
            routes.get("/readyz", context -> checkHealth(context, database));
            routes.get("/{id}", handlers::get);
            routes.patch("/{id}", handlers::change);
            handleErrors(routes);
            config.requestLogger.http(OrdersApp::logRequest);
        });
    }

    private static void configureServer(JavalinConfig config, String host, int port) {
        config.startup.showJavalinBanner = false;
        // The gateway would damage a compressed body, because it reads it as text.
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.modifyServer(server -> server.setStopTimeout(STOP_TIMEOUT_MILLIS));
        config.jetty.addConnector((server, http) -> {
            ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
            connector.setHost(host);
            connector.setPort(port);
            connector.setIdleTimeout(IDLE_TIMEOUT_MILLIS);
            return connector;
        });
    }

    private static void checkHealth(Context context, Database database) {
        try {
            database.check();
            context.json(Map.of("status", "ready"));
        } catch (DatabaseUnavailableException error) {
            Log.event("not-ready", Map.of("error", Log.stackTraceOf(error)));
            context.status(HttpStatus.SERVICE_UNAVAILABLE).json(Map.of("status", "not ready"));
        }
    }

    // The client gets the reason for errors that it caused; the others are logged.
    private static void handleErrors(RoutesConfig routes) {
        routes.exception(HttpResponseException.class, (error, context) -> {
            boolean isUnrouted = error.getStatus() == 404 && context.endpoints().lastHttpEndpoint() == null;
            send(context, error.getStatus(), isUnrouted ? unrouted(context) : error.getMessage());
        });
        routes.exception(DatabaseUnavailableException.class, (error, context) -> {
            Log.failure(error);
            context.header("Retry-After", "1");
            send(context, 503, error.getMessage());
        });
        routes.exception(Exception.class, (error, context) -> {
            Log.failure(error);
            send(context, 500, "Internal server error.");
        });
    }

    private static String unrouted(Context context) {
        return "There is nothing at \"%s\".".formatted(context.path());
    }

    private static void send(Context context, int status, String message) {
        context.status(status).json(Map.of("message", message));
    }

    // Without the query, which may contain a secret.
    private static void logRequest(Context context, float millis) {
        Log.event(
                "request",
                Map.of(
                        "method", context.method().name(),
                        "path", context.path(),
                        "status", context.statusCode(),
                        "milliseconds", Math.round(millis)));
    }
}
