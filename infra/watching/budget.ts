import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of a budget. */
export interface BudgetArgs {
    /** Name of the budget, unique in the account. */
    budgetName: string;
    /** US dollars a month. */
    monthlyUsd: number;
    /** Percent of it at which messages are sent. */
    percent: number;
    /**
     * Tags that resources must have, all of them, for their costs to count. AWS knows the costs of a tag only once it is activated as
     * a cost allocation tag. Without tags, the costs of the whole account count.
     */
    tags: Readonly<Record<string, string>>;
    /** ARN of the topic that gets the messages; its policy and its key admit AWS Budgets. */
    topicArn: pulumi.Input<string>;
}

/**
 * A monthly budget of costs, with a message when they exceed it and when AWS forecasts that they will.
 *
 * A notification has one topic at most (docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CreateBudget.html), and
 * a forecast needs about five weeks of usage (docs.aws.amazon.com/cost-management/latest/userguide/budgets-best-practices.html).
 */
export class Budget extends pulumi.ComponentResource {
    /** Creates the budget. */
    constructor(name: string, args: BudgetArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:watching:Budget", name, {}, opts);

        const { budgetName, monthlyUsd, percent, topicArn } = args;
        new aws.budgets.Budget(
            name,
            {
                name: budgetName,
                budgetType: "COST",
                limitAmount: String(monthlyUsd),
                limitUnit: "USD",
                timeUnit: "MONTHLY",
                ...filterOf(args),
                notifications: ["ACTUAL", "FORECASTED"].map((notificationType) => ({
                    notificationType,
                    comparisonOperator: "GREATER_THAN",
                    threshold: percent,
                    thresholdType: "PERCENTAGE",
                    subscriberSnsTopicArns: [topicArn],
                })),
            },
            { parent: this },
        );

        this.registerOutputs({ budgetName });
    }
}

// Values of one cost filter are alternatives, and only an expression joins tags by "and"
// (docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Expression.html).
function filterOf({ tags }: BudgetArgs): Pick<aws.budgets.BudgetArgs, "filterExpression" | "metrics"> {
    const [first, ...others] = Object.entries(tags).map(([key, value]) => ({ tags: { key, values: [value] } }));
    if (first === undefined) return {};
    const filterExpression = others.length === 0 ? first : { ands: [first, ...others] };
    return { filterExpression, metrics: "UnblendedCost" };
}
