package gatehouse.orders;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;

/** A pool of connections to the database, whose schema is brought up to date before the first one is used. */
final class Database implements AutoCloseable {
    private final Engine engine;
    private final HikariDataSource pool;
    private volatile boolean isMigrated;

    Database(DatabaseSettings settings) {
        engine = settings.engine();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(settings.url());
        config.setCredentialsProvider(settings.credentials());
        config.setMaximumPoolSize(10);
        // Less than the gateway (29 s) and the load balancer's health check (6 s by default) wait for a response.
        config.setConnectionTimeout(4_000);
        config.setValidationTimeout(2_000);
        // The program starts without the database too, and is unhealthy until it can connect.
        config.setInitializationFailTimeout(-1);
        pool = new HikariDataSource(config);
    }

    /** Work on a connection. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Does work in a transaction.
     *
     * @throws DatabaseUnavailableException if the database cannot be reached.
     */
    <T> T transaction(Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            migrate(connection);
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException error) {
                rollBack(connection, error);
                throw error;
            }
        } catch (SQLException error) {
            throw isUnavailable(error) ? new DatabaseUnavailableException(error) : new IllegalStateException(error);
        }
    }

    /**
     * Runs a query.
     *
     * @throws DatabaseUnavailableException if the database does not respond.
     */
    void check() {
        transaction(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute("SELECT 1");
            }
        });
    }

    @Override
    public void close() {
        pool.close();
    }

    private void migrate(Connection connection) throws SQLException {
        if (isMigrated) return;
        synchronized (this) {
            if (isMigrated) return;
            new Migrations(engine).run(connection);
            isMigrated = true;
        }
    }

    // A broken connection cannot be rolled back either, and then the first error is the one to report.
    private static void rollBack(Connection connection, Exception error) {
        try {
            connection.rollback();
        } catch (SQLException second) {
            error.addSuppressed(second);
        }
    }

    // Classes of the SQL standard's codes: 08 is a connection, 57P that PostgreSQL ends it, and 53 that it has none left.
    private static boolean isUnavailable(SQLException error) {
        String state = error.getSQLState();
        return error instanceof SQLTransientConnectionException
                || error instanceof SQLNonTransientConnectionException
                || (state != null && (state.startsWith("08") || state.startsWith("57P") || state.startsWith("53")));
    }
}
