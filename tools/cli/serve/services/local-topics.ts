import { randomUUID } from "node:crypto";
import { ServiceError } from "../../../service-emulator/caller";
import type { Clock } from "../../../service-emulator/clock";
import type { MessageAttributes } from "../../../service-emulator/queues/message";
import type { QueueMessage } from "../../../service-emulator/topics/notification";
import { Topic } from "../../../service-emulator/topics/topic";
import type { LocalFunctions } from "./local-functions";
import type { LocalQueues } from "./local-queues";
import type { TopicDefinition } from "./read/read-topics";

/** The topics of a stack, which deliver to its functions and queues. */
export class LocalTopics {
    private readonly topics = new Map<string, Topic>();

    constructor(
        private readonly targets: {
            readonly functions: LocalFunctions;
            readonly queues: LocalQueues;
            /** Receives a line about a message that a subscriber does not get. */
            readonly log: (line: string) => void;
        },
        private readonly clock: Clock,
    ) {}

    /** Replaces the topics; what is on its way to subscribers still arrives. */
    publish(definitions: readonly TopicDefinition[]): void {
        this.topics.clear();
        for (const { arn, subscriptions } of definitions)
            this.topics.set(
                arn,
                new Topic(arn, subscriptions, {
                    clock: this.clock,
                    newId: randomUUID,
                    onLost: ({ subscriptionArn }, reason) =>
                        this.targets.log(`a message for ${subscriptionArn} is dropped: ${String(reason)}`),
                    targets: {
                        toFunction: (functionArn, event) => this.targets.functions.send(functionArn, event),
                        toQueue: async (queueArn, message) => {
                            sendToQueue(this.targets.queues, queueArn, message);
                        },
                    },
                }),
            );
    }

    /** Finds a topic by its ARN. */
    readonly byArn = (arn: string): Topic | undefined => this.topics.get(arn);

    /** How many deliveries are under way. */
    get pending(): number {
        return [...this.topics.values()].reduce((sum, { pending }) => sum + pending, 0);
    }
}

/**
 * Sends a message that another service has made.
 * @returns the id of the message.
 * @throws {ServiceError} AWS.SimpleQueueService.NonExistentQueue if the stack has no such queue.
 */
export function sendToQueue(
    queues: LocalQueues,
    queueArn: string,
    { body, attributes, delaySeconds }: QueueMessage & { readonly delaySeconds?: number },
): string {
    const queue = queues.byArn(queueArn);
    if (queue === undefined)
        throw new ServiceError("AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.");
    return queue.send({ body, attributes: sqsAttributes(attributes), delaySeconds });
}

function sqsAttributes(attributes: QueueMessage["attributes"]): MessageAttributes {
    return Object.fromEntries(
        Object.entries(attributes).map(([name, { dataType, value }]) => [
            name,
            dataType.startsWith("Binary")
                ? { DataType: dataType, BinaryValue: value }
                : { DataType: dataType, StringValue: value },
        ]),
    );
}
