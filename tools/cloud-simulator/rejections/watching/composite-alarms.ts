import type { Rejection } from "../../resources/rejection";
import { regionOf } from "../../state/cloud";
import { text } from "../../state/property-values";
import { actionInOtherRegion, alarmNamed, dependents, namesIn, undeliveredAction } from "./alarm-actions";

const type = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const api = "docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html";

const [maxChildren, maxRuleLength] = [100, 10_240];

/** Composite alarms that CloudWatch rejects. */
export const compositeAlarms: readonly Rejection[] = [
    {
        what: "a composite alarm of alarms that do not exist",
        type,
        on: ["create", "update"],
        source: "awsdocs/aws-cloudformation-user-guide#911",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const region = regionOf(properties, cloud);
            const missing = namesIn(text(properties.alarmRule)).filter((name) => !alarmNamed(name, region, cloud));
            return missing.length === 0
                ? undefined
                : `ValidationError: Could not save the composite alarm as alarms [${missing.join(", ")}] in the alarm rule do not exist`;
        },
    },
    {
        what: "an alarm rule without an expression",
        type,
        on: ["create", "update"],
        source: "aws/aws-cdk#34662",
        verbatim: true,
        reject: ({ properties }) =>
            /^[\s()]*$/.test(text(properties.alarmRule))
                ? "ValidationError: Error in AlarmRule [Unsupported token ')' at char 1]"
                : undefined,
    },
    {
        what: `an alarm rule of more than ${maxChildren} alarms, or of more than ${maxRuleLength} characters`,
        type,
        on: ["create", "update"],
        source: api,
        verbatim: false,
        reject: ({ properties }) => {
            const rule = text(properties.alarmRule);
            if (rule.length > maxRuleLength)
                return `ValidationError: AlarmRule failed to satisfy constraint: Member must have length less than or equal to ${maxRuleLength}`;
            const children = new Set(namesIn(rule)).size;
            return children > maxChildren
                ? `ValidationError: AlarmRule refers to ${children} alarms, and at most ${maxChildren} are supported`
                : undefined;
        },
    },
    {
        what: "an action of a composite alarm in another region",
        type,
        on: ["create", "update"],
        source: "cds-snc/notification-terraform#128",
        verbatim: true,
        reject: actionInOtherRegion,
    },
    {
        what: "an action of a composite alarm on an encrypted topic whose key or policy does not admit CloudWatch",
        type,
        on: ["create", "update"],
        source: "repost.aws/knowledge-center/cloudwatch-configure-alarm-sns, repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger",
        verbatim: true,
        delayed: true,
        reject: undeliveredAction,
    },
    {
        what: "deleting a composite alarm that another one consists of",
        type,
        on: ["delete"],
        source: "ekristen/aws-nuke#462",
        verbatim: true,
        reject: dependents,
    },
];
