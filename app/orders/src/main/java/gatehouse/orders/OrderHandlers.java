package gatehouse.orders;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import gatehouse.orders.Order.Status;
import gatehouse.orders.OrderInput.Draft;
import gatehouse.orders.OrderInput.Page;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ConflictResponse;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.UnsupportedMediaTypeResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** The operations of openapi.yaml. */
final class OrderHandlers {
    private static final int MAX_BODY_BYTES = 65_536;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final TimeOrderedIds ids = new TimeOrderedIds(System::currentTimeMillis);
    private final OrderStore store;

    OrderHandlers(OrderStore store) {
        this.store = store;
    }

    void create(Context context) throws IOException {
        Draft draft = Draft.read(body(context));
        UUID id = ids.next();
        // As precise as the database.
        Instant createdAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Order order = new Order(id.toString(), draft.customer(), Status.PLACED, draft.items(), createdAt);
        store.add(order);
        // Relative to the API's base path.
        context.status(HttpStatus.CREATED).header("Location", "/" + id);
        send(context, order);
    }

    void list(Context context) throws IOException {
        // The last of a repeated parameter counts, as in the cache key of API Gateway.
        Page page = Page.read(name -> {
            List<String> values = context.queryParams(name);
            return values.isEmpty() ? null : values.get(values.size() - 1);
        });
        send(context, store.list(page));
    }

    void get(Context context) throws IOException {
        String id = OrderInput.id(context.pathParam("id"));
        send(context, store.find(id).orElseThrow(OrderHandlers::notFound));
    }

    void change(Context context) throws IOException {
        String id = OrderInput.id(context.pathParam("id"));
        Status status = OrderInput.change(body(context));
        Order order = store.change(id, status).orElseThrow(OrderHandlers::notFound);
        if (order.status() != status) {
            throw new ConflictResponse("The order is %s and can no longer change.".formatted(order.status().id()));
        }
        send(context, order);
    }

    private static NotFoundResponse notFound() {
        return new NotFoundResponse("There is no such order.");
    }

    private static void send(Context context, Object value) throws IOException {
        context.contentType("application/json").result(JSON.writeValueAsBytes(value));
    }

    private static JsonNode body(Context context) throws IOException {
        String type = context.contentType() == null ? "" : context.contentType().split(";", 2)[0].strip();
        if (!type.equalsIgnoreCase("application/json")) {
            throw new UnsupportedMediaTypeResponse("The body must be application/json.");
        }
        // Not the request's length, which a chunked body does not state.
        byte[] body = context.bodyInputStream().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            throw new ContentTooLargeResponse("The body has more than 65,536 bytes.");
        }
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException error) {
            JsonLocation where = error.getLocation();
            throw new BadRequestResponse("body must be JSON without repeated names (line %d, column %d)"
                    .formatted(where.getLineNr(), where.getColumnNr()));
        }
    }
}
