import type { EngineRun } from "../facts/engine-run";
import { numberAt, textAt } from "../facts/inputs";
import { type ByType, type Estimated, hourly, priced } from "./cost-line";
import type { PriceTable } from "./price-schema";

/** Alarms of a target tracking policy: one to scale out and one to scale in. */
const alarmsOfPolicy = 2;

interface Tasks {
    readonly isArm: boolean;
    readonly count: number;
    readonly cpu: number;
    readonly gigabytes: number;
}

/** Estimates the tasks of services on Fargate, at their minimum, and what their autoscalers and names cost. */
export function fargateTasks(run: EngineRun, of: ByType, { fixed: at }: PriceTable): Estimated[] {
    const found = of("aws:ecs/service:Service").map((service) => tasksOf(run, of, service));
    const known = found.filter((tasks) => typeof tasks !== "string");
    const sum = (isArm: boolean, amount: (tasks: Tasks) => number) =>
        known.filter((tasks) => tasks.isArm === isArm).reduce((total, tasks) => total + tasks.count * amount(tasks), 0);
    const lines = (isArm: boolean) => {
        const kind = isArm ? "arm64 tasks" : "tasks";
        return [
            ...hourly(
                `vCPU of ${kind} on Fargate, at least`,
                sum(isArm, ({ cpu }) => cpu),
                isArm ? at.fargateArmCpuHour : at.fargateCpuHour,
            ),
            ...hourly(
                `GB of memory of ${kind} on Fargate, at least`,
                sum(isArm, ({ gigabytes }) => gigabytes),
                isArm ? at.fargateArmGbHour : at.fargateGbHour,
            ),
        ];
    };
    const policies = of("aws:appautoscaling/policy:Policy").length;
    const namespaces = of("aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace").length;
    return [
        ...lines(false),
        ...lines(true),
        ...found
            .filter((tasks) => typeof tasks === "string")
            .map((name) => ({ missing: `the tasks of ${name}, whose size or number is unknown` })),
        ...priced("alarm of an autoscaler", policies * alarmsOfPolicy, at.alarmMonth),
        ...priced("hosted zone of a namespace", namespaces, at.hostedZoneMonth),
        ...priced("secret", of("aws:secretsmanager/secret:Secret").length, at.secretMonth),
    ];
}

// The ARN of the definition is unknown in a preview, but it has the same parent. The name, if the tasks are not known.
function tasksOf(run: EngineRun, of: ByType, { urn, name, parent }: EngineRun["resources"][number]): Tasks | string {
    const definition = of("aws:ecs/taskDefinition:TaskDefinition").find(
        (other) => other.parent === parent && other.name === name,
    );
    const inputs = definition && run.inputs.get(definition.urn);
    const count = numberAt(run.inputs.get(urn), ["desiredCount"]);
    const [cpu, memory] = ["cpu", "memory"].map((key) => Number(textAt(inputs, [key])));
    if (count === undefined || !cpu || !memory) return name;
    const isArm = textAt(inputs, ["runtimePlatform", "cpuArchitecture"]) === "ARM64";
    return { isArm, count, cpu: cpu / 1024, gigabytes: memory / 1024 };
}
