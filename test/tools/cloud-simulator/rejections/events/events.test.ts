import assert from "node:assert/strict";
import { type PropertyMap, unknown } from "../../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "../simulated-aws";

const types = {
    function: "aws:lambda/function:Function",
    permission: "aws:lambda/permission:Permission",
    rule: "aws:cloudwatch/eventRule:EventRule",
    target: "aws:cloudwatch/eventTarget:EventTarget",
} as const;

const daily = { scheduleExpression: "rate(1 day)" };

describe("simulated EventBridge", () => {
    let aws: SimulatedAws;
    beforeEach(() => {
        aws = new SimulatedAws();
    });

    const rejects = (kind: keyof typeof types, given: PropertyMap, words: RegExp) =>
        assert.throws(() => aws.preview(types[kind], given), words);

    it("knows schedules", () => {
        const words = /ValidationException: Parameter ScheduleExpression is not valid\.$/;
        for (const scheduleExpression of [
            "rate(1 days)",
            "rate(2 day)",
            "rate(0 days)",
            "every day",
            "cron(0 12 * * ?)",
            "cron(0 12 * * * *)",
        ])
            rejects("rule", { scheduleExpression }, words);
        for (const scheduleExpression of ["rate(1 day)", "rate(5 minutes)", "cron(0 12 * * ? *)", unknown])
            aws.preview(types.rule, { scheduleExpression });
        rejects("rule", {}, /one of event_pattern,schedule_expression must be specified$/);
        aws.preview(types.rule, { eventPattern: "{}", eventBusName: "orders" });
        rejects("rule", { ...daily, eventBusName: "orders" }, /supported only on the default event bus\.$/);
    });

    it("has names of 64 characters", () => {
        const words = /with at most 64 characters$/;
        rejects("rule", { ...daily, name: "canary call" }, words);
        rejects("rule", { ...daily, name: "c".repeat(65) }, words);
        aws.preview(types.rule, { ...daily, name: "c".repeat(64) });
    });

    it("invokes a function for a rule that the function permits", () => {
        const own = aws.make(types.function, { name: "call", role: "arn:aws:iam::123456789012:role/call" });
        const arn = own.outputs.arn ?? null;
        const target = (given: PropertyMap = {}) => aws.make(types.target, { rule: "canary", arn, ...given });
        assert.throws(target, /ResourceNotFoundException: Rule canary does not exist on EventBus default\.$/);
        const rule = aws.make(types.rule, { name: "canary", ...daily });
        const sourceArn = rule.outputs.arn ?? null;
        const none = /function:call has no permission for events\.amazonaws\.com with the source \S+rule\/canary$/;
        assert.throws(target, none);
        const call = { action: "lambda:InvokeFunction", function: "call", principal: "events.amazonaws.com" };
        for (const other of [
            { ...call, principal: "apigateway.amazonaws.com", sourceArn },
            { ...call, sourceArn: `${String(sourceArn)}-2` },
        ]) {
            aws.make(types.permission, other);
            assert.throws(target, none);
            aws.drop(types.permission);
        }
        aws.make(types.permission, { ...call, sourceArn });
        target();
    });

    it("calls others with a role, and with one input of JSON", () => {
        aws.make(types.rule, { name: "canary", ...daily });
        const arn = "arn:aws:states:eu-central-1:123456789012:stateMachine:calls";
        const target = (given: PropertyMap) => aws.make(types.target, { rule: "canary", arn, ...given });
        assert.throws(() => target({}), /ValidationException: RoleArn is required for target arn:aws:states:/);
        const roleArn = "arn:aws:iam::123456789012:role/outside";
        assert.throws(() => target({ roleArn, input: "{" }), /"input" contains an invalid JSON: \{$/);
        assert.throws(() => target({ roleArn, input: "x".repeat(8_193) }), /range \(0 - 8192\)$/);
        const both = { input: "{}", inputPath: "$" };
        assert.throws(() => target({ roleArn, ...both }), /input and inputPath exclude each other$/);
        target({ roleArn, input: "{}" });
    });

    it("keeps a rule that has targets", async () => {
        const rule = aws.make(types.rule, { name: "canary", ...daily });
        const arn = "arn:aws:sqs:eu-central-1:123456789012:calls";
        const target = aws.make(types.target, { rule: "canary", arn });
        assert.match(
            aws.rejectionOf(types.rule, rule) ?? "",
            /^ValidationException: Rule can't be deleted since it has targets\.$/,
        );
        await aws.remove(types.target, target);
        assert.equal(aws.rejectionOf(types.rule, rule), undefined);
    });
});
