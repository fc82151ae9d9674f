package gatehouse.orders;

import io.javalin.Javalin;
import java.util.Map;

/** Starts the server from its environment, and stops it on SIGTERM. */
final class Main {
    private Main() {}

    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        try {
            serve(environment);
        } catch (RuntimeException error) {
            Log.failure(error);
            System.exit(1);
        }
    }

    private static void serve(Map<String, String> environment) {
        // Without HOST it listens on every interface, as a container must.
        String host = environment.getOrDefault("HOST", "0.0.0.0");
        int port = Integer.parseInt(environment.getOrDefault("PORT", "8080"));
        Database database = new Database(DatabaseSettings.read(environment));
        Javalin app = OrdersApp.build(database, host, port, environment.get("CORS_ALLOW_ORIGIN")).start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            Log.event("closing", Map.of());
            try (database) {
                app.stop();
            }
            Log.event("closed", Map.of());
        }));
        Log.event("listening", Map.of("port", app.port()));
    }
}
