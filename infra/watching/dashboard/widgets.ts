import * as pulumi from "@pulumi/pulumi";
import type { SimpleMetric } from "../alarm-definition";

/** A widget without its place. Sizes are units of a grid that is 24 wide. */
export interface Widget {
    readonly type: "metric" | "log" | "text" | "alarm";
    readonly width: number;
    readonly height: number;
    readonly properties: Readonly<Record<string, pulumi.Input<unknown>>>;
}

/** A line of a graph: a metric, or an expression of metrics by their ids. */
export type Line = (SimpleMetric | { readonly expression: pulumi.Input<string> }) & {
    readonly label: string;
    /** Id for expressions, beginning with a lower-case letter. Default: none. */
    readonly id?: string;
    /** Whether the metric is only part of an expression. Default: false. */
    readonly isHidden?: boolean;
};

/** Properties of a graph. */
export interface Graph {
    readonly title: string;
    readonly region: pulumi.Input<string>;
    readonly lines: readonly Line[];
    /** Seconds of a data point. Default: 60. */
    readonly period?: number;
    /** Width of the widget. Default: 6, a quarter of a row. */
    readonly width?: number;
    /** A horizontal line. Default: none. */
    readonly limit?: { readonly label: string; readonly value: number };
    /** Maximum of the axis, such as 100 for a percentage. Default: that of the data. */
    readonly max?: number;
}

const gridWidth = 24;

/** Requests a second that rule R3 allows a client, as a line in graphs of traffic. */
export const clientLimit = { label: "R3: a client's limit", value: 100_000 };

/**
 * A graph of metrics over time. The structure of this and the other widgets is that of a dashboard's body
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html).
 */
export function graph({ title, region, lines, period = 60, width = 6, limit, max }: Graph): Widget {
    return {
        type: "metric",
        width,
        height: 6,
        properties: {
            title,
            region,
            view: "timeSeries",
            stacked: false,
            period,
            metrics: lines.map(metricOf),
            yAxis: { left: { min: 0, ...(max !== undefined && { max }) } },
            ...(limit && { annotations: { horizontal: [limit] } }),
        },
    };
}

function metricOf(line: Line): pulumi.Input<unknown>[] {
    const { label, id, isHidden = false } = line;
    const shared = { label, ...(id !== undefined && { id }), ...(isHidden && { visible: false }) };
    if ("expression" in line) return [{ expression: line.expression, ...shared }];
    const { namespace, metricName, dimensions, statistic } = line;
    return [namespace, metricName, ...Object.entries(dimensions).flat(), { stat: statistic, ...shared }];
}

/** A table of what a query of Logs Insights finds in log groups of one region. */
export function logTable(
    title: string,
    region: pulumi.Input<string>,
    groups: readonly pulumi.Input<string>[],
    query: string,
): Widget {
    const sources = pulumi.all([...groups]).apply((names) => names.map((name) => `SOURCE '${name}'`).join(" | "));
    return {
        type: "log",
        width: 12,
        height: 6,
        properties: { title, region, view: "table", query: pulumi.interpolate`${sources} | ${query}` },
    };
}

/** A heading in Markdown over the whole width. */
export function heading(markdown: string): Widget {
    return { type: "text", width: gridWidth, height: 2, properties: { markdown, background: "transparent" } };
}

/** The states of alarms. */
export function alarmStates(title: string, alarms: readonly pulumi.Input<string>[]): Widget {
    return { type: "alarm", width: gridWidth, height: 4, properties: { title, alarms: [...alarms] } };
}

/** Places widgets from left to right in rows, each in the given order; a row breaks where the grid ends. */
export function layOut(rows: readonly (readonly Widget[])[]): readonly object[] {
    let y = 0;
    return rows.flatMap((widgets) => {
        let x = 0;
        let height = 0;
        const placed = widgets.map((widget) => {
            if (x + widget.width > gridWidth) {
                y += height;
                [x, height] = [0, 0];
            }
            const at = { ...widget, x, y };
            x += widget.width;
            height = Math.max(height, widget.height);
            return at;
        });
        y += height;
        return placed;
    });
}
