import assert from "node:assert/strict";
import { type PropertyMap, secret, unknown } from "../../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "../simulated-aws";

const types = {
    connection: "aws:cloudwatch/eventConnection:EventConnection",
    destination: "aws:cloudwatch/eventApiDestination:EventApiDestination",
    rule: "aws:cloudwatch/eventRule:EventRule",
    target: "aws:cloudwatch/eventTarget:EventTarget",
} as const;

const apiKey = { authorizationType: "API_KEY", authParameters: { apiKey: { key: "x-api-key", value: "secret" } } };
const endpoint = { invocationEndpoint: "https://api.example.com/api/books", httpMethod: "GET" };
const daily = { scheduleExpression: "rate(1 day)" };

describe("simulated EventBridge", () => {
    let aws: SimulatedAws;
    beforeEach(() => {
        aws = new SimulatedAws();
    });

    const rejects = (kind: keyof typeof types, given: PropertyMap, words: RegExp) =>
        assert.throws(() => aws.preview(types[kind], given), words);
    const destination = (given: PropertyMap = {}) => {
        const connectionArn = aws.make(types.connection, apiKey).outputs.arn ?? null;
        return aws.make(types.destination, { connectionArn, ...endpoint, ...given });
    };

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
        rejects("connection", { ...apiKey, name: "c".repeat(65) }, words);
        rejects("destination", { ...endpoint, connectionArn: unknown, name: "a/b" }, words);
        aws.preview(types.rule, { ...daily, name: "c".repeat(64) });
    });

    it("has a connection with the credential of its type", () => {
        const missing = /ValidationException: Parameter (\w+) is not valid\. Reason: Missing required field\(s\)$/;
        rejects("connection", { ...apiKey, authorizationType: "BASIC" }, missing);
        rejects("connection", { ...apiKey, authorizationType: "NONE" }, /expected authorization_type to be one of/);
        const key = (value: string) => ({ ...apiKey, authParameters: { apiKey: { key: "x-api-key", value } } });
        rejects("connection", key(""), /api_key\.0\.value to be in the range \(1 - 512\)$/);
        aws.preview(types.connection, key(String(unknown)));
        aws.preview(types.connection, { ...apiKey, authParameters: secret(apiKey.authParameters) });
    });

    it("calls https endpoints with a connection that exists", () => {
        const given = { connectionArn: unknown, ...endpoint };
        rejects("destination", { ...given, invocationEndpoint: "http://a.example.com" }, /InvocationEndpoint is not/);
        rejects("destination", { ...given, httpMethod: "CALL" }, /expected http_method to be one of/);
        rejects("destination", { ...given, invocationRateLimitPerSecond: 0 }, /to be at least \(1\), got 0$/);
        aws.preview(types.destination, { ...given, invocationEndpoint: unknown });
        const connectionArn = "arn:aws:events:eu-central-1:123456789012:connection/none/1";
        assert.throws(() => destination({ connectionArn }), /there is no connection/);
        aws.drop(types.connection);
        assert.match(destination().id, /^main-\w+$/);
    });

    it("calls a destination for a rule, with a role that may call it", () => {
        const arn = destination().outputs.arn ?? null;
        const target = (given: PropertyMap) => aws.make(types.target, { rule: "canary", arn, ...given });
        const roleArn = "arn:aws:iam::123456789012:role/outside";
        assert.throws(
            () => target({ roleArn }),
            /ResourceNotFoundException: Rule canary does not exist on EventBus default\.$/,
        );
        aws.make(types.rule, { name: "canary", ...daily });
        assert.throws(() => target({}), /ValidationException: RoleArn is required for target arn:aws:events:/);
        assert.throws(() => target({ roleArn, arn: `${String(arn)}x` }), /there is no API destination/);
        const role = aws.make("aws:iam/role:Role", { assumeRolePolicy: "{}" });
        const own = { roleArn: role.outputs.arn ?? null };
        assert.throws(() => target(own), /may not call events:InvokeApiDestination for/);
        const statement = { Effect: "Allow", Action: "events:InvokeApiDestination", Resource: arn };
        const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
        aws.make("aws:iam/rolePolicy:RolePolicy", { role: role.id, policy });
        assert.throws(() => target({ ...own, input: "{" }), /"input" contains an invalid JSON: \{$/);
        assert.throws(() => target({ ...own, input: "x".repeat(8_193) }), /range \(0 - 8192\)$/);
        assert.throws(() => target({ ...own, input: "{}", inputPath: "$" }), /input and inputPath exclude each other$/);
        target({ ...own, input: "{}" });
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
