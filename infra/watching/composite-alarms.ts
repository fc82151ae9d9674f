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

/** Alarms in the rule of a composite alarm (docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html). */
const maxChildren = 100;

/**
 * Alarms in a rule of ours. The rule has 10,240 characters at most (the same page), of which a stack's name takes 100, a subject's
 * 64, a key 20, and the rest of an alarm 15.
 */
const childrenOfPart = 50;

/**
 * Creates the composite alarm that is on while any alarm of a stack is; of more alarms than a rule may have, of parts. Its rule has
 * the names as outputs: CloudWatch neither accepts a rule with an unknown alarm, nor deletes an alarm that is in one.
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
