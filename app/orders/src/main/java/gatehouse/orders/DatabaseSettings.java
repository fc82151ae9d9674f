package gatehouse.orders;

import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.util.Credentials;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsUtilities;

/**
 * Where the database is and how to connect to it.
 *
 * @param credentials for each new connection: an IAM authentication token on AWS, a password on a developer's machine.
 */
record DatabaseSettings(Engine engine, String url, HikariCredentialsProvider credentials) {
    /** Where the Dockerfile stores the certificates of RDS. */
    private static final String DEFAULT_CERTIFICATES = "/etc/ssl/rds/global-bundle.pem";

    /**
     * Reads the variables that Gatehouse sets, and `RDS_CERTIFICATES`, the path of the certificates of RDS. Default: that of the
     * Dockerfile.
     *
     * @throws IllegalArgumentException that names every missing or invalid variable.
     */
    static DatabaseSettings read(Map<String, String> environment) {
        String password = environment.get("DATABASE_PASSWORD");
        List<String> problems = new ArrayList<>();
        String id = find(environment, "DATABASE_ENGINE", "mysql|postgres", "mysql or postgres", problems);
        String host = find(environment, "DATABASE_HOST", ".+", "a host name", problems);
        String portText = find(environment, "DATABASE_PORT", "\\d{1,5}", "a port", problems);
        String name = find(environment, "DATABASE_NAME", "\\w+", "letters, digits and _", problems);
        String user = find(environment, "DATABASE_USER", ".+", "the name of a user", problems);
        String region = password == null ? find(environment, "AWS_REGION", ".+", "a region of AWS", problems) : "";
        if (!problems.isEmpty()) throw new IllegalArgumentException(String.join("\n", problems));

        int port = Integer.parseInt(portText);
        Engine engine = id.equals(Engine.MYSQL.id()) ? Engine.MYSQL : Engine.POSTGRES;
        if (password != null) {
            String url = engine.urlWithoutTls(host, port, name);
            return new DatabaseSettings(engine, url, () -> Credentials.of(user, password));
        }
        String certificates = environment.getOrDefault("RDS_CERTIFICATES", DEFAULT_CERTIFICATES);
        String url = engine.urlWithTls(host, port, name, certificates);
        return new DatabaseSettings(engine, url, tokens(host, port, user, region));
    }

    private static String find(
            Map<String, String> environment, String name, String form, String want, List<String> problems) {
        String value = environment.getOrDefault(name, "");
        if (!value.matches(form)) problems.add("%s: got \"%s\", want %s".formatted(name, value, want));
        return value;
    }

    // A token is valid for 15 minutes and only for connecting, so each connection gets a new one
    // (docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html).
    private static HikariCredentialsProvider tokens(String host, int port, String user, String region) {
        RdsUtilities signer = RdsUtilities.builder()
                .region(Region.of(region))
                .credentialsProvider(DefaultCredentialsProvider.builder().build())
                .build();
        return () -> Credentials.of(
                user, signer.generateAuthenticationToken(request -> request.hostname(host).port(port).username(user)));
    }
}
