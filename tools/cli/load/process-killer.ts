import type { FunctionProcess } from "../../gateway-emulator/integration/lambda/node-function";

/** Kills processes at random while they have an event, as a crash of a machine would end them. */
export class ProcessKiller {
    private readonly timer: NodeJS.Timeout;
    private finished = 0;
    /** How many were killed. */
    killed = 0;

    /**
     * @param after how many messages are processed before each kill, in ascending order.
     * @param processes those that may be killed.
     */
    constructor(
        private readonly after: readonly number[],
        private readonly processes: () => readonly FunctionProcess[],
        private readonly random: () => number,
    ) {
        // A process may have no event at the moment at which the next one is due.
        this.timer = setInterval(() => this.killDue(), 5);
    }

    /** Counts processed messages. */
    count(messages: number): void {
        this.finished += messages;
        this.killDue();
    }

    /** Kills no more. */
    close(): void {
        clearInterval(this.timer);
    }

    private killDue(): void {
        const due = this.after[this.killed];
        if (due === undefined || this.finished < due) return;
        const busy = this.processes().filter(({ isBusy }) => isBusy);
        const chosen = busy[Math.floor(this.random() * busy.length)];
        if (chosen === undefined) return;
        chosen.kill();
        this.killed++;
    }
}
