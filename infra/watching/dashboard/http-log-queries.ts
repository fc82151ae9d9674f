/** A query of the logs of an HTTP API, as a list of commands. */
interface HttpQuery {
    readonly name: string;
    readonly title: string;
    readonly log: "http" | "keys";
    /** Whether it finds something only if the API demands keys. Default: false. */
    readonly needsKeys?: boolean;
    readonly commands: readonly string[];
}

/**
 * The queries of the access log of an HTTP API, which has the fields of `infra/gateway/http/stage.ts` and those that settings add, and of
 * the log of the function that checks its keys, `functions/http-api/key-authorizer.ts`. Neither log has the value of a key.
 */
export const httpQueries: readonly HttpQuery[] = [
    {
        name: "http-errors",
        title: "HTTP API: calls that ended with 5xx",
        log: "http",
        commands: [
            "fields @timestamp, status, backendStatus, backendError, authorizerError, error, method, path, requestId",
            "filter status >= 500",
            "sort @timestamp desc",
            "limit 100",
        ],
    },
    {
        name: "http-slowest-calls",
        title: "HTTP API: the slowest calls",
        log: "http",
        commands: [
            "fields @timestamp, latencyMs, backendLatencyMs, status, method, path",
            "sort latencyMs desc",
            "limit 50",
        ],
    },
    {
        name: "http-top-clients",
        title: "HTTP API: R3, requests by client",
        log: "http",
        needsKeys: true,
        commands: ["stats count(*) as requests by client", "sort requests desc", "limit 20"],
    },
    {
        name: "http-throttled-routes",
        title: "HTTP API: R3, throttled calls by route",
        log: "http",
        commands: ["filter status = 429", "stats count(*) as throttled by route", "sort throttled desc", "limit 20"],
    },
    {
        name: "http-rejected-keys",
        title: "HTTP API: R3 and R4, calls that the key function rejected, by reason",
        log: "keys",
        commands: [
            "filter ispresent(reason)",
            "stats count(*) as rejected by reason, client, routeKey",
            "sort rejected desc",
            "limit 50",
        ],
    },
];
