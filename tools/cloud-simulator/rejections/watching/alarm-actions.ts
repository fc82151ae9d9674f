import type { RejectionRequest } from "../../resources/rejection";
import { type Cloud, regionOf } from "../../state/cloud";
import { elementsOf, type PropertyMap, text } from "../../state/property-values";
import type { LiveResource } from "../../state/resource-store";

const metricAlarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const compositeAlarm = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

/** The alarm of a name in a region, of either type. */
export function alarmNamed(name: string, region: string, cloud: Cloud): LiveResource | undefined {
    return [metricAlarm, compositeAlarm]
        .flatMap((type) => cloud.store.ofType(type))
        .find(({ id, outputs }) => id === name && regionOf(outputs, cloud) === region);
}

/** The error of an action in another region than its alarm. */
export function actionInOtherRegion({ properties }: RejectionRequest, cloud: Cloud): string | undefined {
    const own = regionOf(properties, cloud);
    const region = actionsOf(properties)
        .map((arn) => arn.split(":")[3])
        .find((other) => other !== own);
    return region && `ValidationError: Invalid region ${region} specified. Only ${own} is supported.`;
}

/** Why an alarm's action will fail, which only the history of the alarm tells; undefined if it will not. */
export function undeliveredAction({ properties }: RejectionRequest, { store }: Cloud): string | undefined {
    for (const arn of actionsOf(properties)) {
        const topic = store.ofType("aws:sns/topic:Topic").find(({ id }) => id === arn);
        if (topic === undefined) continue;
        const keyId = text(topic.inputs.kmsMasterKeyId);
        const key = store.ofType("aws:kms/key:Key").find(({ id, outputs }) => [id, text(outputs.arn)].includes(keyId));
        if (keyId !== "" && !grantsCloudWatch(text(key?.outputs.policy)))
            return `Failed to execute action ${arn}. Received error: "CloudWatch Alarms does not have authorization to access the SNS topic encryption key."`;
        const policy = store.ofType("aws:sns/topicPolicy:TopicPolicy").find(({ id }) => id === arn);
        if (policy && !grantsCloudWatch(text(policy.outputs.policy)))
            return `Failed to execute action ${arn}. Received error: "Resource: ${text(properties.name ?? properties.alarmName)} is not authorized to perform: SNS:Publish on resource: ${arn}"`;
    }
    return undefined;
}

/** The error of deleting an alarm that composite alarms depend on. */
export function dependents({ properties, id = "" }: RejectionRequest, cloud: Cloud): string | undefined {
    const region = regionOf(properties, cloud);
    const used = cloud.store
        .ofType(compositeAlarm)
        .some(
            ({ inputs, outputs }) =>
                regionOf(outputs, cloud) === region && namesIn(text(inputs.alarmRule)).includes(id),
        );
    return used ? `ValidationError: Cannot delete ${id} as there are composite alarm(s) depending on it.` : undefined;
}

/** The names of the alarms in a composite alarm's rule. */
export function namesIn(rule: string): string[] {
    return [...rule.matchAll(/\b(?:ALARM|OK|INSUFFICIENT_DATA)\(\s*(?:"([^"]*)"|([^)\s]*))\s*\)/g)].map(
        ([, quoted, plain]) => quoted ?? plain ?? "",
    );
}

function actionsOf({ alarmActions, okActions, insufficientDataActions }: PropertyMap): string[] {
    return [alarmActions, okActions, insufficientDataActions].flatMap((actions) => elementsOf(actions).map(text));
}

function grantsCloudWatch(policy: string): boolean {
    return policy.includes("cloudwatch.amazonaws.com");
}
