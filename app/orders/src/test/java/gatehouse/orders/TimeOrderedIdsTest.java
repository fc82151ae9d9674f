package gatehouse.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {
    private final AtomicLong clock = new AtomicLong(1_700_000_000_000L);
    private final TimeOrderedIds ids = new TimeOrderedIds(clock::get);

    private List<String> next(int count) {
        return Stream.generate(ids::next).limit(count).map(UUID::toString).toList();
    }

    @Test
    void sortAsStringsWithinAMillisecondAndWhenTheClockGoesBack() {
        List<String> made = next(5_000);
        assertEquals(made.stream().sorted().distinct().toList(), made);
        String last = next(1).get(0);
        clock.addAndGet(-60_000);
        assertEquals(List.of(true, true), next(2).stream().map(id -> id.compareTo(last) > 0).toList());
    }

    @Test
    void areVersion7UuidsWithTheTime() {
        UUID id = ids.next();
        assertEquals(List.of(7, 2), List.of(id.version(), id.variant()));
        assertEquals(clock.get(), id.getMostSignificantBits() >>> 16);
    }
}
