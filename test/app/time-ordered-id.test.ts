import assert from "node:assert/strict";
import { TimeOrderedIds } from "../../app/pictures/time-ordered-id";

describe("app/pictures: ids", () => {
    it("are version 7 UUIDs that begin with their creation time", () => {
        const id = new TimeOrderedIds(() => 0x0190a6c01234).next();
        assert.match(id, /^0190a6c0-1234-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    });

    it("sort by creation, even within a millisecond and when the clock goes back", () => {
        let now = 1_000_000;
        const ids = new TimeOrderedIds(() => now);
        const made = Array.from({ length: 10_000 }, (_, index) => {
            if (index === 9_000) now -= 500;
            return ids.next();
        });
        assert.deepEqual([...made].sort(), made);
        assert.equal(new Set(made).size, made.length);
    });
});
