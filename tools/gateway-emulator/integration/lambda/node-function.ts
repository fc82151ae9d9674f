import { randomUUID } from "node:crypto";
import type { NodeFunction } from "../../state/node-functions";
import { NodeProcess, type ProcessAnswer } from "./node-process";

/** The outcome of an invocation; the payload is JSON, and that of a failure has `errorType`, `errorMessage` and mostly `trace`. */
export type NodeFunctionResult =
    | { readonly kind: "payload"; readonly payload: string }
    | { readonly kind: "function error"; readonly reason: string; readonly payload: string };

/** Invokes a function in JavaScript; a failure of the function is an outcome, not a rejection. */
export type InvokeNodeFunction = (definition: NodeFunction, event: unknown) => Promise<NodeFunctionResult>;

/** Settings that all functions share. */
export interface NodeFunctionsArgs {
    /** Receives each line that a function writes, after its name. */
    readonly log: (line: string) => void;
    /**
     * The variables of a function that starts now, from those that it has at AWS: with the endpoints of local services, for
     * example. Default: its own.
     */
    readonly environment?: (definition: NodeFunction) => Readonly<Record<string, string>>;
    /** Maximum number of processes of one function; further events wait. Default: 10. */
    readonly maxProcesses?: number;
}

/** A process that runs a function. */
export interface FunctionProcess {
    readonly functionName: string;
    /** Undefined if it could not be created. */
    readonly pid: number | undefined;
    /** Whether it has an event. */
    readonly isBusy: boolean;
    /** Ends it at once, as a crash does. */
    readonly kill: () => void;
}

interface Pool {
    readonly functionName: string;
    readonly processes: Set<NodeProcess>;
    readonly busy: Set<NodeProcess>;
    readonly waiting: (() => void)[];
    /** Whether its processes end once they are idle. */
    isRetired: boolean;
}

/**
 * Runs Lambda functions in separate processes, each for one event at a time and then again for later events, as Lambda does.
 * Not emulated: the limit of memory, the read-only file system, and the freeze between events.
 */
export class NodeFunctions {
    private readonly pools = new Map<string, Pool>();
    // Those of retired pools too.
    private readonly living = new Map<NodeProcess, Pool>();
    private isClosed = false;

    constructor(private readonly args: NodeFunctionsArgs) {}

    /**
     * Invokes a function and waits for its result, at most as long as its timeout.
     * @throws {Error} after `close`.
     */
    readonly invoke: InvokeNodeFunction = async (definition, event) => {
        const key = JSON.stringify(definition);
        const pool = this.pools.get(key) ?? newPool(definition.name);
        this.pools.set(key, pool);
        const process = await this.acquire(definition, pool);
        const id = randomUUID();
        const answer = process.answer({ id, event: JSON.stringify(event) });
        const result = resultOf(await answer, id, definition.timeoutInMillis);
        pool.busy.delete(process);
        if (pool.isRetired && pool.waiting.length === 0) process.kill();
        pool.waiting.shift()?.();
        return result;
    };

    /** The processes that have not ended. */
    get processes(): FunctionProcess[] {
        return [...this.living].map(([process, { functionName, busy }]) => ({
            functionName,
            pid: process.pid,
            isBusy: busy.has(process),
            kill: () => process.kill(),
        }));
    }

    /** Lets the processes finish the events that they have, and starts new ones for later events. */
    renew(): void {
        for (const pool of this.pools.values()) {
            pool.isRetired = true;
            for (const process of pool.processes) if (!pool.busy.has(process)) process.kill();
        }
        this.pools.clear();
    }

    /** Ends every process. */
    async close(): Promise<void> {
        this.isClosed = true;
        const processes = [...this.living.keys()];
        for (const process of processes) process.kill();
        await Promise.all(processes.map(({ ended }) => ended));
    }

    private async acquire(definition: NodeFunction, pool: Pool): Promise<NodeProcess> {
        const { maxProcesses = 10 } = this.args;
        for (;;) {
            if (this.isClosed) throw new Error(`function "${definition.name}" was invoked after the end`);
            const idle = [...pool.processes].find((process) => process.isUsable && !pool.busy.has(process));
            if (idle === undefined && pool.processes.size >= maxProcesses) {
                await new Promise<void>((free) => pool.waiting.push(free));
                continue;
            }
            const process = idle ?? this.start(definition, pool);
            // At once, so that no other event gets it.
            pool.busy.add(process);
            return process;
        }
    }

    private start(definition: NodeFunction, pool: Pool): NodeProcess {
        const { environment = (own) => own.environment, log } = this.args;
        const write = (line: string) => log(`${definition.name}: ${line}`);
        const process = new NodeProcess({ ...definition, environment: environment(definition) }, write);
        pool.processes.add(process);
        this.living.set(process, pool);
        process.ended.then(() => {
            pool.processes.delete(process);
            this.living.delete(process);
            for (const go of pool.waiting.splice(0)) go();
        });
        return process;
    }
}

function newPool(functionName: string): Pool {
    return { functionName, processes: new Set(), busy: new Set(), waiting: [], isRetired: false };
}

// Messages of Lambda itself, as its logs and callers see them.
function resultOf(answer: ProcessAnswer | undefined, id: string, timeoutInMillis: number): NodeFunctionResult {
    if (answer === undefined) {
        const seconds = (timeoutInMillis / 1000).toFixed(2);
        return failed("Sandbox.Timedout", `RequestId: ${id} Error: Task timed out after ${seconds} seconds`);
    }
    if ("payload" in answer) return { kind: "payload", payload: answer.payload };
    if ("error" in answer) {
        const { errorType, errorMessage, trace } = answer.error;
        return failed(errorType, errorMessage, trace);
    }
    const { exit } = answer;
    const status = typeof exit === "number" ? `exit status ${exit}` : `signal: ${exit}`;
    const cause = exit === 0 ? "exited without providing a reason" : `exited with error: ${status}`;
    return failed("Runtime.ExitError", `RequestId: ${id} Error: Runtime ${cause}`);
}

function failed(errorType: string, errorMessage: string, trace?: readonly string[]): NodeFunctionResult {
    const payload = JSON.stringify({ errorType, errorMessage, ...(trace && { trace }) });
    return { kind: "function error", reason: `${errorType}: ${errorMessage}`, payload };
}
