import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Watched } from "../planned-alarms";
import { edgeWidgets } from "./edge-widgets";
import { httpApiSignals } from "./http-api-widgets";
import { loadBalancerWidgets } from "./load-balancer-widgets";
import type { LogQuery, QueriedLog } from "./log-queries";
import { resourceWidgets } from "./resource-widgets";
import type { QueriedGroups } from "./saved-queries";
import { goldenSignals, rejectedCalls } from "./stage-widgets";
import { alarmStates, graph, heading, layOut, logTable, type Widget } from "./widgets";

/** Arguments of the dashboard of a stack. */
export interface DashboardArgs {
    /** Name of the dashboard: unique in the account, as dashboards are global. */
    dashboardName: string;
    /** Region of the stack. */
    region: pulumi.Input<string>;
    /** The resources that it shows, in all regions. */
    watched: Watched;
    queries: readonly LogQuery[];
    /** The log groups of each log, by region. */
    groups: Readonly<Record<QueriedLog, readonly QueriedGroups[]>>;
    /** ARNs of the alarms of the stack. */
    alarmArns: readonly pulumi.Input<string>[];
}

/**
 * Maximum number of alarms in a widget
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html, alarm status widget).
 */
const maxAlarms = 100;

/** Maximum number of widgets of a dashboard (the same page). */
const maxWidgets = 500;

/**
 * The dashboard of a stack: its alarms, the four golden signals of each stage and of the HTTP API, the evidence for rules R1 to R4, and what runs behind
 * the stages.
 */
export class Dashboard extends pulumi.ComponentResource {
    /** Creates the dashboard. */
    constructor(name: string, args: DashboardArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:watching:Dashboard", name, {}, opts);

        const widgets = layOut(rowsOf(args)).slice(0, maxWidgets);
        new aws.cloudwatch.Dashboard(
            name,
            {
                dashboardName: args.dashboardName,
                dashboardBody: pulumi.jsonStringify({ start: "-PT3H", periodOverride: "inherit", widgets }),
            },
            { parent: this },
        );

        this.registerOutputs({ dashboardName: args.dashboardName });
    }
}

function rowsOf(args: DashboardArgs): Widget[][] {
    const { dashboardName, region, watched, alarmArns } = args;
    const { stages = [], httpApis = [] } = watched;
    const sections: readonly (readonly [markdown: string, rows: readonly Widget[][]])[] = [
        [
            `# ${dashboardName}\nWhat the graphs show: docs/watching/dashboard.md. What to do when an alarm is on: docs/watching/runbook.md.`,
            alarmArns.length > 0 ? [[alarmStates("Alarms", alarmArns.slice(0, maxAlarms))]] : [],
        ],
        [
            "## Golden signals\nLatency, traffic and errors of each stage, and its cache (evidence for **R2**).",
            stages.map((stage) => goldenSignals(stage, region)),
        ],
        [
            "## HTTP API\nIts latency, traffic and errors, and the calls above its limits (evidence for **R3**).",
            httpApis.map((api) => httpApiSignals(api, region)),
        ],
        [
            "## Evidence for the rules\n**R1** only the gateway reaches the APIs · **R2** stages cache · **R3** clients are limited · **R4** a call needs a key",
            [loadBalancerWidgets(watched, region), rejectedCalls(watched, region), logTables(args)],
        ],
        ["## Edge and firewall\nMetrics of CloudFront are in us-east-1.", [edgeWidgets(watched, region)]],
        [
            "## Behind the stages\nSaturation and errors of functions, databases, queues, state machines and WebSocket APIs.",
            [resourceWidgets(watched, region)],
        ],
        ["## Canary\nIts runs, and each of its calls.", canaryWidgets(args)],
    ];
    return sections.flatMap(([markdown, rows], index) => {
        const filled = rows.filter(({ length }) => length > 0);
        return index === 0 || filled.length > 0 ? [[heading(markdown)], ...filled] : [];
    });
}

function logTables({ region, queries, groups }: DashboardArgs): Widget[] {
    return queries.flatMap((query) =>
        groups[query.log]
            .filter(({ names }) => names.length > 0)
            .map((group) => logTable(query.title, group.region ?? region, group.names, query.text)),
    );
}

// docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_metrics.html
function canaryWidgets({ region, watched: { canaries = [] } }: DashboardArgs): Widget[][] {
    const namespace = "CloudWatchSynthetics";
    return canaries.map(({ name, canaryName, minutes }) => {
        const dimensions = { CanaryName: canaryName };
        const period = minutes * 60;
        const search = (metricName: string, statistic: string) =>
            pulumi.interpolate`SEARCH('{${namespace},CanaryName,StepName} MetricName="${metricName}" CanaryName="${canaryName}"', '${statistic}')`;
        const run = { namespace, metricName: "SuccessPercent", dimensions, statistic: "Average", label: "runs" };
        const calls = { expression: search("SuccessPercent", "Average"), label: "", id: "calls" };
        const durations = { expression: search("Duration", "Average"), label: "", id: "durations" };
        return [
            graph({ title: `${name}: successful runs and calls in %`, region, period, lines: [run, calls], width: 12 }),
            graph({ title: `${name}: duration of calls in ms`, region, period, lines: [durations], width: 12 }),
        ];
    });
}
