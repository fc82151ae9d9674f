const second = 1000;

/**
 * Delays before the attempts of a delivery to a function or a queue, in milliseconds: 3 at once, 2 after a second each, 10 with
 * a growing delay up to 20 seconds, and 100,000 after 20 seconds each, 23 days in all
 * (sns/latest/dg/sns-message-delivery-retries, "AWS managed endpoints").
 */
export function* deliveryDelays(): Generator<number, void> {
    yield* repeated(3, 0);
    yield* repeated(2, second);
    // AWS names the first and the last delay of this phase, not those between.
    for (let attempt = 0; attempt < 10; attempt++) yield Math.round(20 ** (attempt / 9) * second);
    yield* repeated(100_000, 20 * second);
}

function* repeated(count: number, delay: number): Generator<number, void> {
    for (let attempt = 0; attempt < count; attempt++) yield delay;
}
