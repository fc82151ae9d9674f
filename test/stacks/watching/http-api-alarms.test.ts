import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { alarms as alarmSettings } from "../../../stacks/settings/alarms/schema";
import { StackAlarms } from "../../../stacks/watching/stack-alarms";
import type { HttpApiOfStack } from "../../../stacks/watching/watched-http-api";
import { readStack } from "../../../tools/cli/project/project";
import { type Registered, record } from "../../infra/recorder";
import { type AlarmInputs, alarmForm } from "../../infra/watching/evaluator/alarm";
import { evaluate } from "../../infra/watching/evaluator/evaluate";
import { Metrics } from "../../infra/watching/evaluator/metrics";
import { type Failure, failures } from "./alarm-failures";
import { assertBeginsAndEnds, filtersOf, played, type Watched } from "./alarm-timeline";
import { httpApiFailures, rateExceeded, stageOutputs } from "./http-api-failures";
import { loadBalancerFailures } from "./load-balancer-failures";

const balancerArn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/shop/0123456789abcdef";
const settings = {
    ...readStack({ name: "fargate", file: "stacks/examples/Pulumi.fargate.yaml" }).settings,
    alarms: alarmSettings.parse({ thresholds: { quietMinutes: 15 } }),
};

const loadBalancer = { target: { name: "http_alb", arn: balancerArn }, form: "application" } as const;
const api = {
    apiId: pulumi.output(stageOutputs.apiId),
    stageName: pulumi.output(stageOutputs.name),
    accessLogGroup: pulumi.output("/aws/vendedlogs/gatehouse/shop-http/access"),
};
const withKeys: HttpApiOfStack = {
    api: {
        api,
        keys: {
            function: {
                functionName: pulumi.output("shop-http-keys"),
                invokeArn: pulumi.output("arn:invoke"),
                logGroupName: pulumi.output("/aws/lambda/shop-http-keys"),
            },
            tableNames: { keys: pulumi.output("shop-http-keys-1"), usage: pulumi.output("shop-http-usage-1") },
        },
        canaryCall: { functionName: pulumi.output("shop-http-canary") },
    },
    loadBalancer,
};

const make = (http: HttpApiOfStack) =>
    record(() => {
        const parent = new pulumi.ComponentResource("gatehouse:test:Parent", "parent");
        StackAlarms.create({
            ...{ name: "shop", settings, http, parent, databases: {}, authorizers: {} },
            ...{ place: { partition: "aws", accountId: "123456789012", region: "eu-central-1" } },
            ...{ backends: {}, targets: { components: {} } },
        });
    });
const inputsOfType = (made: readonly Registered[], type: string) =>
    made.filter((each) => each.type === type).map(({ inputs }) => inputs);
const alarmsOf = (made: readonly Registered[]): AlarmInputs[] =>
    inputsOfType(made, "aws:cloudwatch/metricAlarm:MetricAlarm").map((inputs) => alarmForm.parse(inputs));
const namesOf = (alarms: readonly AlarmInputs[]) => alarms.map(({ name }) => name.replace("shop/", "")).sort();

// The outputs, in the state, of the resources that the alarms watch.
const outputs: Readonly<Record<string, Record<string, string | object>[]>> = {
    "aws:apigatewayv2/stage:Stage": [stageOutputs],
    "aws:lambda/function:Function": [
        { name: "shop-http-keys", timeout: "10" },
        { name: "shop-http-canary", timeout: "40" },
    ],
    "aws:dynamodb/table:Table": [{ name: "shop-http-keys-1" }, { name: "shop-http-usage-1" }],
    "aws:lb/loadBalancer:LoadBalancer": [{ arn: balancerArn, loadBalancerType: "application" }],
};

describe("the alarms of an HTTP API", () => {
    const all = { ...failures, ...httpApiFailures, ...loadBalancerFailures };
    let alarms: readonly AlarmInputs[];
    let watched: Watched;
    const keyed = (key: string) => alarms.filter(({ name }) => name.endsWith(`/${key}`));

    before(async () => {
        const made = await make(withKeys);
        alarms = alarmsOf(made);
        const filters = filtersOf(inputsOfType(made, "aws:cloudwatch/logMetricFilter:LogMetricFilter"));
        const stack = { endpoints: [], inputs: () => [], outputs: (type: string) => outputs[type] ?? [] };
        watched = { stack: stack as Watched["stack"], filters };
    });

    it("watch its stage, its load balancer, the function and the tables of its keys, and its daily call", () =>
        assert.deepEqual(namesOf(alarms), [
            "http-api/canary-call-failures",
            "http-api/http-backend-latency",
            "http-api/http-client-errors",
            "http-api/http-latency",
            "http-api/http-no-requests",
            "http-api/http-plan-limits",
            "http-api/http-server-errors",
            "http-api/http-throttled-requests",
            "http-api__keys/function-duration",
            "http-api__keys/function-errors",
            "http-api__keys/function-throttles",
            "http-api_keys/table-throttles",
            "http-api_usage/table-throttles",
            "http_alb/load-balancer-errors",
            "http_alb/rejected-connections",
            "http_alb/unhealthy-targets",
        ]));

    for (const key of [
        ...Object.keys(httpApiFailures),
        ...Object.keys(loadBalancerFailures),
        ...["function-errors", "function-throttles", "function-duration"],
    ])
        it(`include ${key}, which begins with its failure and ends with it`, async () => {
            const failure = all[key];
            assert.ok(keyed(key).length > 0 && failure);
            await assertBeginsAndEnds(keyed(key), failure, watched);
        });

    it("tell a client above its rate as well as one above its quota, and neither from an unknown key", async () => {
        await assertBeginsAndEnds(keyed("http-plan-limits"), rateExceeded, watched);
        const unknownKeys: Failure = (world, second) => rateExceeded(world, second, false);
        const { states } = await played(keyed("http-plan-limits"), unknownKeys, watched);
        for (const each of states.values()) assert.ok(each.length > 0 && !each.includes("ALARM"));
    });

    it("begin when all attempts at a daily call have failed, and end when the next one succeeds", () => {
        const [alarm] = keyed("canary-call-failures");
        assert.ok(alarm);
        const day = 86_400;
        const dimensions = { FunctionName: "shop-http-canary" };
        const statesAfter = (...attempts: readonly number[]) => {
            const metrics = new Metrics();
            const put = (second: number, errors: number) =>
                metrics.put({ namespace: "AWS/Lambda", metricName: "Errors", dimensions }, second, errors);
            for (const [index, errors] of attempts.entries()) put(10 * day + 60 * index, errors);
            put(11 * day, 0);
            return [10 * day + 240, 11 * day, 11 * day + 300].map((second) => evaluate(alarm, metrics, second));
        };
        assert.deepEqual(statesAfter(1, 1, 1), ["ALARM", "ALARM", "OK"]);
        assert.deepEqual(statesAfter(1, 1, 0), ["OK", "OK", "OK"]);
    });

    it("watch the distribution in front of it, from us-east-1", async () => {
        const edge = { distributionId: pulumi.output("E1"), accessLogGroup: undefined };
        const made = await make({ api: { ...withKeys.api, edge }, loadBalancer });
        const found = inputsOfType(made, "aws:cloudwatch/metricAlarm:MetricAlarm").filter(({ region }) => region);
        assert.deepEqual(
            found.map(({ name, region, dimensions }) => [name, region, dimensions]),
            [["shop/edge/edge-errors", "us-east-1", { DistributionId: "E1", Region: "Global" }]],
        );
    });

    it("leave out keys and the daily call where it has none", async () => {
        const names = namesOf(
            alarmsOf(await make({ api: { api, keys: undefined, canaryCall: undefined }, loadBalancer })),
        );
        assert.deepEqual(
            names.filter((name) => /keys|usage|plan|canary/.test(name)),
            [],
        );
        assert.equal(names.length, 9);
    });
});
