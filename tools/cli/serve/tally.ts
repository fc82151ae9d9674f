import type { HttpServed } from "../../http-emulator/finished";

// Types of the gateway's responses, and what the function that checks an HTTP API's keys says of a rejected call.
const throttled = ["THROTTLED", "QUOTA_EXCEEDED"];
const throttledByKey = ["rate exceeded", "quota exceeded"];

/** Counts requests and their outcomes for a status line. */
export class Tally {
    private requests = 0;
    private hits = 0;
    private throttled = 0;
    private failed = 0;

    /** Counts a response. */
    add({ response, cache, errorType = "", reason = "" }: HttpServed): void {
        this.requests++;
        if (cache === "hit") this.hits++;
        if (throttled.includes(errorType) || throttledByKey.includes(reason)) this.throttled++;
        if (response.status >= 500) this.failed++;
    }

    /** The status line, such as `12 requests · 5 from the cache · 0 throttled · 0 failed`. */
    line(): string {
        const requests = `${this.requests} request${this.requests === 1 ? "" : "s"}`;
        return `${requests} · ${this.hits} from the cache · ${this.throttled} throttled · ${this.failed} failed`;
    }
}
