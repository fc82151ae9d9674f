import { randomUUID } from "node:crypto";
import type {
    InvokeNodeFunction,
    NodeFunctionResult,
} from "../../../gateway-emulator/integration/lambda/node-function";
import type { NodeFunction } from "../../../gateway-emulator/state/node-functions";
import { ServiceError } from "../../../service-emulator/caller";
import type { Clock } from "../../../service-emulator/clock";
import { asynchronousDelays, invokeAsynchronously } from "../../../service-emulator/function-result";
import { defaultEventSettings, type EventSettings } from "./read/read-event-settings";
import { functionNameOf } from "./read/read-queues";

/** How the functions of a stack are invoked by its services. */
export interface LocalFunctionsArgs {
    readonly invoke: InvokeNodeFunction;
    readonly clock: Clock;
    readonly log: (line: string) => void;
    /** Sends the record of an event that has failed to a queue. */
    readonly sendFailure: (arn: string, record: string) => void;
}

/** The functions of a stack, as its topics, queues, state machines and WebSocket APIs invoke them. */
export class LocalFunctions {
    private functions: Readonly<Record<string, NodeFunction>> = {};
    private settings: ReadonlyMap<string, EventSettings> = new Map();
    private waiting = 0;

    constructor(private readonly args: LocalFunctionsArgs) {}

    /** Replaces the functions and their settings, both by their names. */
    publish(functions: Readonly<Record<string, NodeFunction>>, settings: ReadonlyMap<string, EventSettings>): void {
        this.functions = functions;
        this.settings = settings;
    }

    /** How many events that no one waits for have not ended. */
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
     * Hands an event to a function's asynchronous invocation, which repeats one that fails.
     * @throws {ServiceError} ResourceNotFoundException if the stack has no such function in JavaScript.
     */
    async send(nameOrArn: string, event: object): Promise<void> {
        const definition = this.require(nameOrArn);
        this.waiting++;
        this.attempt(definition, event).finally(() => this.waiting--);
    }

    private async attempt(definition: NodeFunction, event: object): Promise<void> {
        const { invoke, clock, log, sendFailure } = this.args;
        const { retries, failureArn } = this.settings.get(definition.name) ?? defaultEventSettings;
        const attempt = async () => {
            const result = await invoke(definition, event);
            if (result.kind === "function error") log(`${definition.name}: an event failed: ${result.reason}`);
            return result;
        };
        try {
            const result = await invokeAsynchronously(attempt, clock, asynchronousDelays.slice(0, retries + 1));
            if (result.kind === "payload") return;
            if (failureArn === undefined) log(`${definition.name}: the event is dropped after its last attempt`);
            else sendFailure(failureArn, failureRecord(definition.arn, event, result.payload, retries + 1));
        } catch (error) {
            // The command ends, or the queue is gone.
            log(`${definition.name}: an event is dropped: ${String(error)}`);
        }
    }

    private require(nameOrArn: string): NodeFunction {
        const found = this.find(nameOrArn);
        if (found !== undefined) return found;
        throw new ServiceError("ResourceNotFoundException", `Function not found: ${nameOrArn}`, 404);
    }
}

// docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
function failureRecord(functionArn: string, requestPayload: object, payload: string, attempts: number): string {
    return JSON.stringify({
        version: "1.0",
        timestamp: new Date().toISOString(),
        requestContext: {
            requestId: randomUUID(),
            functionArn: `${functionArn}:$LATEST`,
            condition: "RetriesExhausted",
            approximateInvokeCount: attempts,
        },
        requestPayload,
        responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
        responsePayload: JSON.parse(payload),
    });
}
