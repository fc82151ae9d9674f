import type { Rejection } from "../../resources/rejection";
import { text, unknown } from "../../state/property-values";

const type = "aws:cloudwatch/dashboard:Dashboard";
const structure = "docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html";
const maxWidgets = 500;
const maxAlarms = 100;

interface Problem {
    readonly dataPath: string;
    readonly message: string;
}

type Properties = Readonly<Record<string, unknown>>;

/** Calls about dashboards that CloudWatch rejects. */
export const dashboardRejections: readonly Rejection[] = [
    {
        what: "a dashboard whose name has other characters than letters, digits, - and _",
        type,
        on: ["create"],
        source: "docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html",
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { dashboardName } }) =>
            typeof dashboardName !== "string" || /^[A-Za-z0-9_-]{1,255}$/.test(dashboardName)
                ? undefined
                : `InvalidParameterValue: The value ${dashboardName} for field DashboardName contains invalid characters. It can only contain alphanumerics, dash (-) and underscore (_).`,
    },
    {
        what: "a dashboard whose body is not JSON",
        type,
        on: ["create", "update"],
        source: structure,
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { dashboardBody } }) =>
            typeof dashboardBody !== "string" || dashboardBody === unknown || parsed(dashboardBody) !== undefined
                ? undefined
                : "InvalidParameterInput: The field DashboardBody must be a valid JSON object",
    },
    {
        what: `a dashboard with an invalid widget, or with more than ${maxWidgets}`,
        type,
        on: ["create", "update"],
        source: "pulumi/pulumi#13059, aws-samples/aws-eda-slurm-cluster#116, aws-solutions-library-samples/guidance-for-automating-network-monitoring-and-alerting-on-aws#7",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            const body = parsed(text(properties.dashboardBody));
            if (body === undefined) return undefined;
            const problems = problemsOf(body);
            return problems.length === 0
                ? undefined
                : `InvalidParameterInput: The dashboard body is invalid, there are ${problems.length} validation errors:\n${JSON.stringify(problems, undefined, 2)}`;
        },
    },
];

// Undefined for a body that is unknown at preview, too.
function parsed(body: string): Properties | undefined {
    try {
        const value: unknown = JSON.parse(body);
        return isObject(value) ? value : undefined;
    } catch {
        return undefined;
    }
}

function problemsOf({ widgets }: Properties): Problem[] {
    if (!Array.isArray(widgets)) return [{ dataPath: "/", message: "Should have required property 'widgets'" }];
    const tooMany = { dataPath: "/widgets", message: `Should NOT have more than ${maxWidgets} items` };
    return [
        ...(widgets.length > maxWidgets ? [tooMany] : []),
        ...widgets.flatMap((widget: unknown, index) => widgetProblems(widget, `/widgets/${index}`)),
    ];
}

function widgetProblems(widget: unknown, dataPath: string): Problem[] {
    const { type: kind, x, width, properties } = isObject(widget) ? widget : {};
    const at = `${dataPath}/properties`;
    if (!isObject(properties)) return [{ dataPath, message: "Should have required property 'properties'" }];
    if (Number(x) + Number(width) > 24) return [{ dataPath, message: "Should be within a grid of 24 columns" }];
    switch (kind) {
        case "metric":
            return metricProblems(properties, at);
        case "log":
            return missing(properties, at, "query", "region");
        case "text":
            return missing(properties, at, "markdown");
        case "alarm":
            return alarmProblems(properties, at);
        default:
            return [{ dataPath, message: "Should be equal to one of the allowed values" }];
    }
}

function metricProblems(properties: Properties, dataPath: string): Problem[] {
    const { metrics, region } = properties;
    if (metrics === undefined || region === undefined) {
        const message = "The metric widget should have specified a region and a data source or an alarm annotation";
        return [...missing(properties, dataPath, "metrics"), { dataPath, message }];
    }
    const lines: readonly unknown[] = Array.isArray(metrics) ? metrics : [];
    return lines.flatMap((line, index) =>
        Array.isArray(line) ? [] : [{ dataPath: `${dataPath}/metrics/${index}`, message: "Should be array" }],
    );
}

function alarmProblems(properties: Properties, dataPath: string): Problem[] {
    const count = Array.isArray(properties.alarms) ? properties.alarms.length : 0;
    const at = `${dataPath}/alarms`;
    if (count === 0) return [{ dataPath: at, message: "Should NOT have less than 1 items" }];
    return count > maxAlarms ? [{ dataPath: at, message: `Should NOT have more than ${maxAlarms} items` }] : [];
}

function missing(properties: Properties, dataPath: string, ...names: readonly string[]): Problem[] {
    return names
        .filter((name) => properties[name] === undefined)
        .map((name) => ({ dataPath, message: `Should have required property '${name}'` }));
}

function isObject(value: unknown): value is Properties {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
