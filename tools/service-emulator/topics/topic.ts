import { ServiceError } from "../caller";
import type { Clock } from "../clock";
import { wait } from "../wait";
import { deliveryDelays } from "./delivery-delays";
import { type FilterPolicy, matchesAttributes, matchesBody } from "./filter-policy";
import { functionEvent, type Notification, type QueueMessage, queueMessage } from "./notification";
import { checkPublication, type Publication, textFor } from "./publication";

/** A subscription of a function or a queue to a topic. */
export interface Subscription {
    readonly arn: string;
    readonly protocol: "lambda" | "sqs";
    /** ARN of the function or the queue. */
    readonly endpoint: string;
    /** Whether a queue gets the text itself in place of an envelope. */
    readonly isRaw: boolean;
    readonly filter?: { readonly policy: FilterPolicy; readonly scope: "MessageAttributes" | "MessageBody" };
    /** ARN of the queue that gets what cannot be delivered. */
    readonly deadLetterQueueArn?: string;
}

/** What a topic delivers to. A ServiceError below status 500, other than a throttle, ends the attempts. */
export interface DeliveryTargets {
    /** Hands the event to a function's asynchronous invocation; resolves when Lambda has it. */
    readonly toFunction: (functionArn: string, event: object) => Promise<void>;
    readonly toQueue: (queueArn: string, message: QueueMessage) => Promise<void>;
}

/** The dependencies of a topic. */
export interface TopicDependencies {
    readonly clock: Clock;
    readonly targets: DeliveryTargets;
    /** A new UUID. */
    readonly newId: () => string;
    /** Called for a message that no attempt delivered and no dead-letter queue took. */
    readonly onLost: (notification: Notification, reason: unknown) => void;
    /** Delays before the attempts of a delivery, in milliseconds. Default: those of AWS. */
    readonly delays?: () => Iterable<number>;
}

/** A standard topic of SNS: each message goes to every subscription whose filter lets it pass, at least once. */
export class Topic {
    private readonly underWay = new Set<Promise<void>>();

    constructor(
        readonly arn: string,
        readonly subscriptions: readonly Subscription[],
        private readonly dependencies: TopicDependencies,
    ) {}

    /**
     * Publishes a message; its deliveries follow by themselves.
     * @returns ID of the message.
     * @throws {ServiceError} InvalidParameter or ParameterValueInvalid for an invalid message.
     */
    publish(publication: Publication): string {
        checkPublication(publication);
        const messageId = this.dependencies.newId();
        for (const subscription of this.subscriptions) {
            const notification = this.notification(publication, subscription, messageId);
            if (!passes(subscription, notification)) continue;
            const delivery = this.deliver(subscription, notification).finally(() => this.underWay.delete(delivery));
            this.underWay.add(delivery);
        }
        return messageId;
    }

    /** Number of deliveries under way. */
    get pending(): number {
        return this.underWay.size;
    }

    /** Resolves when no delivery is under way. */
    async settled(): Promise<void> {
        while (this.underWay.size > 0) await Promise.all(this.underWay);
    }

    private notification(publication: Publication, { arn, protocol }: Subscription, messageId: string): Notification {
        return {
            messageId,
            topicArn: this.arn,
            subscriptionArn: arn,
            ...(publication.subject !== undefined && { subject: publication.subject }),
            message: textFor(publication, protocol),
            sentAt: this.dependencies.clock.now(),
            attributes: publication.attributes ?? {},
        };
    }

    private async deliver(subscription: Subscription, notification: Notification): Promise<void> {
        const { clock, targets, delays = deliveryDelays } = this.dependencies;
        let reason: unknown;
        for (const delay of delays()) {
            await wait(clock, delay);
            try {
                return await send(subscription, notification, targets);
            } catch (error) {
                reason = error;
                if (isPermanent(error)) break;
            }
        }
        await this.deadLetter(subscription, notification, reason);
    }

    // The dead-letter queue gets the message as a queue would, with the reason in attributes
    // (sns/latest/dg/sns-dead-letter-queues).
    private async deadLetter(
        { deadLetterQueueArn, isRaw }: Subscription,
        notification: Notification,
        reason: unknown,
    ): Promise<void> {
        const { onLost, targets, newId } = this.dependencies;
        if (deadLetterQueueArn === undefined) {
            onLost(notification, reason);
            return;
        }
        const { code, message } = reason instanceof ServiceError ? reason : { code: "", message: String(reason) };
        const { body, attributes } = queueMessage(notification, isRaw);
        const failure = {
            RequestID: { dataType: "String", value: newId() },
            ErrorCode: { dataType: "String", value: code || "InternalError" },
            ErrorMessage: { dataType: "String", value: message },
        };
        try {
            await targets.toQueue(deadLetterQueueArn, { body, attributes: { ...attributes, ...failure } });
        } catch (error) {
            onLost(notification, error);
        }
    }
}

function passes({ filter }: Subscription, { attributes, message }: Notification): boolean {
    if (filter === undefined) return true;
    return filter.scope === "MessageBody"
        ? matchesBody(filter.policy, message)
        : matchesAttributes(filter.policy, attributes);
}

function send(
    { protocol, endpoint, isRaw }: Subscription,
    notification: Notification,
    { toFunction, toQueue }: DeliveryTargets,
): Promise<void> {
    return protocol === "lambda"
        ? toFunction(endpoint, functionEvent(notification))
        : toQueue(endpoint, queueMessage(notification, isRaw));
}

// SNS does not repeat a delivery that the subscriber's side rejects, such as without permission
// (sns/latest/dg/sns-message-delivery-retries, "client-side errors").
function isPermanent(error: unknown): boolean {
    return error instanceof ServiceError && error.status < 500 && error.status !== 429;
}
