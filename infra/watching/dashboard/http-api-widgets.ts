import type * as pulumi from "@pulumi/pulumi";
import { httpApiMetric, type WatchedHttpApi } from "../http-api-alarms";
import { clientLimit, graph, type Line, type Widget } from "./widgets";

/** The golden signals of an HTTP API: latency, traffic and errors, and the calls that its limits reject. */
export function httpApiSignals(api: WatchedHttpApi, region: pulumi.Input<string>): Widget[] {
    const title = (signal: string) => `${api.name}: ${signal}`;
    return [
        graph({
            title: title("latency in ms"),
            region,
            lines: [
                { ...httpApiMetric(api, "Latency", "p50"), label: "p50" },
                { ...httpApiMetric(api, "Latency", "p99"), label: "p99" },
                { ...httpApiMetric(api, "IntegrationLatency", "p99"), label: "backends, p99" },
            ],
        }),
        graph({ title: title("traffic in requests a second"), region, lines: rate(api), limit: clientLimit }),
        graph({ title: title("errors in % of requests"), region, lines: percentages(api), max: 100 }),
        graph({ title: title("R3, calls above limits"), region, lines: limited(api) }),
    ];
}

/** Evidence for rule R4: the calls of HTTP APIs that are rejected. */
export function rejectedHttpCalls(apis: readonly WatchedHttpApi[]): Line[] {
    return apis.map((api) => ({ ...httpApiMetric(api, "4xx", "Sum"), label: api.name }));
}

function rate(api: WatchedHttpApi): Line[] {
    return [
        { ...httpApiMetric(api, "Count", "Sum"), label: "requests", id: "requests", isHidden: true },
        { expression: "requests / PERIOD(requests)", label: "requests a second", id: "rate" },
    ];
}

function percentages(api: WatchedHttpApi): Line[] {
    const all: Line = { ...httpApiMetric(api, "Count", "Sum"), label: "requests", id: "requests", isHidden: true };
    const shares = (["4xx", "5xx"] as const).flatMap((kind, index): Line[] => [
        { ...httpApiMetric(api, kind, "Sum"), label: kind, id: `failed${index}`, isHidden: true },
        { expression: `100 * failed${index} / requests`, label: kind, id: `percent${index}` },
    ]);
    return [all, ...shares];
}

function limited({ throttled, overPlan }: WatchedHttpApi): Line[] {
    const line = (metric: WatchedHttpApi["throttled"], label: string): Line => ({
        ...{ ...metric, dimensions: {}, statistic: "Sum", label },
    });
    return [line(throttled, "429, throttle"), ...(overPlan ? [line(overPlan, "403, plan")] : [])];
}
