import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of the composite alarm of a stack. */
export interface CompositesArgs {
    /** Its name, and the beginning of those of its parts. */
    readonly stackName: string;
    readonly alarms: readonly aws.cloudwatch.MetricAlarm[];
    /** Its actions. Default: none. */
    readonly messages: Pick<aws.cloudwatch.CompositeAlarmArgs, "alarmActions" | "okActions">;
    readonly region?: string | undefined;
}

/** Maximum number of alarms in the rule of a composite alarm (docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html). */
const maxChildren = 100;

/**
 * Number of alarms in one of our rules. A rule has at most 10,240 characters (the same page), and an alarm takes up to 200 of them:
 * 100 for the stack's name, 64 for the subject's, 20 for the key, and 15 for the rest.
 */
const childrenOfPart = 50;

/**
 * Creates the composite alarm that is on while any alarm of a stack is; if one rule cannot have them all, it consists of composite
 * alarms of parts. Rules have the names as outputs, for the order: CloudWatch neither accepts a rule with an unknown alarm, nor
 * deletes an alarm that is in one.
 * @throws {Error} for more alarms than 100 parts can have.
 */
export function createComposites(
    name: string,
    { stackName, alarms, messages, region }: CompositesArgs,
    parent: pulumi.Resource,
): void {
    const names = alarms.map((alarm) => alarm.name);
    if (names.length === 0) return;
    const ownName = region === undefined ? stackName : `${stackName}/${region}`;
    const create = (suffix: string, children: readonly pulumi.Output<string>[], actions = {}) =>
        new aws.cloudwatch.CompositeAlarm(
            `${name}${suffix}`,
            {
                alarmName: `${ownName}${suffix}`,
                alarmDescription: `Any alarm of ${stackName} is on. Its children in the console of CloudWatch tell which.`,
                alarmRule: anyOf(children),
                ...actions,
                ...(region !== undefined && { region }),
            },
            { parent },
        );
    if (names.length <= childrenOfPart) {
        create("", names, messages);
        return;
    }
    const parts = Array.from({ length: Math.ceil(names.length / childrenOfPart) }, (_, part) =>
        create(`/part-${part + 1}`, names.slice(part * childrenOfPart, (part + 1) * childrenOfPart)),
    );
    if (parts.length > maxChildren)
        throw new Error(`${stackName} has ${names.length} alarms, more than one rule can join`);
    create(
        "",
        parts.map(({ alarmName }) => alarmName),
        messages,
    );
}

function anyOf(names: readonly pulumi.Output<string>[]): pulumi.Output<string> {
    return pulumi.all([...names]).apply((known) => known.map((one) => `ALARM("${one}")`).join(" OR "));
}
