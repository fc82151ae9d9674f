import { wait } from "../wait";
import type { Frame, MachineDependencies } from "./frame";
import { History, withData } from "./history";
import type { Workflow } from "./read-definition";
import { failure } from "./run-task";
import { runWorkflow } from "./run-workflow";
import { StatesError } from "./states-error";

/** How an execution is. */
export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

/** What an execution is started with. */
export interface ExecutionStart extends Pick<Frame, "machineArn" | "role"> {
    readonly arn: string;
    readonly name: string;
    readonly machineName: string;
    readonly roleArn: string;
    readonly workflow: Workflow;
    /** JSON. */
    readonly input: string;
}

class Stopped extends Error {
    constructor(
        readonly status: "ABORTED" | "TIMED_OUT",
        readonly outcome: StatesError,
    ) {
        super(status);
    }
}

/** An execution of a state machine; it runs from its creation. */
export class Execution {
    status: ExecutionStatus = "RUNNING";
    /** JSON. */
    output?: string;
    error?: StatesError;
    /** Times in milliseconds since 1970. */
    readonly startedAt: number;
    stoppedAt?: number;
    readonly history: History;
    /** Resolves when the execution has ended, in whatever way. */
    readonly ended: Promise<void>;
    private readonly controller = new AbortController();
    private readonly cursor = { last: 0 };

    constructor(
        readonly start: ExecutionStart,
        private readonly dependencies: MachineDependencies,
    ) {
        this.startedAt = dependencies.clock.now();
        this.history = new History(dependencies.clock.now);
        const { roleArn, input } = start;
        const details = { input, inputDetails: { truncated: false }, roleArn };
        // The first state follows 0, not the start (recorded).
        this.history.add({ last: 0 }, "ExecutionStarted", { executionStartedEventDetails: details });
        this.ended = this.run();
    }

    /** Ends the execution; nothing happens if it has ended. */
    async stop(error: string | undefined, cause: string | undefined): Promise<void> {
        this.controller.abort(new Stopped("ABORTED", new StatesError(error, cause)));
        await this.ended;
    }

    private async run(): Promise<void> {
        const { workflow, input } = this.start;
        const ended = new AbortController();
        if (workflow.TimeoutSeconds !== undefined)
            wait(this.dependencies.clock, workflow.TimeoutSeconds * 1000, ended.signal).then(
                () => this.controller.abort(new Stopped("TIMED_OUT", new StatesError("States.Timeout"))),
                // The execution ended in time.
                () => undefined,
            );
        try {
            // A response to the start comes before the first task.
            await Promise.resolve();
            const result = await runWorkflow(workflow, JSON.parse(input), this.frame());
            this.output = JSON.stringify(result);
            this.end("SUCCEEDED", { executionSucceededEventDetails: withData("output", result) });
        } catch (error) {
            this.fail(error);
        } finally {
            ended.abort();
        }
    }

    private fail(reason: unknown): void {
        const error =
            reason instanceof Stopped
                ? reason.outcome
                : reason instanceof StatesError
                  ? reason
                  : new StatesError("States.Runtime", reason instanceof Error ? reason.stack : String(reason));
        this.error = error;
        if (!(reason instanceof Stopped)) this.end("FAILED", { executionFailedEventDetails: failure(error) });
        else if (reason.status === "TIMED_OUT")
            this.end("TIMED_OUT", { executionTimedOutEventDetails: failure(error) });
        else this.end("ABORTED", { executionAbortedEventDetails: failure(error) });
    }

    private end(status: Exclude<ExecutionStatus, "RUNNING">, details: object): void {
        this.status = status;
        this.stoppedAt = this.dependencies.clock.now();
        // Such as ExecutionTimedOut.
        const words = status.toLowerCase().split("_");
        const type = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
        const cursor = status === "ABORTED" ? { last: 0 } : this.cursor;
        this.history.add(cursor, `Execution${type}`, details);
    }

    private frame(): Frame {
        const { arn, name, input, roleArn, machineArn, machineName, role } = this.start;
        const execution = {
            Id: arn,
            Input: JSON.parse(input),
            Name: name,
            RoleArn: roleArn,
            StartTime: new Date(this.startedAt).toISOString(),
            RedriveCount: 0,
        };
        return {
            ...this.dependencies,
            machineArn,
            role,
            history: this.history,
            cursor: this.cursor,
            context: { Execution: execution, StateMachine: { Id: machineArn, Name: machineName } },
            signal: this.controller.signal,
            runWorkflow,
        };
    }
}
