import assert from "node:assert/strict";
import { Alarms } from "../../../infra/watching/alarms";
import { type PlannedAlarm, planAlarms } from "../../../infra/watching/planned-alarms";
import { AlarmTopic } from "../../../infra/watching/topic";
import { alarms as settings } from "../../../stacks/settings/alarms/schema";
import { inputsOf, record } from "../recorder";

const [metricAlarm, compositeAlarm] = [
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "aws:cloudwatch/compositeAlarm:CompositeAlarm",
];
const { thresholds } = settings.parse({});
const functionsNamed = (...names: string[]) =>
    planAlarms(
        { functions: names.map((name) => ({ name, functionName: `shop_${name}`, timeoutSeconds: 29 })) },
        thresholds,
    );
const build = (alarms: readonly PlannedAlarm[], notify: "each" | "stack", region?: string) =>
    record(() => new Alarms("shop", { stackName: "shop", alarms, topicArn: "arn:topic", notify, region }));

describe("the alarms of a stack", () => {
    it("send messages when they begin and end, each or the composite alarm alone", async () => {
        const messages = { alarmActions: ["arn:topic"], okActions: ["arn:topic"] };
        const actionsOf = ({ alarmActions, okActions }: Record<string, unknown>) => ({ alarmActions, okActions });
        const none = { alarmActions: undefined, okActions: undefined };
        for (const [notify, ofEach, ofStack] of [
            ["each", messages, none],
            ["stack", none, messages],
        ] as const) {
            const made = await build(functionsNamed("books"), notify);
            for (const { inputs } of made.filter(({ type }) => type === metricAlarm))
                assert.deepEqual(actionsOf(inputs), ofEach);
            assert.deepEqual(actionsOf(inputsOf(made, compositeAlarm)), ofStack);
        }
    });

    it("describe what has happened, what to do, and where more is written", async () => {
        const made = await build(functionsNamed("books"), "each");
        const { name, alarmDescription, threshold } = inputsOf(made, metricAlarm, "books/function-duration");
        assert.equal(name, "shop/books/function-duration");
        assert.match(
            String(alarmDescription),
            /^books: Calls take nearly as long as they may\. Find .* Runbook: docs\/watching\/runbook\.md#function-duration$/,
        );
        assert.equal(threshold, 0.8 * 29_000);
    });

    it("are joined by one rule, and by one of parts where there are many", async () => {
        const [few, many] = [
            await build(functionsNamed("a", "b"), "each"),
            await build(functionsNamed(...Array.from({ length: 40 }, (_, index) => `f${index}`)), "stack"),
        ];
        const { alarmName, alarmRule } = inputsOf(few, compositeAlarm);
        assert.equal(alarmName, "shop");
        assert.match(
            String(alarmRule),
            /^ALARM\("shop\/a\/function-errors"\) OR (ALARM\("[^"]+"\) OR ){4}ALARM\("[^"]+"\)$/,
        );
        const { alarmRule: whole, alarmActions } = inputsOf(many, compositeAlarm, "shop");
        assert.equal(whole, 'ALARM("shop/part-1") OR ALARM("shop/part-2") OR ALARM("shop/part-3")');
        assert.deepEqual(alarmActions, ["arn:topic"]);
        const parts = many.filter(({ type, name }) => type === compositeAlarm && name !== "shop");
        const children = parts.flatMap(({ inputs }) => String(inputs.alarmRule).split(" OR "));
        assert.equal(new Set(children).size, 120);
        for (const { inputs } of parts) {
            assert.ok(String(inputs.alarmRule).length < 10_240);
            assert.equal(inputs.alarmActions, undefined);
        }
    });

    it("are all in the given region, and none without any alarm", async () => {
        const made = await build(functionsNamed("a"), "each", "us-east-1");
        const resources = made.filter(({ type }) => type === metricAlarm || type === compositeAlarm);
        assert.deepEqual([...new Set(resources.map(({ inputs }) => inputs.region))], ["us-east-1"]);
        assert.equal(inputsOf(made, compositeAlarm).alarmName, "shop/us-east-1");
        assert.deepEqual(
            (await build([], "each")).filter(({ type }) => type.startsWith("aws:")),
            [],
        );
    });

    it("leave out what is off", () => {
        const stage = { name: "Live", apiName: "shop", stageName: "Live", isCached: false };
        const keysOf = (changes: object, of = thresholds) =>
            planAlarms({ stages: [{ ...stage, ...changes }] }, of).map(({ definition: { key } }) => key);
        const always = ["server-errors", "client-errors", "latency", "backend-latency"];
        assert.deepEqual(keysOf({}), always);
        const throttled = { namespace: "Gatehouse/shop", metricName: "a" };
        assert.deepEqual(keysOf({ throttled }), [...always.slice(0, 2), "throttled-requests", ...always.slice(2)]);
        const all = { ...thresholds, cacheHitShare: 0.5, quietMinutes: 1 };
        assert.deepEqual(keysOf({ isCached: true }, all), [...always, "cache-hits", "no-requests"]);
        assert.deepEqual(keysOf({}, all), [...always, "no-requests"]);
    });
});

describe("the topic of alarms", () => {
    const place = { partition: "aws", accountId: "123456789012" };
    const https = ["https://events.shop.dev/key-1", "https://events.shop.dev/key-2", "https://other.shop.dev/key-3"];
    const args = { topicName: "shop-alarms", place, email: ["ops@shop.dev"], https };
    const make = (region?: string) => record(() => new AlarmTopic("shop", { ...args, region }));

    it("has a key and a policy that admit CloudWatch and AWS Budgets of the account alone", async () => {
        const made = await make();
        const ofAccount = { StringEquals: { "aws:SourceAccount": "123456789012" } };
        const services = { Service: ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"] };
        const key = JSON.parse(String(inputsOf(made, "aws:kms/key:Key").policy));
        assert.deepEqual(key.Statement[0].Principal, { AWS: "arn:aws:iam::123456789012:root" });
        assert.deepEqual(key.Statement[1], {
            ...{ Effect: "Allow", Principal: services, Action: ["kms:Decrypt", "kms:GenerateDataKey*"] },
            ...{ Resource: "*", Condition: ofAccount },
        });
        const { Statement } = JSON.parse(String(inputsOf(made, "aws:sns/topicPolicy:TopicPolicy").policy));
        assert.deepEqual(Statement[0], {
            ...{ Effect: "Allow", Principal: services, Action: "sns:Publish" },
            ...{ Resource: "arn:shop", Condition: ofAccount },
        });
        assert.equal(Statement[1].Effect, "Deny");
        assert.deepEqual(Statement[1].Condition, { Bool: { "aws:SecureTransport": "false" } });
        assert.equal(inputsOf(made, "aws:sns/topic:Topic").kmsMasterKeyId, "arn:shop");
    });

    it("has a subscription of each address and URL, whose keys are in no name", async () => {
        const made = await make();
        const subscriptions = made.filter(({ type }) => type === "aws:sns/topicSubscription:TopicSubscription");
        assert.deepEqual(
            subscriptions.map(({ name }) => name),
            ["shop-ops@shop.dev", "shop-events.shop.dev", "shop-events.shop.dev-2", "shop-other.shop.dev"],
        );
        assert.ok(!JSON.stringify(made.map(({ name }) => name)).includes("key-"));
    });

    it("is in one region with its key, its policy and its subscriptions", async () => {
        const made = (await make("us-east-1")).filter(({ type }) => type.startsWith("aws:"));
        assert.equal(made.length, 7);
        assert.deepEqual([...new Set(made.map(({ inputs }) => inputs.region))], ["us-east-1"]);
    });
});
