package gatehouse.orders;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Generates version 7 UUIDs (RFC 9562, section 5.7): each sorts, as a string, after all earlier ones of this object, and
 * after those that other objects generated at least a millisecond earlier.
 */
final class TimeOrderedIds {
    private static final int MAX_SEQUENCE = 0xfff;

    private final SecureRandom random = new SecureRandom();
    private final LongSupplier clock;
    private long last;
    private int sequence;

    /** @param clock returns milliseconds since 1970. */
    TimeOrderedIds(LongSupplier clock) {
        this.clock = clock;
    }

    synchronized UUID next() {
        long now = clock.getAsLong();
        if (now > last) {
            last = now;
            // A random start makes a clash of two processes unlikely and leaves room to count within a millisecond.
            sequence = random.nextInt(MAX_SEQUENCE / 2);
        } else if (++sequence > MAX_SEQUENCE) {
            last++;
            sequence = 0;
        }
        long high = last << 16 | 0x7000 | sequence;
        long low = random.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
