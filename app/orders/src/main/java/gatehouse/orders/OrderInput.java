package gatehouse.orders;

import com.fasterxml.jackson.databind.JsonNode;
import gatehouse.orders.Order.Item;
import gatehouse.orders.Order.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The inputs of the operations, as openapi.yaml declares them. */
final class OrderInput {
    private static final int MAX_ITEMS = 100;
    private static final int MAX_QUANTITY = 1_000;
    private static final int MAX_PRICE = 100_000_000;
    private static final int DEFAULT_LIMIT = 20;

    // Neither database stores half a surrogate pair.
    private static final Pattern CUSTOMER = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,100}");
    private static final String WANT_CUSTOMER = "must be a string of 1 to 100 characters, none of them a control character";
    private static final Pattern PRODUCT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final String WANT_PRODUCT = "must be a string of 1 to 64 letters, digits, dots, hyphens and underscores";
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);
    private static final Pattern STATUS = Pattern.compile("placed|shipped|cancelled");
    private static final Pattern FINAL_STATUS = Pattern.compile("shipped|cancelled");
    private static final Pattern LIMIT = Pattern.compile("[1-9]\\d?|100");

    private OrderInput() {}

    /** Customer and items of a new order. */
    record Draft(String customer, List<Item> items) {
        /** @throws io.javalin.http.BadRequestResponse that names every invalid value, as the other methods here do. */
        static Draft read(JsonNode body) {
            Checks checks = new Checks();
            if (!checks.isObject(body, "body")) checks.throwIfInvalid();
            String customer = checks.string(body, "customer", "body", CUSTOMER, WANT_CUSTOMER);
            List<Item> items = new ArrayList<>();
            JsonNode list = checks.list(body, "items", "body", 1, MAX_ITEMS);
            for (int index = 0; index < list.size(); index++) {
                String path = "body/items/" + index;
                JsonNode item = list.get(index);
                if (!checks.isObject(item, path)) continue;
                items.add(new Item(
                        checks.string(item, "product", path, PRODUCT, WANT_PRODUCT),
                        checks.integer(item, "quantity", path, 1, MAX_QUANTITY),
                        checks.integer(item, "unitPriceCents", path, 0, MAX_PRICE)));
            }
            checks.throwIfInvalid();
            return new Draft(customer, items);
        }
    }

    /** A page of a list, from the parameters of its query. */
    record Page(Optional<String> customer, Optional<Status> status, Optional<String> after, int limit) {
        /** @param query returns the value of a parameter, or null. */
        static Page read(Function<String, String> query) {
            Checks checks = new Checks();
            Optional<String> customer = Optional.ofNullable(query.apply("customer"))
                    .map(value -> checks.string(value, "query/customer", CUSTOMER, WANT_CUSTOMER));
            Optional<String> status = Optional.ofNullable(query.apply("status"))
                    .map(value -> checks.string(
                            value, "query/status", STATUS, "must be \"placed\", \"shipped\" or \"cancelled\""));
            Optional<String> after = Optional.ofNullable(query.apply("after"))
                    .map(value -> checks.string(value, "query/after", ID, "must be the id of an order"));
            Optional<String> limit = Optional.ofNullable(query.apply("limit"))
                    .map(value -> checks.string(value, "query/limit", LIMIT, "must be an integer from 1 to 100"));
            checks.throwIfInvalid();
            return new Page(
                    customer,
                    status.map(Status::of),
                    after.map(OrderInput::canonical),
                    limit.map(Integer::valueOf).orElse(DEFAULT_LIMIT));
        }
    }

    /** Reads the id in a path. */
    static String id(String value) {
        Checks checks = new Checks();
        String id = checks.string(value, "params/id", ID, "must be the id of an order");
        checks.throwIfInvalid();
        return canonical(id);
    }

    private static String canonical(String id) {
        return id.toLowerCase(Locale.ROOT);
    }

    /** Reads the status that an order is to have. */
    static Status change(JsonNode body) {
        Checks checks = new Checks();
        if (!checks.isObject(body, "body")) checks.throwIfInvalid();
        String status = checks.string(body, "status", "body", FINAL_STATUS, "must be \"shipped\" or \"cancelled\"");
        checks.throwIfInvalid();
        return Status.of(status);
    }
}
