import type * as pulumi from "@pulumi/pulumi";
import type { AlarmDefinition, SimpleMetric, Subject } from "./alarm-definition";

/** The stage of an HTTP API. */
export interface WatchedHttpApi extends Subject {
    /** Id of the API at AWS. */
    readonly apiId: pulumi.Input<string>;
    /** Name of the stage at AWS, known once it exists. */
    readonly stageName: pulumi.Input<string>;
    /** The metric of its responses with 429. */
    readonly throttled: Pick<SimpleMetric, "namespace" | "metricName">;
    /** The metric of the calls above the rate or the quota of a client's plan. Default: the API demands no keys. */
    readonly overPlan?: Pick<SimpleMetric, "namespace" | "metricName"> | undefined;
}

/**
 * A metric of an HTTP API's stage, over all of its routes; other names and dimensions than those of a REST API
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html).
 */
export function httpApiMetric(
    { apiId, stageName }: Pick<WatchedHttpApi, "apiId" | "stageName">,
    metricName: "4xx" | "5xx" | "Count" | "Latency" | "IntegrationLatency",
    statistic: string,
): SimpleMetric {
    return { namespace: "AWS/ApiGateway", metricName, dimensions: { ApiId: apiId, Stage: stageName }, statistic };
}

const slow = { bad: "above", periodSeconds: 60, periods: 5, badPeriods: 3, missing: "notBreaching" } as const;
const limited = { bad: "above", periodSeconds: 300, periods: 1, missing: "notBreaching" } as const;

/** The alarms of an HTTP API's stage, which has no cache. */
export const httpApiAlarms: readonly AlarmDefinition<WatchedHttpApi>[] = [
    {
        key: "http-server-errors",
        title: "Requests fail with 5xx",
        watches: "Share of an HTTP API's requests that end with 5xx",
        firstStep:
            "Run the saved query `http-errors`: `authorizerError` is the function that checks keys, `backendError` the VPC link, and `backendStatus` comes from the API.",
        setting: "serverErrorShare",
        threshold: ({ serverErrorShare }) => serverErrorShare,
        ...{ bad: "above", periodSeconds: 60, periods: 5, missing: "notBreaching" },
        metric: (api) => share(api, "5xx"),
    },
    {
        key: "http-client-errors",
        title: "Many requests fail with 4xx",
        watches: "Share of an HTTP API's requests that end with 4xx",
        firstStep: "Find the client and the route in the access log: `client`, `route` and `status`.",
        setting: "clientErrorShare",
        threshold: ({ clientErrorShare }) => clientErrorShare,
        ...{ bad: "above", periodSeconds: 60, periods: 5, missing: "notBreaching" },
        metric: (api) => share(api, "4xx"),
    },
    {
        key: "http-throttled-requests",
        title: "Requests are throttled with 429",
        watches: "Requests to an HTTP API that end with 429",
        firstStep: "Compare the requests of the route, of all clients together, with its throttle.",
        setting: "throttledRequests",
        threshold: ({ throttledRequests }) => throttledRequests,
        ...limited,
        metric: ({ throttled }) => counted(throttled),
    },
    {
        key: "http-plan-limits",
        title: "Clients exceed their plans",
        watches: "Requests to an HTTP API that get 403, as the client's rate or quota is used up",
        firstStep: "Run the saved query `http-rejected-keys`: `client` and `reason` tell who exceeds what.",
        setting: "throttledRequests",
        threshold: ({ throttledRequests }, { overPlan }) => overPlan && throttledRequests,
        ...limited,
        metric: ({ overPlan = { namespace: "", metricName: "" } }) => counted(overPlan),
    },
    {
        key: "http-latency",
        title: "Responses are slow",
        watches: "99th percentile of an HTTP API's latency, in milliseconds",
        firstStep:
            "Compare it with the latency of the backends: the difference is the gateway's and that of the function that checks keys.",
        setting: "latencyMilliseconds",
        threshold: ({ latencyMilliseconds }) => latencyMilliseconds,
        ...slow,
        metric: (api) => httpApiMetric(api, "Latency", "p99"),
    },
    {
        key: "http-backend-latency",
        title: "Backends are slow",
        watches: "99th percentile of the latency of an HTTP API's backends, in milliseconds",
        firstStep: "Find the slow route by `backendLatencyMs` in the access log, then the log of its tasks.",
        setting: "integrationLatencyMilliseconds",
        threshold: ({ integrationLatencyMilliseconds }) => integrationLatencyMilliseconds,
        ...slow,
        metric: (api) => httpApiMetric(api, "IntegrationLatency", "p99"),
    },
    {
        key: "http-no-requests",
        title: "No request arrives",
        watches: "Requests to an HTTP API",
        firstStep: "Call the API: if the call does not arrive, follow its name through DNS and the edge.",
        setting: "quietMinutes",
        threshold: ({ quietMinutes }) => (quietMinutes > 0 ? 1 : undefined),
        ...{ bad: "below", periodSeconds: 60, missing: "breaching" },
        periods: ({ quietMinutes }) => quietMinutes,
        metric: (api) => httpApiMetric(api, "Count", "Sum"),
    },
];

// AWS documents the sums of these metrics alone, and not, as for REST APIs, that their average is the share.
function share(api: WatchedHttpApi, metricName: "4xx" | "5xx") {
    return {
        expression: "FILL(failed, 0) / requests",
        metrics: { failed: httpApiMetric(api, metricName, "Sum"), requests: httpApiMetric(api, "Count", "Sum") },
    };
}

function counted(metric: Pick<SimpleMetric, "namespace" | "metricName">): SimpleMetric {
    return { ...metric, dimensions: {}, statistic: "Sum" };
}
