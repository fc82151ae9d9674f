import assert from "node:assert/strict";
import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "./simulated-aws";

const types = {
    alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
    composite: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    filter: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
    group: "aws:cloudwatch/logGroup:LogGroup",
    topic: "aws:sns/topic:Topic",
    policy: "aws:sns/topicPolicy:TopicPolicy",
    subscription: "aws:sns/topicSubscription:TopicSubscription",
    slack: "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
    key: "aws:kms/key:Key",
    role: "aws:iam/role:Role",
} as const;

const simple = {
    name: "latency",
    comparisonOperator: "GreaterThanThreshold",
    evaluationPeriods: 5,
    datapointsToAlarm: 3,
    metricName: "Latency",
    namespace: "AWS/ApiGateway",
    period: 60,
    extendedStatistic: "p99",
    threshold: 3000,
} satisfies PropertyMap;
const { metricName: _, namespace: __, period: ___, extendedStatistic: ____, ...without } = simple;
const measured = { metric: { metricName: "Errors", namespace: "AWS/Lambda", period: 60, stat: "Sum" } };
const allow = (service: string) => JSON.stringify({ Statement: [{ Principal: { Service: service } }] });

describe("simulated Amazon CloudWatch and SNS reject", () => {
    let aws: SimulatedAws;
    beforeEach(() => {
        aws = new SimulatedAws();
    });
    const alarm = (changes: PropertyMap = {}, name = "main") => aws.make(types.alarm, { ...simple, ...changes }, name);
    const composite = (alarmRule: string, changes: PropertyMap = {}) =>
        aws.make(types.composite, { alarmName: "all", alarmRule, ...changes });

    for (const [title, given, error] of [
        ["two statistics", { ...simple, statistic: "Sum" }, /One of `statistic` or `extended_statistic` must be set/],
        ["no metric", without, /ValidationError: MetricName must not be null$/],
        [
            "queries of which none returns data",
            { ...without, metricQueries: [{ id: "a", ...measured }] },
            /Exactly one element of the metrics list should return data\.$/,
        ],
        [
            "a band without the metric",
            {
                ...without,
                thresholdMetricId: "band",
                metricQueries: [
                    { id: "a", ...measured },
                    { id: "band", expression: "ANOMALY_DETECTION_BAND(a, 2)", returnData: true },
                ],
            },
            /Exactly one element/,
        ],
        [
            "6 of 5",
            { ...simple, datapointsToAlarm: 6 },
            /DatapointsToAlarm must be less than or equal to EvaluationPeriods$/,
        ],
        ["45 seconds", { ...simple, period: 45 }, /expected "period" to be divisible by 60, got: 45$/],
        [
            "more than a day of minutes",
            { ...simple, evaluationPeriods: 1441 },
            /more than a day \(EvaluationPeriods \* Period must be <= 86400\)\.$/,
        ],
        ["more than a week of hours", { ...simple, period: 3600, evaluationPeriods: 169 }, /more than 7 days/],
        [
            "another treatment of missing data",
            { ...simple, treatMissingData: "good" },
            /treat_missing_data to be one of/,
        ],
        [
            "a long description",
            { ...simple, alarmDescription: "a".repeat(1025) },
            /alarm_description to be in the range/,
        ],
        ["a long name", { ...simple, name: "a".repeat(256) }, /alarm_name to be in the range/],
        [
            "a long expression",
            { ...without, metricQueries: [{ id: "a", returnData: true, expression: "1+".repeat(513) }] },
            /expected length of expression/,
        ],
        [
            "eleven metrics",
            {
                ...without,
                metricQueries: [
                    { id: "sum", expression: "m0", returnData: true },
                    ...Array.from({ length: 11 }, (_, index) => ({ id: `m${index}`, ...measured })),
                ],
            },
            /cannot exceed 10$/,
        ],
        [
            "an action elsewhere",
            { ...simple, alarmActions: ["arn:aws:sns:us-east-1:123456789012:a"] },
            /ValidationError: Invalid region us-east-1 specified\. Only eu-central-1 is supported\.$/,
        ],
    ] satisfies [string, PropertyMap, RegExp][])
        it(`an alarm with ${title}`, () => {
            assert.throws(() => aws.make(types.alarm, given), error);
        });

    it("no alarm on a percentile, over a day of minutes or a week of hours", () => {
        alarm();
        alarm({ name: "a week", period: 3600, evaluationPeriods: 168 }, "week");
        alarm({ name: "a day", evaluationPeriods: 1440 }, "day");
    });

    it("a composite alarm of unknown alarms, without alarms, of too many or with an action elsewhere", () => {
        alarm();
        assert.throws(
            () => composite('ALARM("latency") OR ALARM("errors")'),
            /Could not save the composite alarm as alarms \[errors\] in the alarm rule do not exist$/,
        );
        assert.throws(() => composite("()"), /Error in AlarmRule \[Unsupported token '\)' at char 1\]$/);
        const names = Array.from({ length: 101 }, (_, index) => `a${index}`);
        for (const name of names) alarm({ name }, name);
        const rule = (some: readonly string[]) => some.map((name) => `ALARM("${name}")`).join(" OR ");
        assert.throws(() => composite(rule(names)), /AlarmRule refers to 101 alarms, and at most 100 are supported$/);
        assert.throws(() => composite(`ALARM("latency")${" ".repeat(10_240)}`), /less than or equal to 10240$/);
        const action = { alarmActions: ["arn:aws:sns:us-east-1:123456789012:a"] };
        assert.throws(() => composite('ALARM("latency")', action), /Invalid region us-east-1 specified/);
        composite(rule(names.slice(1)));
    });

    it("to delete an alarm that a composite alarm consists of", () => {
        const [used, free] = [alarm(), alarm({ name: "free" }, "free")];
        const inner = composite('ALARM("latency")');
        const words = /^ValidationError: Cannot delete latency as there are composite alarm\(s\) depending on it\.$/;
        assert.match(aws.rejectionOf(types.alarm, used) ?? "", words);
        assert.equal(aws.rejectionOf(types.alarm, free), undefined);
        assert.equal(aws.rejectionOf(types.composite, inner), undefined);
        aws.make(types.composite, { alarmName: "outer", alarmRule: 'ALARM("all")' }, "outer");
        assert.match(aws.rejectionOf(types.composite, inner) ?? "", /Cannot delete all as there are composite alarm/);
    });

    for (const [title, keyPolicy, topicPolicy, error] of [
        [
            "key",
            allow("sns.amazonaws.com"),
            allow("cloudwatch.amazonaws.com"),
            /does not have authorization to access the SNS topic encryption key/,
        ],
        [
            "policy",
            allow("cloudwatch.amazonaws.com"),
            allow("budgets.amazonaws.com"),
            /is not authorized to perform: SNS:Publish/,
        ],
        ["", allow("cloudwatch.amazonaws.com"), allow("cloudwatch.amazonaws.com"), undefined],
    ] as const)
        it(
            title
                ? `actions on a topic whose ${title} does not admit CloudWatch, later`
                : "no actions on a topic that admits it",
            () => {
                const key = aws.make(types.key, { policy: keyPolicy });
                const kmsMasterKeyId = key.outputs.arn ?? "";
                const topic = aws.make(types.topic, { name: "alarms", kmsMasterKeyId });
                aws.make(types.policy, { arn: topic.id, policy: topicPolicy });
                alarm({ name: "quiet" }, "quiet");
                const alarmActions = [topic.id];
                const acts = [() => alarm({ alarmActions }), () => composite('ALARM("quiet")', { alarmActions })];
                for (const act of acts)
                    if (error)
                        assert.throws(
                            act,
                            (thrown: Error) => /^delayed: /.test(thrown.message) && error.test(thrown.message),
                        );
                    else act();
            },
        );

    it("a metric filter without its log group, with an invalid pattern, or with both a default and dimensions", () => {
        const pattern = '{ ($.status = 429) || ($.status = "429") }';
        const metricTransformation = { name: "a", namespace: "b", value: "1" };
        const filter = (changes: PropertyMap = {}) =>
            aws.make(types.filter, { name: "f", logGroupName: "g", pattern, metricTransformation, ...changes });
        assert.throws(() => filter(), /ResourceNotFoundException: The specified log group does not exist\.$/);
        aws.make(types.group, { name: "g" });
        for (const wrong of [
            "{ status = 401 }",
            "{ $.status = abc }",
            "{ $.status }",
            "{ ($.a = 1 }",
            "{ $.a = 1 $.b = 2 }",
        ])
            assert.throws(
                () => filter({ pattern: wrong }),
                /InvalidParameterException: Invalid metric filter pattern$/,
                wrong,
            );
        const both = { ...metricTransformation, defaultValue: "0", dimensions: { a: "$.a" } };
        assert.throws(() => filter({ metricTransformation: both }), /mutually exclusive/);
        filter();
        filter({ name: "words", pattern: "ERROR" });
    });

    it("subscriptions and policies of a topic that does not exist, and endpoints of another protocol", () => {
        const arn = "arn:aws:sns:eu-central-1:123456789012:alarms";
        const subscribe = (protocol: string, endpoint: string) =>
            aws.make(types.subscription, { topic: arn, protocol, endpoint });
        assert.throws(() => subscribe("email", "a@shop.dev"), /NotFoundException: Topic does not exist$/);
        assert.throws(() => aws.make(types.policy, { arn, policy: "{}" }), /NotFoundException: Topic does not exist$/);
        aws.make(types.topic, { name: "alarms" });
        for (const [protocol, endpoint] of [
            ["email", "shop.dev"],
            ["https", "http://shop.dev"],
        ] as const)
            assert.throws(() => subscribe(protocol, endpoint), /Endpoint must match the specified protocol$/);
        const { outputs } = subscribe("https", "https://shop.dev/key");
        assert.equal(outputs.pendingConfirmation, true);
    });

    it("a Slack channel in a region without the service, or with a role that it may not assume", () => {
        const roleOf = (service: string) =>
            aws.make(types.role, { name: service, assumeRolePolicy: allow(service) }, service).outputs.arn ?? "";
        const iamRoleArn = roleOf("chatbot.amazonaws.com");
        const channel = (changes: PropertyMap) =>
            aws.make(types.slack, {
                ...{ configurationName: "a", slackTeamId: "T1", slackChannelId: "C1", region: "us-east-2" },
                iamRoleArn,
                ...changes,
            });
        assert.throws(
            () => channel({ region: "eu-central-1" }),
            /chatbot\.eu-central-1\.amazonaws\.com: no such host$/,
        );
        assert.throws(() => channel({ iamRoleArn: roleOf("lambda.amazonaws.com") }), /cannot be assumed by chatbot/);
        channel({});
    });
});
