import type { Clock } from "../../../tools/service-emulator/clock";

/** A clock that only a test moves. */
export class MovingClock implements Clock {
    private time = Date.UTC(2026, 10, 30, 12);
    private calls: { readonly at: number; readonly call: () => void }[] = [];

    readonly now = (): number => this.time;

    readonly after = (millis: number, call: () => void): (() => void) => {
        const entry = { at: this.time + millis, call };
        this.calls.push(entry);
        return () => {
            this.calls = this.calls.filter((other) => other !== entry);
        };
    };

    /** Moves the time on and makes the calls that are due, each at its time. */
    move(seconds: number): void {
        const end = this.time + seconds * 1000;
        for (;;) {
            const due = this.calls.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
            if (due === undefined) break;
            this.calls = this.calls.filter((other) => other !== due);
            this.time = Math.max(this.time, due.at);
            due.call();
        }
        this.time = end;
    }
}
