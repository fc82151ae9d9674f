package gatehouse.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gatehouse.orders.Order.Item;
import gatehouse.orders.Order.Status;
import gatehouse.orders.OrderInput.Draft;
import gatehouse.orders.OrderInput.Page;
import io.javalin.http.BadRequestResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderInputTest {
    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private static String problemOf(String draft) {
        return assertThrows(BadRequestResponse.class, () -> Draft.read(json(draft))).getMessage();
    }

    @Test
    void readsAnOrder() throws JsonProcessingException {
        Draft draft = Draft.read(json(
                "{'customer': 'Zoë', 'items': [{'product': 'emma-1815', 'quantity': 2.0, 'unitPriceCents': 0}]}"));
        assertEquals(new Draft("Zoë", List.of(new Item("emma-1815", 2, 0))), draft);
    }

    @Test
    void namesEveryInvalidValue() {
        assertEquals(
                "body/customer must be a string of 1 to 100 characters, none of them a control character, "
                        + "body/items/0/product must be a string of 1 to 64 letters, digits, dots, hyphens and underscores, "
                        + "body/items/0/quantity must be an integer from 1 to 1000, "
                        + "body/items/0/unitPriceCents must be an integer from 0 to 100000000, "
                        + "body/items/1 must be an object",
                problemOf("{'items': [{'product': '-', 'quantity': 1.5, 'unitPriceCents': '7'}, 7]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]| body must be an object",
                "{'customer': 'A'}| body/items must be a list of 1 to 100 items",
                "{'customer': 'A', 'items': []}| body/items must be a list of 1 to 100 items",
                "{'customer': 'A', 'items': {}}| body/items must be a list of 1 to 100 items",
            })
    void rejectsOtherBodies(String body, String problem) {
        assertEquals(problem, problemOf(body));
    }

    @ParameterizedTest
    @CsvSource({"a\\u0000b", "\\ud83d", "''"})
    void rejectsCustomersThatADatabaseCannotStore(String customer) {
        String items = "[{'product': 'a', 'quantity': 1, 'unitPriceCents': 1}]";
        String problem = problemOf("{'customer': '%s', 'items': %s}".formatted(customer, items));
        assertEquals("body/customer must be a string of 1 to 100 characters, none of them a control character", problem);
    }

    @Test
    void readsAPageAndItsDefaults() {
        assertEquals(
                new Page(Optional.empty(), Optional.empty(), Optional.empty(), 20), Page.read(name -> null));
        String id = "01A2282E-38E5-74D1-8BEE-D7B39F606EC6";
        var query = Map.of("customer", "Zoë", "status", "shipped", "after", id, "limit", "100");
        assertEquals(
                new Page(Optional.of("Zoë"), Optional.of(Status.SHIPPED), Optional.of(id.toLowerCase()), 100),
                Page.read(query::get));
    }

    @ParameterizedTest
    @CsvSource({"status,new", "after,1", "limit,0", "limit,101", "limit,1.5", "limit,''", "customer,''"})
    void namesAnInvalidParameter(String name, String value) {
        var error = assertThrows(BadRequestResponse.class, () -> Page.read(Map.of(name, value)::get));
        assertEquals("query/" + name, error.getMessage().split(" ")[0]);
    }

    @Test
    void takesOnlyAFinalStatus() throws JsonProcessingException {
        assertEquals(Status.CANCELLED, OrderInput.change(json("{'status': 'cancelled'}")));
        JsonNode placed = json("{'status': 'placed'}");
        var error = assertThrows(BadRequestResponse.class, () -> OrderInput.change(placed));
        assertEquals("body/status must be \"shipped\" or \"cancelled\"", error.getMessage());
    }
}
