import type { EngineRun } from "../facts/engine-run";
import { type Inputs, listAt, numberAt, textAt } from "../facts/inputs";
import { type ByType, type Estimated, hourly, priced } from "./cost-line";
import type { PriceTable } from "./price-schema";

/** Alarms of a target tracking policy: one to scale out and one to scale in. */
const alarmsOfPolicy = 2;

/** Metrics that the CloudWatch agents of a group send: memory and disk. */
const metricsOfGroup = 2;

/** GB of the volume of a machine that does not say it: that of an image of Amazon Linux 2023. */
const defaultVolume = 8;

/** Estimates single machines, such as a bastion, with the volume that they start from. */
export function singleMachines(run: EngineRun, of: ByType, { fixed: at, instanceHour }: PriceTable): Estimated[] {
    return of("aws:ec2/instance:Instance").flatMap(({ urn, name }): Estimated[] => {
        const inputs = run.inputs.get(urn);
        const type = textAt(inputs, ["instanceType"]);
        const price = type === undefined ? undefined : instanceHour[type];
        if (price === undefined) return [{ missing: `the ${type ?? ""} machine ${name}, whose price is unknown` }];
        const gigabytes = numberAt(inputs, ["rootBlockDevice", "volumeSize"]) ?? defaultVolume;
        return [
            ...hourly(`${type} machine ${name}`, 1, price),
            ...priced(`GB of the volume of ${name}`, gigabytes, at.volumeGbMonth),
        ];
    });
}

/** Estimates the machines of Auto Scaling groups, at their minimum, with their volumes, metrics and autoscaling. */
export function machines(run: EngineRun, of: ByType, { fixed: at, instanceHour }: PriceTable): Estimated[] {
    const groups = of("aws:autoscaling/group:Group");
    const policies = of("aws:autoscaling/policy:Policy").length;
    return [
        ...groups.flatMap((group): Estimated[] => {
            const { count, type, gigabytes } = machinesOf(run, of, group);
            const price = type === undefined ? undefined : instanceHour[type];
            if (count === undefined || type === undefined || price === undefined)
                return [{ missing: `the ${type ?? ""} machines of ${group.name}, whose price or number is unknown` }];
            return [
                ...hourly(`${type} machine of ${group.name}, at least`, count, price),
                ...priced(`GB of the volumes of ${group.name}, at least`, count * gigabytes, at.volumeGbMonth),
            ];
        }),
        ...priced("metric of machines", groups.length * metricsOfGroup, at.metricMonth),
        ...priced("alarm of a group's autoscaler", policies * alarmsOfPolicy, at.alarmMonth),
    ];
}

// The id of the template is unknown in a preview, but it has the same parent.
function machinesOf(run: EngineRun, of: ByType, { urn, parent }: EngineRun["resources"][number]) {
    const template = of("aws:ec2/launchTemplate:LaunchTemplate").find((other) => other.parent === parent);
    const inputs = template && run.inputs.get(template.urn);
    const volumes = listAt(inputs, ["blockDeviceMappings"]) as readonly Inputs[];
    return {
        count: numberAt(run.inputs.get(urn), ["minSize"]),
        type: textAt(inputs, ["instanceType"]),
        gigabytes: volumes.reduce((sum, volume) => sum + (numberAt(volume, ["ebs", "volumeSize"]) ?? 0), 0),
    };
}
