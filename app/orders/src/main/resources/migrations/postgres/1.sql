CREATE TABLE IF NOT EXISTS orders (
    id CHAR(36) COLLATE "C" PRIMARY KEY,
    customer VARCHAR(100) NOT NULL,
    status VARCHAR(20) NOT NULL,
    created_at_millis BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS orders_by_customer ON orders (customer, id);
CREATE TABLE IF NOT EXISTS order_items (
    order_id CHAR(36) COLLATE "C" NOT NULL REFERENCES orders (id),
    position INT NOT NULL,
    product VARCHAR(64) NOT NULL,
    quantity INT NOT NULL,
    unit_price_cents INT NOT NULL,
    PRIMARY KEY (order_id, position)
);
