package gatehouse.orders;

import gatehouse.orders.Order.Item;
import gatehouse.orders.Order.Status;
import gatehouse.orders.OrderInput.Page;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The orders in the database. Every method throws {@link DatabaseUnavailableException} if it cannot be reached. */
final class OrderStore {
    private static final String COLUMNS = "SELECT id, customer, status, created_at_millis FROM orders";

    private final Database database;

    OrderStore(Database database) {
        this.database = database;
    }

    void add(Order order) {
        database.transaction(connection -> {
            update(
                    connection,
                    "INSERT INTO orders (id, customer, status, created_at_millis) VALUES (?, ?, ?, ?)",
                    order.id(),
                    order.customer(),
                    order.status().id(),
                    order.createdAt().toEpochMilli());
            addItems(connection, order);
            return order;
        });
    }

    Optional<Order> find(String id) {
        return database.transaction(connection -> select(connection, COLUMNS + " WHERE id = ?", id).stream().findFirst());
    }

    /** Returns the orders of a page, the newest first. */
    List<Order> list(Page page) {
        List<String> conditions = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        page.customer().ifPresent(customer -> {
            conditions.add("customer = ?");
            values.add(customer);
        });
        page.status().ifPresent(status -> {
            conditions.add("status = ?");
            values.add(status.id());
        });
        page.after().ifPresent(id -> {
            conditions.add("id < ?");
            values.add(id);
        });
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        values.add(page.limit());
        String query = COLUMNS + where + " ORDER BY id DESC LIMIT ?";
        return database.transaction(connection -> select(connection, query, values.toArray()));
    }

    /**
     * Changes a placed order; an order that has the status already stays as it is.
     *
     * @return the order afterwards, with its former status if it can no longer change; empty if there is no such order.
     */
    Optional<Order> change(String id, Status status) {
        return database.transaction(connection -> {
            Optional<Order> found =
                    select(connection, COLUMNS + " WHERE id = ? FOR UPDATE", id).stream().findFirst();
            if (found.isEmpty() || found.get().status() != Status.PLACED) return found;
            update(connection, "UPDATE orders SET status = ? WHERE id = ?", status.id(), id);
            return found.map(order -> order.with(status));
        });
    }

    private static void addItems(Connection connection, Order order) throws SQLException {
        String insert =
                "INSERT INTO order_items (order_id, position, product, quantity, unit_price_cents) VALUES (?, ?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (int position = 0; position < order.items().size(); position++) {
                Item item = order.items().get(position);
                set(statement, order.id(), position, item.product(), item.quantity(), item.unitPriceCents());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static List<Order> select(Connection connection, String query, Object... values) throws SQLException {
        List<Order> orders = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            set(statement, values);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    orders.add(new Order(
                            row.getString("id"),
                            row.getString("customer"),
                            Status.of(row.getString("status")),
                            new ArrayList<>(),
                            Instant.ofEpochMilli(row.getLong("created_at_millis"))));
                }
            }
        }
        readItems(connection, orders);
        return orders;
    }

    private static void readItems(Connection connection, List<Order> orders) throws SQLException {
        if (orders.isEmpty()) return;
        String ids = "?, ".repeat(orders.size() - 1) + "?";
        String query = "SELECT order_id, product, quantity, unit_price_cents FROM order_items WHERE order_id IN (" + ids
                + ") ORDER BY order_id, position";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            set(statement, orders.stream().map(Order::id).toArray());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String id = row.getString("order_id");
                    Order order = orders.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
                    order.items()
                            .add(new Item(
                                    row.getString("product"), row.getInt("quantity"), row.getInt("unit_price_cents")));
                }
            }
        }
    }

    private static void update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int index = 0; index < values.length; index++) statement.setObject(index + 1, values[index]);
    }
}
