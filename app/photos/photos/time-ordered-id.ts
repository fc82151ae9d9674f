import { randomBytes, randomInt } from "node:crypto";

/**
 * Generates version 7 UUIDs (RFC 9562, section 5.7): each sorts after all earlier ones of this object, and after those
 * that other objects generated at least a millisecond earlier.
 */
export class TimeOrderedIds {
    private last = 0;
    private sequence = 0;

    /** @param clock returns milliseconds since 1970. */
    constructor(private readonly clock: () => number = Date.now) {}

    next(): string {
        const now = this.clock();
        if (now > this.last) {
            this.last = now;
            // A random start makes a clash of two processes unlikely and leaves room to count within a millisecond.
            this.sequence = randomInt(0x800);
        } else if (++this.sequence > 0xfff) {
            this.last++;
            this.sequence = 0;
        }
        const random = randomBytes(8);
        random[0] = ((random[0] ?? 0) & 0x3f) | 0x80;
        const time = this.last.toString(16).padStart(12, "0");
        const sequence = this.sequence.toString(16).padStart(3, "0");
        const tail = random.toString("hex");
        return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence}-${tail.slice(0, 4)}-${tail.slice(4)}`;
    }
}
