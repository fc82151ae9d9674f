import type * as pulumi from "@pulumi/pulumi";
import type { AlarmDefinition, SimpleMetric, Subject } from "./alarm-definition";

/** A stage of the REST API. */
export interface WatchedStage extends Subject {
    /** Name of the REST API. */
    readonly apiName: string;
    /** Name of the stage at AWS, known once it exists. */
    readonly stageName: pulumi.Input<string>;
    /** Whether it has a cache. */
    readonly isCached: boolean;
    /** The metric of its responses with 429. Default: its access log has no field with the status. */
    readonly throttled?: Pick<SimpleMetric, "namespace" | "metricName"> | undefined;
}

/** A metric of a stage (docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html). */
export function stageMetric(
    { apiName, stageName }: Pick<WatchedStage, "apiName" | "stageName">,
    metricName: string,
    statistic: string,
): SimpleMetric {
    return { namespace: "AWS/ApiGateway", metricName, dimensions: { ApiName: apiName, Stage: stageName }, statistic };
}

const slow = { bad: "above", periodSeconds: 60, periods: 5, badPeriods: 3, missing: "notBreaching" } as const;

/**
 * The alarms of a stage. The average of an error metric is the share of failed requests, as each request is a sample of 0 or 1.
 * REST APIs have no metric of throttled requests: these are counted in the access log.
 */
export const stageAlarms: readonly AlarmDefinition<WatchedStage>[] = [
    {
        key: "server-errors",
        title: "Requests fail with 5xx",
        watches: "Share of a stage's requests that end with 5xx",
        firstStep: "Run the saved query of errors: `error` and `backendStatus` tell the gateway from the backend.",
        setting: "serverErrorShare",
        threshold: ({ serverErrorShare }) => serverErrorShare,
        ...{ bad: "above", periodSeconds: 60, periods: 5, missing: "notBreaching" },
        metric: (stage) => stageMetric(stage, "5XXError", "Average"),
    },
    {
        key: "client-errors",
        title: "Many requests fail with 4xx",
        watches: "Share of a stage's requests that end with 4xx",
        firstStep: "Find the client and the operation in the access log: `apiKeyId`, `resource` and `status`.",
        setting: "clientErrorShare",
        threshold: ({ clientErrorShare }) => clientErrorShare,
        ...{ bad: "above", periodSeconds: 60, periods: 5, missing: "notBreaching" },
        metric: (stage) => stageMetric(stage, "4XXError", "Average"),
    },
    {
        key: "throttled-requests",
        title: "Requests are throttled with 429",
        watches: "Requests to a stage that end with 429",
        firstStep:
            "Find the client in the access log, and compare its rate with its usage plan and the stage's throttle.",
        setting: "throttledRequests",
        threshold: ({ throttledRequests }, { throttled }) => throttled && throttledRequests,
        ...{ bad: "above", periodSeconds: 300, periods: 1, missing: "notBreaching" },
        metric: ({ throttled = { namespace: "", metricName: "" } }) => ({
            ...throttled,
            dimensions: {},
            statistic: "Sum",
        }),
    },
    {
        key: "latency",
        title: "Responses are slow",
        watches: "99th percentile of a stage's latency, in milliseconds",
        firstStep: "Compare it with the latency of the backends: the difference is the gateway's and its authorizers'.",
        setting: "latencyMilliseconds",
        threshold: ({ latencyMilliseconds }) => latencyMilliseconds,
        ...slow,
        metric: (stage) => stageMetric(stage, "Latency", "p99"),
    },
    {
        key: "backend-latency",
        title: "Backends are slow",
        watches: "99th percentile of the latency of a stage's backends, in milliseconds",
        firstStep: "Find the slow operation by `backendLatencyMs` in the access log, then its trace.",
        setting: "integrationLatencyMilliseconds",
        threshold: ({ integrationLatencyMilliseconds }) => integrationLatencyMilliseconds,
        ...slow,
        metric: (stage) => stageMetric(stage, "IntegrationLatency", "p99"),
    },
    {
        key: "cache-hits",
        title: "The cache answers few requests",
        watches: "Share of cached GET requests that a stage's cache answers",
        firstStep: "Look for a flushed or too small cache, or for parameters that make each request different.",
        setting: "cacheHitShare",
        threshold: ({ cacheHitShare }, { isCached }) => (isCached && cacheHitShare > 0 ? cacheHitShare : undefined),
        ...{ bad: "below", periodSeconds: 300, periods: 3, missing: "notBreaching" },
        metric: (stage) => ({
            // A period without requests has no data point, as a division by zero has no result.
            expression: "FILL(hits, 0) / (FILL(hits, 0) + FILL(misses, 0))",
            metrics: {
                hits: stageMetric(stage, "CacheHitCount", "Sum"),
                misses: stageMetric(stage, "CacheMissCount", "Sum"),
            },
        }),
    },
    {
        key: "no-requests",
        title: "No request arrives",
        watches: "Requests to a stage",
        firstStep:
            "Call the stage: if the call does not arrive, follow its name through DNS, the edge and the firewall.",
        setting: "quietMinutes",
        threshold: ({ quietMinutes }) => (quietMinutes > 0 ? 1 : undefined),
        ...{ bad: "below", periodSeconds: 60, missing: "breaching" },
        periods: ({ quietMinutes }) => quietMinutes,
        metric: (stage) => stageMetric(stage, "Count", "Sum"),
    },
];
