package gatehouse.orders;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.Map;

/**
 * Brings the schema up to date: runs the files `migrations/ENGINE/NUMBER.sql`, in order, that a database has not run yet.
 * Statements are separated by semicolons at line ends. MySQL commits each statement, so each must be repeatable.
 */
final class Migrations {
    private final Engine engine;

    Migrations(Engine engine) {
        this.engine = engine;
    }

    /** @throws SQLTransientConnectionException if another instance of the program is changing the schema. */
    void run(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!isTrue(statement, engine.lock)) {
                throw new SQLTransientConnectionException("another instance is changing the schema");
            }
            try {
                statement.execute("CREATE TABLE IF NOT EXISTS migrations (number INT PRIMARY KEY)");
                for (int number = last(statement) + 1; ; number++) {
                    String sql = read(number);
                    if (sql == null) return;
                    for (String each : sql.split(";\\s*\n")) statement.execute(each);
                    statement.execute("INSERT INTO migrations (number) VALUES (" + number + ")");
                    Log.event("migrated", Map.of("number", number));
                }
            } finally {
                statement.execute(engine.unlock);
            }
        }
    }

    private static boolean isTrue(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            return result.next() && result.getBoolean(1);
        }
    }

    private static int last(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery("SELECT COALESCE(MAX(number), 0) FROM migrations")) {
            result.next();
            return result.getInt(1);
        }
    }

    private String read(int number) {
        String file = "/migrations/%s/%d.sql".formatted(engine.id(), number);
        try (InputStream stream = Migrations.class.getResourceAsStream(file)) {
            return stream == null ? null : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}
