package gatehouse.orders;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** An order of a customer. */
record Order(
        String id,
        String customer,
        Status status,
        List<Item> items,
        @JsonSerialize(using = ToStringSerializer.class) Instant createdAt) {
    /** A product, how many of it, and the price of one in cents. */
    record Item(String product, int quantity, int unitPriceCents) {}

    /** A new order is placed; then it is either shipped or cancelled, and can no longer change. */
    enum Status {
        PLACED,
        SHIPPED,
        CANCELLED;

        /** Name in JSON and in the database. */
        @JsonValue
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }

    @JsonProperty
    long totalCents() {
        return items.stream()
                .mapToLong(item -> (long) item.quantity * item.unitPriceCents)
                .sum();
    }

    Order with(Status changed) {
        return new Order(id, customer, changed, items, createdAt);
    }
}
