import type { Rejection } from "../../resources/rejection";
import { hasUnknowns, text } from "../../state/property-values";

/** Types of Amazon EventBridge. */
export const eventTypes = {
    rule: "aws:cloudwatch/eventRule:EventRule",
    target: "aws:cloudwatch/eventTarget:EventTarget",
} as const;

const { rule } = eventTypes;
const on: Rejection["on"] = ["create", "update"];

/** Rules that EventBridge or its provider rejects. */
export const eventRules: readonly Rejection[] = [
    {
        what: "a rule with an invalid schedule: a rate of 1 in the plural or of more in the singular, or a cron expression without six fields or with `*` for both of its days",
        type: rule,
        on,
        source: "winglang/wing#7115, buildkite/buildkite-agent-scaler#100; docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html",
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { scheduleExpression } }) =>
            scheduleExpression === undefined || hasUnknowns(scheduleExpression) || isSchedule(text(scheduleExpression))
                ? undefined
                : "ValidationException: Parameter ScheduleExpression is not valid.",
    },
    {
        what: "a rule with neither a schedule nor a pattern",
        type: rule,
        on,
        source: "hashicorp/terraform-provider-aws, internal/service/events/rule.go (AtLeastOneOf)",
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { scheduleExpression, eventPattern } }) =>
            scheduleExpression === undefined && eventPattern === undefined
                ? "one of event_pattern,schedule_expression must be specified"
                : undefined,
    },
    {
        what: "a schedule of a rule of another bus than the default one",
        type: rule,
        on: ["create"],
        source: "badmintoncryer/cdk-preflight, rules/events/pf-events-rule-schedule-default-bus",
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { scheduleExpression, eventBusName = "default" } }) =>
            scheduleExpression !== undefined && text(eventBusName) !== "default"
                ? "ValidationException: ScheduleExpression is supported only on the default event bus."
                : undefined,
    },
    {
        what: "deleting a rule with targets; the provider retries it for five minutes",
        type: rule,
        on: ["delete"],
        source: "hashicorp/terraform-provider-aws, internal/service/events/rule.go (resourceRuleDelete)",
        verbatim: true,
        retried: true,
        reject: ({ properties: { name, forceDestroy } }, { store }) =>
            forceDestroy !== true && store.ofType(eventTypes.target).some(({ inputs }) => inputs.rule === name)
                ? "ValidationException: Rule can't be deleted since it has targets."
                : undefined,
    },
    {
        what: "a name of more than 64 characters, or with others than letters, digits, periods, hyphens and underscores",
        type: rule,
        on: ["create"],
        source: "docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html",
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { name } }) =>
            name === undefined || hasUnknowns(name) || /^[.\-_A-Za-z0-9]{1,64}$/.test(text(name))
                ? undefined
                : `ValidationException: the name '${text(name)}' must satisfy the pattern [.\\-_A-Za-z0-9]+, with at most 64 characters`,
    },
];

function isSchedule(expression: string): boolean {
    const [, amount, unit = ""] = /^rate\((\d+) (minutes?|hours?|days?)\)$/.exec(expression) ?? [];
    if (amount !== undefined) return Number(amount) > 0 && (Number(amount) === 1) === !unit.endsWith("s");
    const fields = /^cron\((.+)\)$/.exec(expression)?.[1]?.trim().split(/\s+/) ?? [];
    const [, , dayOfMonth, , dayOfWeek] = fields;
    return fields.length === 6 && !(dayOfMonth === "*" && dayOfWeek === "*");
}
