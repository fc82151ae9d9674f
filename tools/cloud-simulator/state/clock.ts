/** An action that is due at a moment of the clock. */
interface Appointment {
    readonly at: number;
    readonly run: () => void;
}

/** A clock that passes from one scheduled action to the next at once, so that simulated minutes cost nothing. */
export class Clock {
    private now = 0;
    private appointments: Appointment[] = [];

    /** Seconds since the clock began. */
    get seconds(): number {
        return this.now;
    }

    /** Schedules an action; actions of the same moment run in the order in which they were scheduled. */
    after(seconds: number, run: () => void): void {
        const at = this.now + seconds;
        const later = this.appointments.findIndex((other) => other.at > at);
        this.appointments.splice(later < 0 ? this.appointments.length : later, 0, { at, run });
    }

    /** Lets time pass until a condition holds; false if it does not hold after so many seconds. */
    passUntil(holds: () => boolean, withinSeconds: number): boolean {
        const end = this.now + withinSeconds;
        while (!holds()) {
            const next = this.appointments[0];
            if (next === undefined || next.at > end) {
                this.now = end;
                return false;
            }
            this.appointments.shift();
            this.now = next.at;
            next.run();
        }
        return true;
    }

    /** Lets time pass until nothing is scheduled any more, or for so many seconds. */
    settle(withinSeconds: number): void {
        const end = this.now + withinSeconds;
        this.passUntil(() => this.appointments.length === 0 || (this.appointments[0]?.at ?? 0) > end, withinSeconds);
    }
}
