import { z } from "zod";
import type { StateResource } from "../../../../cloud-simulator/state/state-resource";
import { outputsOf } from "./outputs-of";

const topicForm = z.object({ arn: z.string(), name: z.string() });
const subscriptionForm = z.object({
    arn: z.string(),
    topic: z.string(),
    protocol: z.string(),
    endpoint: z.string(),
    rawMessageDelivery: z.boolean().nullish(),
    filterPolicy: z.string().nullish(),
    filterPolicyScope: z.string().nullish(),
});
const machineForm = z.object({
    arn: z.string(),
    name: z.string(),
    definition: z.string(),
    type: z.enum(["STANDARD", "EXPRESS"]).default("STANDARD"),
    roleArn: z.string(),
});

/** What gets the messages of a topic. */
export interface SubscriptionDefinition {
    readonly arn: string;
    /** Such as `lambda` or `sqs`. */
    readonly protocol: string;
    /** ARN of a function or a queue. */
    readonly endpoint: string;
    /** Whether it gets the message alone, without what SNS says of it. */
    readonly isRaw: boolean;
    /** A filter policy in JSON. Default: none. */
    readonly filterPolicy: unknown;
    /** Whether the filter is for the message or for its attributes. */
    readonly filtersBody: boolean;
}

/** A topic of a stack. */
export interface TopicDefinition {
    readonly arn: string;
    readonly name: string;
    readonly subscriptions: readonly SubscriptionDefinition[];
}

/** A state machine of a stack. */
export type StateMachineDefinition = z.output<typeof machineForm>;

/** Reads the topics that a stack has from its state, with their subscriptions. */
export function readTopics(resources: readonly StateResource[]): TopicDefinition[] {
    const all = outputsOf(resources, "aws:sns/topicSubscription:TopicSubscription", subscriptionForm);
    return outputsOf(resources, "aws:sns/topic:Topic", topicForm).map(({ arn, name }) => ({
        arn,
        name,
        subscriptions: all
            .filter(({ topic }) => topic === arn)
            .map((own) => ({
                arn: own.arn,
                protocol: own.protocol,
                endpoint: own.endpoint,
                isRaw: own.rawMessageDelivery ?? false,
                filterPolicy: own.filterPolicy ? JSON.parse(own.filterPolicy) : undefined,
                filtersBody: own.filterPolicyScope === "MessageBody",
            })),
    }));
}

/** Reads the state machines that a stack has from its state. */
export function readStateMachines(resources: readonly StateResource[]): StateMachineDefinition[] {
    return outputsOf(resources, "aws:sfn/stateMachine:StateMachine", machineForm);
}
