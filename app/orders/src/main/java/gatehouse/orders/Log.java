package gatehouse.orders;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The log: one JSON object per line of standard output. */
final class Log {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Log() {}

    /** Writes an event with its details. */
    static void event(String name, Map<String, ?> details) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("time", System.currentTimeMillis());
        entry.put("event", name);
        // In an order that does not change, unlike that of Map.of.
        entry.putAll(new TreeMap<>(details));
        try {
            System.out.println(JSON.writeValueAsString(entry));
        } catch (JsonProcessingException error) {
            throw new IllegalArgumentException(error);
        }
    }

    /** Writes an error that is a bug or a defect of the environment, with its stack trace. */
    static void failure(Throwable error) {
        event("failure", Map.of("error", stackTraceOf(error)));
    }

    /** Returns the stack trace of an error and of its causes. */
    static String stackTraceOf(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
