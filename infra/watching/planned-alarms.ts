import type { AlarmDefinition, AlarmThresholds, Subject } from "./alarm-definition";
import { canaryAlarms, canaryCallAlarms, type WatchedCanary, type WatchedCanaryCall } from "./canary-alarms";
import { databaseAlarms, type WatchedDatabase } from "./database-alarms";
import { distributionAlarms, type WatchedDistribution, type WatchedWebAcl, webAclAlarms } from "./edge-alarms";
import { functionAlarms, type WatchedFunction } from "./function-alarms";
import { httpApiAlarms, type WatchedHttpApi } from "./http-api-alarms";
import { loadBalancerAlarms, type WatchedLoadBalancer } from "./load-balancer-alarms";
import { queueAlarms, type WatchedQueue } from "./queue-alarms";
import { stageAlarms, type WatchedStage } from "./stage-alarms";
import { stateMachineAlarms, type WatchedStateMachine } from "./state-machine-alarms";
import { tableAlarms, type WatchedTable } from "./table-alarms";
import { type WatchedWebSocketStage, webSocketAlarms } from "./web-socket-alarms";

/** The resources that the alarms of one region watch. */
export interface Watched {
    readonly stages?: readonly WatchedStage[];
    readonly httpApis?: readonly WatchedHttpApi[];
    readonly loadBalancers?: readonly WatchedLoadBalancer[];
    readonly functions?: readonly WatchedFunction[];
    readonly queues?: readonly WatchedQueue[];
    readonly stateMachines?: readonly WatchedStateMachine[];
    readonly webSocketStages?: readonly WatchedWebSocketStage[];
    readonly databases?: readonly WatchedDatabase[];
    readonly tables?: readonly WatchedTable[];
    readonly webAcls?: readonly WatchedWebAcl[];
    readonly distributions?: readonly WatchedDistribution[];
    readonly canaries?: readonly WatchedCanary[];
    readonly canaryCalls?: readonly WatchedCanaryCall[];
}

/** The table of all alarms, by what they watch. */
export const alarmTable = {
    stages: stageAlarms,
    httpApis: httpApiAlarms,
    loadBalancers: loadBalancerAlarms,
    functions: functionAlarms,
    queues: queueAlarms,
    stateMachines: stateMachineAlarms,
    webSocketStages: webSocketAlarms,
    databases: databaseAlarms,
    tables: tableAlarms,
    webAcls: webAclAlarms,
    distributions: distributionAlarms,
    canaries: canaryAlarms,
    canaryCalls: canaryCallAlarms,
} as const satisfies {
    readonly [Kind in keyof Watched]-?: readonly AlarmDefinition<NonNullable<Watched[Kind]>[number]>[];
};

/** An alarm of one subject, with numbers in place of settings. */
export interface PlannedAlarm {
    readonly definition: Omit<
        AlarmDefinition<Subject>,
        "threshold" | "metric" | "periods" | "periodSeconds" | "appliesTo"
    >;
    readonly subject: string;
    readonly threshold: number;
    readonly periodSeconds: number;
    readonly periods: number;
    readonly metric: ReturnType<AlarmDefinition<Subject>["metric"]>;
}

/** Lists the alarms of everything that is watched, without those that are off. */
export function planAlarms(watched: Watched, thresholds: AlarmThresholds): PlannedAlarm[] {
    const plan = <Of extends Subject>(definitions: readonly AlarmDefinition<Of>[], subjects: readonly Of[] = []) =>
        subjects.flatMap((subject) => definitions.flatMap((definition) => planned(definition, subject, thresholds)));
    return [
        ...plan(alarmTable.stages, watched.stages),
        ...plan(alarmTable.httpApis, watched.httpApis),
        ...plan(alarmTable.loadBalancers, watched.loadBalancers),
        ...plan(alarmTable.functions, watched.functions),
        ...plan(alarmTable.queues, watched.queues),
        ...plan(alarmTable.stateMachines, watched.stateMachines),
        ...plan(alarmTable.webSocketStages, watched.webSocketStages),
        ...plan(alarmTable.databases, watched.databases),
        ...plan(alarmTable.tables, watched.tables),
        ...plan(alarmTable.webAcls, watched.webAcls),
        ...plan(alarmTable.distributions, watched.distributions),
        ...plan(alarmTable.canaries, watched.canaries),
        ...plan(alarmTable.canaryCalls, watched.canaryCalls),
    ];
}

function planned<Of extends Subject>(
    definition: AlarmDefinition<Of>,
    subject: Of,
    thresholds: AlarmThresholds,
): PlannedAlarm[] {
    const { periods, periodSeconds, metric, threshold: limit, appliesTo = () => true, ...rest } = definition;
    if (!appliesTo(subject)) return [];
    const threshold = typeof limit === "number" ? limit : limit(thresholds, subject);
    if (threshold === undefined) return [];
    return [
        {
            definition: rest,
            subject: subject.name,
            threshold,
            periodSeconds: typeof periodSeconds === "number" ? periodSeconds : periodSeconds(subject),
            periods: typeof periods === "number" ? periods : periods(thresholds),
            metric: metric(subject),
        },
    ];
}
