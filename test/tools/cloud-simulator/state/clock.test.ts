import assert from "node:assert/strict";
import { Clock } from "../../../../tools/cloud-simulator/state/clock";

describe("the simulated clock", () => {
    let clock: Clock;
    let done: string[];
    beforeEach(() => {
        clock = new Clock();
        done = [];
    });
    const note = (what: string) => () => {
        done.push(`${what} at ${clock.seconds}`);
    };

    it("runs actions in the order of their moments, and those of one moment as they were scheduled", () => {
        clock.after(60, note("late"));
        clock.after(5, note("first"));
        clock.after(5, note("second"));
        clock.settle(100);
        assert.deepEqual(done, ["first at 5", "second at 5", "late at 60"]);
    });

    it("stops as soon as a condition holds", () => {
        clock.after(5, note("first"));
        clock.after(9, note("second"));
        assert.equal(
            clock.passUntil(() => done.length === 1, 100),
            true,
        );
        assert.equal(clock.seconds, 5);
    });

    it("passes all of the time if the condition never holds", () => {
        clock.after(500, note("too late"));
        assert.equal(
            clock.passUntil(() => done.length > 0, 100),
            false,
        );
        assert.deepEqual([clock.seconds, done], [100, []]);
    });

    it("ends with the last action when it settles, or when its time is over", () => {
        const again = () => clock.after(30, again);
        clock.after(7, note("only"));
        clock.settle(100);
        assert.equal(clock.seconds, 7);
        again();
        clock.settle(100);
        assert.ok(clock.seconds <= 107);
    });
});
