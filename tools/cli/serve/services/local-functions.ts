import type { InvokeNodeFunction, NodeFunctionResult } from "../../../gateway-emulator/integration/lambda/node-function";
import type { NodeFunction } from "../../../gateway-emulator/state/node-functions";
import { ServiceError } from "../../../service-emulator/caller";
import { invokeAsynchronously } from "../../../service-emulator/function-result";
import type { Timing } from "../../../service-emulator/timing";
import { functionNameOf } from "./read/read-queues";

/** How the functions of a stack are invoked by its services. */
export interface LocalFunctionsArgs {
    readonly invoke: InvokeNodeFunction;
    readonly timing: Timing;
    readonly log: (line: string) => void;
    /** Delays before the attempts of an event that no one waits for, in milliseconds. Default: those of AWS, up to two minutes. */
    readonly delays?: readonly number[] | undefined;
}

/** The functions of a stack, as its topics, state machines and WebSocket APIs invoke them. */
export class LocalFunctions {
    private functions: Readonly<Record<string, NodeFunction>> = {};
    private waiting = 0;

    constructor(private readonly args: LocalFunctionsArgs) {}

    /** Replaces the functions. */
    publish(functions: Readonly<Record<string, NodeFunction>>): void {
        this.functions = functions;
    }

    /** How many events wait for their end that no one else waits for. */
    get pending(): number {
        return this.waiting;
    }

    /** Finds a function by its name or ARN, with or without an alias. */
    find(nameOrArn: string): NodeFunction | undefined {
        const name = functionNameOf(nameOrArn);
        return Object.hasOwn(this.functions, name) ? this.functions[name] : undefined;
    }

    /**
     * Invokes a function and waits for its result.
     * @throws {ServiceError} ResourceNotFoundException if the stack has no such function in JavaScript.
     */
    async invoke(nameOrArn: string, event: unknown): Promise<NodeFunctionResult> {
        return this.args.invoke(this.require(nameOrArn), event);
    }

    /**
     * Hands an event to a function's asynchronous invocation, which is repeated twice if it fails.
     * @throws {ServiceError} ResourceNotFoundException if the stack has no such function in JavaScript.
     */
    async send(nameOrArn: string, event: object): Promise<void> {
        const definition = this.require(nameOrArn);
        this.waiting++;
        this.attempt(definition, event).finally(() => this.waiting--);
    }

    private async attempt(definition: NodeFunction, event: object): Promise<void> {
        const { invoke, timing, log, delays } = this.args;
        const attempt = async () => {
            const result = await invoke(definition, event);
            if (result.kind === "function error") log(`${definition.name}: an event failed: ${result.reason}`);
            return result;
        };
        try {
            const { kind } = await invokeAsynchronously(attempt, timing, delays);
            if (kind === "function error") log(`${definition.name}: an event is dropped after its last attempt`);
        } catch (error) {
            // The command ends.
            log(`${definition.name}: an event is dropped: ${String(error)}`);
        }
    }

    private require(nameOrArn: string): NodeFunction {
        const found = this.find(nameOrArn);
        if (found !== undefined) return found;
        throw new ServiceError("ResourceNotFoundException", `Function not found: ${nameOrArn}`, 404);
    }
}
