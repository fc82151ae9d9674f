import type { AuthorizerResult } from "../../../functions/http-api/key-authorizer";
import { accessLogFields } from "../../../infra/gateway/http/stage";
import { parseFilterPattern } from "../../../tools/cloud-simulator/resources/filter-pattern";
import { type Failure, metric, type World } from "./alarm-failures";

/** A response of the HTTP API, in the minute of a failure or before. */
interface HttpResponse {
    readonly status: number;
    readonly latency: number;
    /** Default: no backend got the request. */
    readonly backendLatency?: number;
}

type Reason = NonNullable<AuthorizerResult["context"]["reason"]>;

const fine: HttpResponse = { status: 200, latency: 40, backendLatency: 20 };
const perMinute = 12;

// docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
function record({ stack, metrics, filters }: World, second: number, response: HttpResponse): void {
    const { status, latency, backendLatency } = response;
    for (const { apiId, name: stage, accessLogSettings } of stack.outputs("aws:apigatewayv2/stage:Stage")) {
        if (stage !== "$default") continue;
        const put = (metricName: string, value: number) =>
            metrics.put(
                {
                    namespace: "AWS/ApiGateway",
                    metricName,
                    dimensions: { ApiId: String(apiId), Stage: "$default" },
                },
                second,
                value,
            );
        put("Count", 1);
        put("Latency", latency);
        if (backendLatency !== undefined) put("IntegrationLatency", backendLatency);
        // Only of requests that failed, as AWS documents no zeros.
        if (status >= 400) put(status >= 500 ? "5xx" : "4xx", 1);
        const { format } = accessLogSettings as Record<string, string>;
        write({ metrics, filters }, second, "/access", (format ?? "").replaceAll("$context.status", String(status)));
    }
}

/** Writes a line into the log groups whose names end in some way. */
function write(
    { metrics, filters }: Pick<World, "metrics" | "filters">,
    second: number,
    groupEnd: string,
    line: string,
): void {
    for (const { logGroupName, pattern, metric: counted } of filters)
        if (logGroupName.endsWith(groupEnd) && parseFilterPattern(pattern)(line))
            metrics.put(
                { namespace: counted.namespace, metricName: counted.name, dimensions: {} },
                second,
                counted.value,
            );
}

const responses =
    (response: (isFailing: boolean, index: number) => HttpResponse | undefined): Failure =>
    async (world, second, isFailing) => {
        for (let index = 0; index < perMinute; index++) {
            const each = response(isFailing, index);
            if (each) record(world, second + index, each);
        }
    };

/** Two of twelve requests are slow, which a percentile shows. */
const someSlow = (slow: Partial<HttpResponse>) =>
    responses((isFailing, index) => (isFailing && index < 2 ? { ...fine, ...slow } : fine));

// The function writes a line for each call that it rejects.
const rejections =
    (reason: Reason): Failure =>
    async (world, second, isFailing) => {
        const line = (why: Reason) => JSON.stringify({ client: "shop", reason: why, routeKey: "GET /api/books" });
        write(world, second, "-keys", line("unknown key"));
        if (isFailing) write(world, second, "-keys", line(reason));
    };

/** How the failures of an HTTP API, and of what checks its keys, look in CloudWatch. */
export const httpApiFailures: Readonly<Record<string, Failure>> = {
    "http-server-errors": responses((isFailing) => (isFailing ? { status: 503, latency: 30 } : fine)),
    "http-client-errors": responses((isFailing) => (isFailing ? { status: 403, latency: 10 } : fine)),
    "http-throttled-requests": responses((isFailing, index) =>
        isFailing && index === 0 ? { status: 429, latency: 2 } : fine,
    ),
    "http-plan-limits": rejections("quota exceeded"),
    "http-latency": someSlow({ latency: 4000 }),
    "http-backend-latency": someSlow({ backendLatency: 2700 }),
    "http-no-requests": responses((isFailing) => (isFailing ? undefined : fine)),
    "table-throttles": metric(
        "aws:dynamodb/table:Table",
        "AWS/DynamoDB",
        "WriteThrottleEvents",
        ({ name }) => [{ TableName: String(name) }],
        Number,
    ),
    // Once a day, with two more attempts at a call that fails.
    "canary-call-failures": async ({ stack, metrics }, second, isFailing) => {
        if (second % 86_400 !== 0) return;
        for (const { name } of stack.outputs("aws:lambda/function:Function")) {
            if (!String(name).endsWith("-canary")) continue;
            const errors = {
                namespace: "AWS/Lambda",
                metricName: "Errors",
                dimensions: { FunctionName: String(name) },
            };
            for (const attempt of isFailing ? [0, 1, 2] : [0]) metrics.put(errors, second + attempt, isFailing ? 1 : 0);
        }
    },
};

/** The other limit of a plan, which the same alarm watches. */
export const rateExceeded: Failure = rejections("rate exceeded");

/** The stage of an HTTP API as the state has it. */
export const stageOutputs = {
    apiId: "a1b2c3",
    name: "$default",
    accessLogSettings: { format: JSON.stringify(accessLogFields) },
} as const;
