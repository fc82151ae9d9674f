import * as pulumi from "@pulumi/pulumi";
import { Budget } from "../../infra/watching/budget";
import { stackTags } from "../config/default-tags";
import type { Settings } from "../settings/schema";

/** Arguments of the budget of a stack. */
export interface StackBudgetArgs {
    /** Name of the stack at AWS. */
    readonly name: string;
    readonly settings: Pick<Settings, "alarms">;
    /** ARN of the topic of its alarms. */
    readonly topicArn: pulumi.Input<string>;
    readonly parent: pulumi.Resource;
}

/**
 * Creates the budget of a stack, if its settings have one. It counts the costs of resources with all of the stack's default tags, as
 * AWS knows no other sign of a stack.
 */
export function createBudget({ name, settings: { alarms }, topicArn, parent }: StackBudgetArgs): void {
    if (alarms?.budget === undefined) return;
    const tags = stackTags(new pulumi.Config("aws").getObject("defaultTags"));
    if (pulumi.runtime.isDryRun() && Object.keys(tags).length === 0) void pulumi.log.warn(warning);
    new Budget(name, { budgetName: name, ...alarms.budget, tags, topicArn }, { parent });
}

const warning =
    "gatehouse:alarms.budget: got no aws:defaultTags, so the budget counts the costs of the whole account. With tags such as " +
    '{ "tags": { "stack": "prod" } } it counts those of the stack, once they are activated as cost allocation tags';
