package gatehouse.orders;

import java.util.Locale;

/** A database engine, with everything in which the two differ here. */
enum Engine {
    /** MySQL, and MariaDB on a developer's machine. */
    MYSQL(
            "jdbc:mariadb://%s:%d/%s?connectTimeout=3000&socketTimeout=20000&sslMode=%s",
            "verify-full&serverSslCert=",
            "SELECT GET_LOCK('orders.migrations', 0)",
            "SELECT RELEASE_LOCK('orders.migrations')"),
    POSTGRES(
            "jdbc:postgresql://%s:%d/%s?connectTimeout=3&socketTimeout=20&sslmode=%s",
            "verify-full&sslrootcert=",
            "SELECT pg_try_advisory_lock(1869767781)",
            "SELECT pg_advisory_unlock(1869767781)");

    private final String url;
    private final String verifiedTls;
    /** Query that takes the lock on the schema for its connection, without waiting: true if it was free. */
    final String lock;
    /** Query that releases the lock. */
    final String unlock;

    Engine(String url, String verifiedTls, String lock, String unlock) {
        this.url = url;
        this.verifiedTls = verifiedTls;
        this.lock = lock;
        this.unlock = unlock;
    }

    /** Name in `DATABASE_ENGINE`, and of the folder of its migrations. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** URL for connections by TLS that check the server's certificate, with its host name, against a file. */
    String urlWithTls(String host, int port, String database, String certificates) {
        return url.formatted(host, port, database, verifiedTls + certificates);
    }

    /** URL for connections without TLS, which must not leave this machine. */
    String urlWithoutTls(String host, int port, String database) {
        return url.formatted(host, port, database, "disable");
    }
}
