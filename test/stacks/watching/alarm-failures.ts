import type { GatewayTraffic, LogFilter, Sending } from "../../infra/watching/evaluator/gateway-traffic";
import type { Metrics } from "../../infra/watching/evaluator/metrics";
import type { WatchedStack } from "./watched-stack";

/** The stack and its metrics, which a failure changes. */
export interface World {
    readonly stack: WatchedStack;
    readonly metrics: Metrics;
    /** The metric filters of its logs. */
    readonly filters: readonly LogFilter[];
    /** Requests to the REST API. Default: the stack has none. */
    readonly traffic: GatewayTraffic | undefined;
}

/** Lets a minute of a stack pass, with what an alarm watches in its usual state or failing. */
export type Failure = (world: World, second: number, isFailing: boolean) => Promise<void>;

const perMinute = 12;

// One path again and again, or a different one each time.
const samePath = Array.from({ length: perMinute }, () => "/books/9780000000001");
const otherPaths = (second: number) => samePath.map((_, index) => `/books/${9_780_000_000_000 + second * 100 + index}`);

/** Requests to each stage of the emulated gateway. */
function requests(
    sending: (second: number, isFailing: boolean) => Partial<Sending> & { paths?: readonly string[] },
): Failure {
    return async ({ stack, traffic }, second, isFailing) => {
        const { paths = otherPaths(second), ...rest } = sending(second, isFailing);
        for (const stage of Object.keys(stack.api?.stages ?? {}))
            await traffic?.send(stage, paths, { second, ...rest });
    };
}

/** A value of a metric of each resource of a type, every minute. */
export function metric(
    type: string,
    namespace: string,
    metricName: string,
    dimensionsOf: (outputs: Record<string, unknown>) => Record<string, string>[],
    value: (isFailing: boolean, outputs: Record<string, unknown>, second: number) => number,
): Failure {
    return async ({ stack, metrics }, second, isFailing) => {
        for (const outputs of stack.outputs(type))
            for (const dimensions of dimensionsOf(outputs))
                metrics.put({ namespace, metricName, dimensions }, second, value(isFailing, outputs, second));
    };
}

const functionMetric = (name: string, value: Parameters<typeof metric>[4]) =>
    metric(
        "aws:lambda/function:Function",
        "AWS/Lambda",
        name,
        ({ name: own }) => [{ FunctionName: String(own) }, { FunctionName: String(own), Resource: `${own}:Live` }],
        value,
    );

const machineMetric = (name: string) =>
    metric(
        "aws:sfn/stateMachine:StateMachine",
        "AWS/States",
        name,
        ({ arn }) => [{ StateMachineArn: String(arn) }],
        (isFailing) => Number(isFailing),
    );

const databaseMetric = (name: string, value: Parameters<typeof metric>[4]) =>
    metric(
        "aws:rds/instance:Instance",
        "AWS/RDS",
        name,
        ({ identifier }) => [{ DBInstanceIdentifier: String(identifier) }],
        value,
    );

// Another queue, or a subscription of a topic, gives its messages up to it.
function isDeadLetterQueue(stack: WatchedStack, arn: unknown): boolean {
    return ["aws:sqs/queue:Queue", "aws:sns/topicSubscription:TopicSubscription"]
        .flatMap((type) => stack.outputs(type))
        .some(({ redrivePolicy }) => String(redrivePolicy).includes(`"${arn}"`));
}

/** Counts of each stage of a WebSocket API, beside 10 connections and 40 messages a minute. */
const socketMetric = (metricName: string, value: (isFailing: boolean) => number): Failure => {
    const count = (name: string, of: (isFailing: boolean) => number) =>
        metric(
            "aws:apigatewayv2/stage:Stage",
            "AWS/ApiGateway",
            name,
            ({ apiId, name: stage }) => [{ ApiId: String(apiId), Stage: String(stage) }],
            of,
        );
    const all = [count("ConnectCount", () => 10), count("MessageCount", () => 40), count(metricName, value)];
    return async (world, second, isFailing) => {
        for (const each of all) await each(world, second, isFailing);
    };
};

const queueMetric =
    (metricName: string, isOfDeadLetters: boolean, value: (isFailing: boolean) => number): Failure =>
    async ({ stack, metrics }, second, isFailing) => {
        for (const { name, arn } of stack.outputs("aws:sqs/queue:Queue"))
            if (isDeadLetterQueue(stack, arn) === isOfDeadLetters)
                metrics.put(
                    { namespace: "AWS/SQS", metricName, dimensions: { QueueName: String(name) } },
                    second,
                    value(isFailing),
                );
    };

/** Requests of which two of twelve are slow: a percentile shows them, and an average or a median does not. */
const someSlow = (milliseconds: number): Failure => {
    const usual = requests((second) => ({ paths: otherPaths(second).slice(2) }));
    const slow = requests((second, isFailing) => ({
        paths: otherPaths(second).slice(0, 2),
        backend: { status: 200, milliseconds: isFailing ? milliseconds : 20 },
    }));
    return async (world, second, isFailing) => {
        await usual(world, second, isFailing);
        await slow(world, second + 20, isFailing);
    };
};

/**
 * How each alarm's failure looks in CloudWatch: requests to the emulated gateway for those of stages, and the metrics that AWS documents
 * for the others, with the dimensions of the resources that the simulated cloud has.
 */
export const failures: Readonly<Record<string, Failure>> = {
    "server-errors": requests((_, isFailing) => ({ backend: { status: isFailing ? 500 : 200, milliseconds: 20 } })),
    "client-errors": requests((_, isFailing) => (isFailing ? { key: "not-a-key" } : {})),
    "throttled-requests": requests((_, isFailing) =>
        isFailing ? { apart: 0, paths: Array.from({ length: 80 }, () => "/books/9780000000001") } : {},
    ),
    latency: someSlow(4000),
    "backend-latency": someSlow(2700),
    "cache-hits": requests((_, isFailing) => (isFailing ? {} : { paths: samePath })),
    "no-requests": requests((_, isFailing) => (isFailing ? { paths: [] } : {})),
    "function-errors": functionMetric("Errors", (isFailing) => Number(isFailing)),
    "function-throttles": functionMetric("Throttles", (isFailing) => Number(isFailing)),
    "function-duration": functionMetric(
        "Duration",
        (isFailing, { timeout }) => Number(timeout) * 1000 * (isFailing ? 0.9 : 0.3),
    ),
    "queue-age": queueMetric("ApproximateAgeOfOldestMessage", false, (isFailing) => (isFailing ? 900 : 5)),
    "dead-letters": queueMetric("ApproximateNumberOfMessagesVisible", true, (isFailing) => Number(isFailing)),
    "failed-executions": machineMetric("ExecutionsFailed"),
    "throttled-executions": machineMetric("ExecutionThrottled"),
    "socket-function-errors": socketMetric("IntegrationError", Number),
    "socket-execution-errors": socketMetric("ExecutionError", Number),
    "socket-client-errors": socketMetric("ClientError", (isFailing) => (isFailing ? 30 : 2)),
    "database-cpu": databaseMetric("CPUUtilization", (isFailing) => (isFailing ? 97 : 20)),
    "database-storage": databaseMetric(
        "FreeStorageSpace",
        (isFailing, { allocatedStorage }) => Number(allocatedStorage) * 1024 ** 3 * (isFailing ? 0.09 : 0.5),
    ),
    "database-connections": databaseMetric("DatabaseConnections", (isFailing) => (isFailing ? 95 : 10)),
    "blocked-requests": async ({ stack, metrics }, second, isFailing) => {
        for (const { scope, visibilityConfig } of stack.outputs("aws:wafv2/webAcl:WebAcl")) {
            const { metricName: WebACL = "" } = visibilityConfig as Record<string, string>;
            const dimensions = { WebACL, Rule: "ALL", ...(scope === "REGIONAL" && { Region: "eu-central-1" }) };
            const usual = 10 + ((second / 60) % 4);
            metrics.put(
                { namespace: "AWS/WAFV2", metricName: "BlockedRequests", dimensions },
                second,
                isFailing ? 50 * usual : usual,
            );
        }
    },
    "edge-errors": metric(
        "aws:cloudfront/distribution:Distribution",
        "AWS/CloudFront",
        "5xxErrorRate",
        ({ id }) => [{ DistributionId: String(id), Region: "Global" }],
        (isFailing) => (isFailing ? 4 : 0),
    ),
    "canary-failures": metric(
        "aws:synthetics/canary:Canary",
        "CloudWatchSynthetics",
        "SuccessPercent",
        ({ name }) => [{ CanaryName: String(name) }],
        (isFailing) => (isFailing ? 0 : 100),
    ),
};
