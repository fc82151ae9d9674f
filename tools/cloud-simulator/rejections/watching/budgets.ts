import type { Rejection } from "../../resources/rejection";
import { listOf, mapOf, type PropertyMap } from "../../state/property-values";

const type = "aws:budgets/budget:Budget";
const create = "docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CreateBudget.html";
const maxNotifications = 5;
const maxEmails = 10;

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

/** Calls about budgets that AWS Budgets or the provider rejects. */
export const budgetRejections: readonly Rejection[] = [
    {
        what: "a budget whose name has more than 100 characters, a colon or a backslash",
        type,
        on: ["create"],
        source: "docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Budget.html",
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { name } }) =>
            typeof name !== "string" || /^[^:\\]{1,100}$/.test(name)
                ? undefined
                : `ValidationException: 1 validation error detected: Value '${name}' at 'budget.budgetName' failed to satisfy constraint`,
    },
    {
        what: `a budget with more than ${maxNotifications} notifications`,
        type,
        on: ["create", "update"],
        source: create,
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) =>
            lengthOf(properties.notifications) > maxNotifications
                ? `CreationLimitExceededException: one budget can only have ${maxNotifications} notifications`
                : undefined,
    },
    {
        what: "a notification of a budget with two topics",
        type,
        on: ["create", "update"],
        source: "aprin-labs/archimedes#1712",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) =>
            notifications(properties).some(({ subscriberSnsTopicArns }) => lengthOf(subscriberSnsTopicArns) > 1)
                ? "CreationLimitExceededException: one notification can only have 1 subscribers with type of SNS"
                : undefined,
    },
    {
        what: `a notification of a budget with more than ${maxEmails} addresses, or without a subscriber`,
        type,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_NotificationWithSubscribers.html",
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const counts = notifications(properties).map((each) => ({
                emails: lengthOf(each.subscriberEmailAddresses),
                topics: Array.isArray(each.subscriberSnsTopicArns) ? each.subscriberSnsTopicArns.length : 0,
            }));
            if (counts.some(({ emails }) => emails > maxEmails))
                return `CreationLimitExceededException: one notification can only have ${maxEmails} subscribers with type of EMAIL`;
            return counts.some(({ emails, topics }) => emails + topics === 0)
                ? "InvalidParameterException: Notification must have at least one subscriber."
                : undefined;
        },
    },
    {
        what: "a budget with a filter expression and cost filters, or without the metric of the expression",
        type,
        on: ["create", "update"],
        source: "hashicorp/terraform-provider-aws, internal/service/budgets/budget.go",
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { filterExpression, costFilters, metrics } }) => {
            if (filterExpression === undefined) return undefined;
            if (lengthOf(costFilters) > 0) return '"filter_expression": conflicts with cost_filter';
            return metrics === undefined
                ? '"filter_expression": all of `filter_expression,metrics` must be specified'
                : undefined;
        },
    },
    {
        what: "a filter expression of a budget that joins fewer than two others",
        type,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Expression.html",
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const expression = mapOf(properties.filterExpression);
            const counts = [expression.ands, expression.ors].filter(Array.isArray).map(({ length }) => length);
            return counts.some((count) => count < 2)
                ? "InvalidParameterException: And and Or need at least two expressions"
                : undefined;
        },
    },
];

function notifications(properties: PropertyMap): readonly PropertyMap[] {
    return listOf(properties.notifications);
}
