import { z } from "zod";
import { coversSource } from "../../../../../openapi/function-invocation";
import type { StateResource } from "../../../../cloud-simulator/state/state-resource";
import { readFilterPolicy } from "../../../../service-emulator/topics/filter-policy";
import type { Subscription } from "../../../../service-emulator/topics/topic";
import { outputsOf } from "./outputs-of";
import { functionNameOf } from "./read-queues";

const topicForm = z.object({ arn: z.string() });
const subscriptionForm = z.object({
    arn: z.string(),
    topic: z.string(),
    protocol: z.string(),
    endpoint: z.string(),
    rawMessageDelivery: z.boolean().nullish(),
    filterPolicy: z.string().nullish(),
    filterPolicyScope: z.string().nullish(),
    redrivePolicy: z.string().nullish(),
});
const deadLetterForm = z.object({ deadLetterTargetArn: z.string() });
const permissionForm = z.object({
    function: z.string(),
    principal: z.string(),
    sourceArn: z.string().default("*"),
});
const machineForm = z.object({
    arn: z.string(),
    name: z.string(),
    definition: z.string(),
    type: z.enum(["STANDARD", "EXPRESS"]).default("STANDARD"),
    roleArn: z.string(),
});

/** A topic of a stack. */
export interface TopicDefinition {
    readonly arn: string;
    readonly subscriptions: readonly Subscription[];
}

/** A state machine of a stack. */
export type StateMachineDefinition = z.output<typeof machineForm>;

/**
 * Reads the topics that a stack has from its state, with the subscriptions of functions and queues. A function that SNS may not invoke has
 * none, as nothing would arrive.
 */
export function readTopics(resources: readonly StateResource[]): TopicDefinition[] {
    const all = outputsOf(resources, "aws:sns/topicSubscription:TopicSubscription", subscriptionForm);
    const permitted = outputsOf(resources, "aws:lambda/permission:Permission", permissionForm).filter(
        ({ principal }) => principal === "sns.amazonaws.com",
    );
    return outputsOf(resources, "aws:sns/topic:Topic", topicForm).map(({ arn }) => ({
        arn,
        subscriptions: all
            .filter(({ topic }) => topic === arn)
            .flatMap(({ protocol, endpoint, ...own }): Subscription[] => {
                const isPermitted = permitted.some(
                    (each) =>
                        functionNameOf(each.function) === functionNameOf(endpoint) && coversSource(each.sourceArn, arn),
                );
                if (protocol !== "sqs" && !(protocol === "lambda" && isPermitted)) return [];
                const scope = own.filterPolicyScope === "MessageBody" ? "MessageBody" : "MessageAttributes";
                return [
                    {
                        arn: own.arn,
                        protocol,
                        endpoint,
                        isRaw: own.rawMessageDelivery ?? false,
                        ...(own.filterPolicy && { filter: { policy: readFilterPolicy(own.filterPolicy), scope } }),
                        ...(own.redrivePolicy && {
                            deadLetterQueueArn: deadLetterForm.parse(JSON.parse(own.redrivePolicy)).deadLetterTargetArn,
                        }),
                    },
                ];
            }),
    }));
}

/** Reads the state machines that a stack has from its state. */
export function readStateMachines(resources: readonly StateResource[]): StateMachineDefinition[] {
    return outputsOf(resources, "aws:sfn/stateMachine:StateMachine", machineForm);
}
