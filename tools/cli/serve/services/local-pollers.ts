import { EventSourcePoller, type FinishedBatch } from "./event-source-poller";
import type { LocalFunctions } from "./local-functions";
import type { LocalQueues } from "./local-queues";
import type { EventSource } from "./read/read-queues";
import type { RoleCredentials } from "./role-credentials";

/** How messages of a stack's queues are given to its functions. */
export interface LocalPollersArgs {
    readonly functions: LocalFunctions;
    readonly queues: LocalQueues;
    readonly roles: RoleCredentials;
    /** Maximum number of batches that one function has at once. */
    readonly workers: number;
    readonly log: (line: string) => void;
    /** Receives each batch when the function has ended. Default: no one. */
    readonly onBatch?: ((batch: FinishedBatch) => void) | undefined;
}

// The actions that a function's role needs (docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html).
const actions = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];

/** The event source mappings of a stack. */
export class LocalPollers {
    private pollers: readonly EventSourcePoller[] = [];
    /** Names of the queues that are read. */
    queueNames: readonly string[] = [];
    private ending: Promise<unknown> = Promise.resolve();
    private isClosed = false;

    constructor(private readonly args: LocalPollersArgs) {}

    /** Replaces the mappings; batches that functions have are finished. */
    publish(sources: readonly EventSource[]): void {
        const old = this.pollers;
        this.ending = Promise.all([this.ending, ...old.map((poller) => poller.close())]);
        this.pollers = sources.flatMap((source) => this.poller(source) ?? []);
        this.queueNames = sources.map(({ queueArn }) => queueArn.split(":").at(-1) ?? "");
    }

    /** Takes no more messages, and waits for the batches that functions have. */
    async close(): Promise<void> {
        this.isClosed = true;
        this.publish([]);
        await this.ending;
    }

    private poller(source: EventSource): EventSourcePoller | undefined {
        const { functions, queues, roles, workers, log, onBatch } = this.args;
        const { queueArn, functionName, maximumConcurrency = workers } = source;
        const queue = queues.byArn(queueArn);
        const definition = functions.find(functionName);
        const missing = (reason: string) => log(`"${functionName}" gets no messages of ${queueArn}: ${reason}`);
        if (queue === undefined) return void missing("the stack has no such queue, or it delivers in order");
        if (definition === undefined) return void missing("the stack has no such function in JavaScript");
        const caller = definition.role === undefined ? undefined : roles.caller(definition.role, functionName);
        const denied = actions.find((action) => !caller?.allows(action, queueArn));
        if (denied !== undefined) return void missing(`its role may not ${denied}`);
        return new EventSourcePoller({
            source,
            queue,
            concurrency: Math.min(maximumConcurrency, workers),
            invoke: (event) => functions.invoke(functionName, event),
            onBatch: (batch) => {
                // At the end of the command, no message comes again.
                if (batch.reason !== undefined && !this.isClosed)
                    log(`${functionName}: ${failureLine(batch, queue.settings)}`);
                onBatch?.(batch);
            },
        });
    }
}

function failureLine(
    { messages, reason }: FinishedBatch,
    { visibilityTimeoutSeconds }: { readonly visibilityTimeoutSeconds: number },
): string {
    return `a batch of ${messages.length} failed, and comes again within ${visibilityTimeoutSeconds} s: ${reason}`;
}
