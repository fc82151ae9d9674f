package gatehouse.orders;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.BadRequestResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the values of a request, and collects a message about each one that openapi.yaml does not allow. */
final class Checks {
    private final List<String> problems = new ArrayList<>();

    /** Whether a value is an object; if not, its fields need no messages. */
    boolean isObject(JsonNode value, String path) {
        if (!value.isObject()) add(path, "must be an object");
        return value.isObject();
    }

    /** Reads a list; any other value counts as an empty one. */
    JsonNode list(JsonNode object, String name, String path, int min, int max) {
        JsonNode value = object.path(name);
        boolean isValid = value.isArray() && value.size() >= min && value.size() <= max;
        if (!isValid) add(path + "/" + name, "must be a list of %d to %d items".formatted(min, max));
        return value.isArray() ? value : object.path("");
    }

    /** Reads an integer; 0 if it is invalid. */
    int integer(JsonNode object, String name, String path, int min, int max) {
        JsonNode value = object.path(name);
        // In JSON Schema, 2.0 is an integer too.
        boolean isInteger = value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
        if (isInteger && value.doubleValue() >= min && value.doubleValue() <= max) return value.intValue();
        add(path + "/" + name, "must be an integer from %d to %d".formatted(min, max));
        return 0;
    }

    /** Reads a string; empty if it is invalid. */
    String string(JsonNode object, String name, String path, Pattern form, String message) {
        JsonNode value = object.path(name);
        if (value.isTextual()) return string(value.textValue(), path + "/" + name, form, message);
        add(path + "/" + name, message);
        return "";
    }

    /** Reads a string; empty if it is invalid. */
    String string(String value, String path, Pattern form, String message) {
        if (form.matcher(value).matches()) return value;
        add(path, message);
        return "";
    }

    /** @throws BadRequestResponse with every message, if there is one. */
    void throwIfInvalid() {
        if (!problems.isEmpty()) throw new BadRequestResponse(String.join(", ", problems));
    }

    private void add(String path, String message) {
        problems.add(path + " " + message);
    }
}
