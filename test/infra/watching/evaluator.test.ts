import assert from "node:assert/strict";
import { parseFilterPattern } from "../../../tools/cloud-simulator/resources/filter-pattern";
import { alarmForm, dataPoint } from "./evaluator/alarm";
import { evaluate, evaluateRule } from "./evaluator/evaluate";
import { parseExpression } from "./evaluator/expression";
import { Metrics, statisticOf } from "./evaluator/metrics";

const metric = { namespace: "AWS/ApiGateway", metricName: "Count", dimensions: { Stage: "Live" } };

describe("the evaluator of alarms", () => {
    // docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html: the tables for 3 of 3 and 2 of 3, with an
    // evaluation range of 5. X is bad, 0 is good, - is missing; the newest is on the right.
    for (const [points, needed, breaching, notBreaching] of [
        ["0 - X - X", 3, "OK", "OK"],
        ["0 - - - -", 3, "OK", "OK"],
        ["- - - - -", 3, "ALARM", "OK"],
        ["0 X X - X", 3, "ALARM", "ALARM"],
        ["- - X - -", 3, "ALARM", "OK"],
        ["0 - X - X", 2, "ALARM", "ALARM"],
        ["0 0 X 0 X", 2, "ALARM", "ALARM"],
        ["0 - X - -", 2, "ALARM", "OK"],
        ["- - - - 0", 2, "ALARM", "OK"],
        ["- - - X -", 2, "ALARM", "OK"],
    ] as const)
        it(`evaluates ${points} with ${needed} of 3 as documented`, () => {
            const metrics = new Metrics();
            for (const [minute, point] of points.split(" ").entries())
                if (point !== "-") metrics.put(metric, minute * 60, point === "X" ? 9 : 1);
            for (const [treatMissingData, wanted] of [
                ["breaching", breaching],
                ["notBreaching", notBreaching],
            ] as const) {
                const alarm = alarmForm.parse({
                    ...{ name: "a", ...metric, period: 60, statistic: "Sum", threshold: 5, treatMissingData },
                    ...{ comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 3, datapointsToAlarm: needed },
                });
                assert.equal(evaluate(alarm, metrics, 300), wanted, treatMissingData);
            }
        });

    it("computes the statistics of CloudWatch", () => {
        const values = Array.from({ length: 200 }, (_, index) => index + 1);
        const of = (statistic: string) => statisticOf(values, statistic);
        assert.deepEqual(
            ["Sum", "Average", "Minimum", "Maximum", "SampleCount", "p99", "p50"].map(of),
            [20_100, 100.5, 1, 200, 200, 198, 100],
        );
        assert.equal(statisticOf([], "Sum"), undefined);
        assert.throws(() => of("Median"), /unknown statistic "Median"/);
    });

    it("computes metric math, without a data point where an operand has none", () => {
        const scope = (id: string) => ({ a: 6, b: 3, zero: 0 })[id];
        const result = (text: string) => parseExpression(text)(scope);
        assert.deepEqual(
            [
                "a / b + 1",
                "a - b * 2",
                "(a - b) * 2",
                "a / zero",
                "a + none",
                "FILL(none, 4)",
                "IF(a > b, 1, 2)",
                "IF(a < b, 1)",
            ].map(result),
            [3, 0, 6, undefined, undefined, 4, 1, undefined],
        );
        for (const wrong of ["a +", "RATE(a)", "a ? b", "(a", "a b"])
            assert.throws(() => result(wrong), /expression/, wrong);
    });

    it("compares a metric with a band of what it was before", () => {
        const metrics = new Metrics();
        for (let minute = 0; minute < 100; minute++) metrics.put(metric, minute * 60, 10 + (minute % 2));
        metrics.put(metric, 6000, 500);
        const alarm = alarmForm.parse({
            ...{ name: "a", treatMissingData: "notBreaching", comparisonOperator: "GreaterThanUpperThreshold" },
            ...{ evaluationPeriods: 1, datapointsToAlarm: 1, thresholdMetricId: "band" },
            metricQueries: [
                { id: "m", metric: { ...metric, period: 60, stat: "Sum" }, returnData: true },
                { id: "band", expression: "ANOMALY_DETECTION_BAND(m, 3)", returnData: true },
            ],
        });
        assert.deepEqual(dataPoint(alarm, metrics, 6060), { value: 500, threshold: 12 });
        assert.equal(evaluate(alarm, metrics, 6000), "OK");
        assert.equal(evaluate(alarm, metrics, 6060), "ALARM");
        assert.equal(dataPoint(alarm, metrics, 60), undefined);
    });

    it("reads patterns of log lines and rules of composite alarms", () => {
        const matches = parseFilterPattern('{ ($.status = 429) || ($.status = "429" && $.a.b > 2) }');
        assert.deepEqual(
            ['{"status":429}', '{"status":"429"}', '{"status":"429","a":{"b":3}}', '{"status":430}', "429", "[]"].map(
                matches,
            ),
            [true, false, true, false, false, false],
        );
        const isOn = (name: string) => name === "b/c";
        assert.equal(evaluateRule('ALARM("a") OR ALARM("b/c")', isOn), "ALARM");
        assert.equal(evaluateRule('ALARM("a")', isOn), "OK");
        assert.throws(() => evaluateRule("OK(a)", isOn), /rule: got "OK\(a\)"/);
    });
});
