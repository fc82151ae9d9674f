package gatehouse.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseSettingsTest {
    private static final Map<String, String> AWS = Map.of(
            "DATABASE_ENGINE", "mysql",
            "DATABASE_HOST", "orders.example.com",
            "DATABASE_PORT", "3306",
            "DATABASE_NAME", "orders",
            "DATABASE_USER", "app",
            "AWS_REGION", "eu-central-1");

    @BeforeEach
    void signIn() {
        System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
        System.setProperty("aws.secretAccessKey", "example");
    }

    @AfterEach
    void signOut() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private static Map<String, String> with(Map<String, String> variables, String name, String value) {
        Map<String, String> changed = new HashMap<>(variables);
        changed.put(name, value);
        return changed;
    }

    @Test
    void verifiesTheCertificateOnAws() {
        assertEquals(
                "jdbc:mariadb://orders.example.com:3306/orders?connectTimeout=3000&socketTimeout=20000"
                        + "&sslMode=verify-full&serverSslCert=/etc/ssl/rds/global-bundle.pem",
                DatabaseSettings.read(AWS).url());
        assertEquals(
                "jdbc:postgresql://orders.example.com:3306/orders?connectTimeout=3&socketTimeout=20"
                        + "&sslmode=verify-full&sslrootcert=/etc/ssl/rds/global-bundle.pem",
                DatabaseSettings.read(with(AWS, "DATABASE_ENGINE", "postgres")).url());
    }

    @Test
    void signsATokenForTheUserOnAws() {
        var credentials = DatabaseSettings.read(AWS).credentials().getCredentials();
        assertEquals("app", credentials.getUsername());
        String token = credentials.getPassword();
        assertTrue(token.startsWith("orders.example.com:3306/?DBUser=app&Action=connect&"), token);
        // 15 minutes from the start of the call, of which a second or two may have passed when it signs.
        assertTrue(token.matches(".*&X-Amz-Expires=(900|89\\d)&.*"), token);
        assertTrue(token.contains("%2Feu-central-1%2Frds-db%2Faws4_request"), token);
    }

    @Test
    void usesThePasswordWithoutTlsOnADevelopersMachine() {
        var settings = DatabaseSettings.read(with(AWS, "DATABASE_PASSWORD", "secret"));
        assertTrue(settings.url().endsWith("&sslMode=disable"), settings.url());
        assertEquals("secret", settings.credentials().getCredentials().getPassword());
    }

    @Test
    void namesEveryMissingOrInvalidVariable() {
        var error = assertThrows(
                IllegalArgumentException.class, () -> DatabaseSettings.read(Map.of("DATABASE_ENGINE", "oracle")));
        assertEquals(
                String.join(
                        "\n",
                        "DATABASE_ENGINE: got \"oracle\", want mysql or postgres",
                        "DATABASE_HOST: got \"\", want a host name",
                        "DATABASE_PORT: got \"\", want a port",
                        "DATABASE_NAME: got \"\", want letters, digits and _",
                        "DATABASE_USER: got \"\", want the name of a user",
                        "AWS_REGION: got \"\", want a region of AWS"),
                error.getMessage());
    }
}
