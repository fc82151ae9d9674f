import type * as pulumi from "@pulumi/pulumi";
import type { Watched } from "../planned-alarms";
import { stageMetric, type WatchedStage } from "../stage-alarms";
import { rejectedHttpCalls } from "./http-api-widgets";
import { clientLimit, graph, type Line, type Widget } from "./widgets";

/** The golden signals of a stage: latency, traffic and errors, and its cache, which is what can be saturated. */
export function goldenSignals(stage: WatchedStage, region: pulumi.Input<string>): Widget[] {
    const title = (signal: string) => `${stage.name}: ${signal}`;
    return [
        graph({
            title: title("latency in ms"),
            region,
            lines: [
                { ...stageMetric(stage, "Latency", "p50"), label: "p50" },
                { ...stageMetric(stage, "Latency", "p99"), label: "p99" },
                { ...stageMetric(stage, "IntegrationLatency", "p99"), label: "backends, p99" },
            ],
        }),
        graph({
            title: title("traffic in requests a second"),
            region,
            lines: rate(stage),
            limit: clientLimit,
        }),
        graph({
            title: title("errors in % of requests"),
            region,
            lines: percentages(stage),
            max: 100,
        }),
        cacheHits(stage, region),
    ];
}

function rate(stage: WatchedStage): Line[] {
    return [
        { ...stageMetric(stage, "Count", "Sum"), label: "requests", id: "requests", isHidden: true },
        { expression: "requests / PERIOD(requests)", label: "requests a second", id: "rate" },
    ];
}

// The average of an error metric is the share of failed requests, as each request is a sample of 0 or 1.
function percentages(stage: WatchedStage): Line[] {
    return ["4XX", "5XX"].flatMap((kind, index) => {
        const id = `share${index}`;
        return [
            { ...stageMetric(stage, `${kind}Error`, "Average"), label: kind, id, isHidden: true },
            { expression: `100 * ${id}`, label: kind.toLowerCase(), id: `percent${index}` },
        ];
    });
}

/** Evidence for rule R2: the percentage of the calls to cached operations of a stage that its cache answers. */
function cacheHits(stage: WatchedStage, region: pulumi.Input<string>): Widget {
    const label = "cache hits in % of cached calls";
    return graph({
        title: `${stage.name}: R2, ${stage.isCached ? "cache hits in %" : "no cache"}`,
        region,
        period: 300,
        lines: [
            { ...stageMetric(stage, "CacheHitCount", "Sum"), label: "hits", id: "hits", isHidden: true },
            { ...stageMetric(stage, "CacheMissCount", "Sum"), label: "misses", id: "misses", isHidden: true },
            { expression: "100 * hits / (hits + misses)", label, id: "share" },
        ],
        max: 100,
    });
}

/** Evidence for rules R3 and R4 over all stages and HTTP APIs: throttled calls, and calls that are rejected. */
export function rejectedCalls(
    { stages = [], httpApis = [] }: Pick<Watched, "stages" | "httpApis">,
    region: pulumi.Input<string>,
): Widget[] {
    const throttled = [...stages, ...httpApis].flatMap(({ name, throttled }): Line[] =>
        throttled ? [{ ...throttled, dimensions: {}, statistic: "Sum", label: name }] : [],
    );
    const rejected = [
        ...stages.map((stage): Line => ({ ...stageMetric(stage, "4XXError", "Sum"), label: stage.name })),
        ...rejectedHttpCalls(httpApis),
    ];
    const title = "R4: calls that got 4xx, such as 403 without a key";
    return [
        ...(throttled.length > 0
            ? [graph({ title: "R3: calls that got 429", region, lines: throttled, width: 12 })]
            : []),
        ...(rejected.length > 0 ? [graph({ title, region, lines: rejected, width: 12 })] : []),
    ];
}
