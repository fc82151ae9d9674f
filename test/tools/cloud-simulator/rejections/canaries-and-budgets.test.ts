import assert from "node:assert/strict";
import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "./simulated-aws";

const canaryType = "aws:synthetics/canary:Canary";
const dashboardType = "aws:cloudwatch/dashboard:Dashboard";
const queryType = "aws:cloudwatch/queryDefinition:QueryDefinition";
const budgetType = "aws:budgets/budget:Budget";

describe("simulated canaries", () => {
    let aws: SimulatedAws;
    let canary: PropertyMap;
    beforeEach(() => {
        aws = new SimulatedAws();
        aws.make("aws:s3/bucket:Bucket", { bucket: "results" });
        aws.make("aws:s3/bucketObjectv2:BucketObjectv2", { bucket: "results", key: "code/1.zip" });
        const { outputs } = aws.make("aws:iam/role:Role", {
            name: "canary",
            assumeRolePolicy: '{"Statement":[{"Principal":{"Service":"lambda.amazonaws.com"}}]}',
        });
        canary = {
            name: "shop",
            runtimeVersion: "syn-nodejs-5.2",
            handler: "index.handler",
            s3Bucket: "results",
            s3Key: "code/1.zip",
            artifactS3Location: "s3://results/runs/",
            executionRoleArn: String(outputs.arn),
            schedule: { expression: "rate(5 minutes)" },
            runConfig: { timeoutInSeconds: 300, memoryInMb: 960 },
        };
    });
    const make = (changes: PropertyMap) => aws.make(canaryType, { ...canary, ...changes });

    it("have a function with their name, and take other runtimes, handlers and schedules that exist", () => {
        const { outputs } = aws.make(canaryType, canary);
        assert.match(
            String(outputs.engineArn),
            /^arn:aws:lambda:eu-central-1:123456789012:function:cwsyn-shop-[0-9a-f-]{36}:1$/,
        );
        for (const runtimeVersion of ["syn-nodejs-3.0", "syn-nodejs-puppeteer-15.1", "syn-python-selenium-6.0"])
            make({ name: `runs-${runtimeVersion.replaceAll(".", "-")}`, runtimeVersion });
        for (const [index, expression] of ["rate(1 minute)", "rate(1 hour)", "cron(0 * * * ? *)"].entries())
            make({ name: `schedule-${index}`, schedule: { expression } });
        make({ name: "folder", handler: "folder/file.check" });
    });

    const rejected: readonly (readonly [what: string, changes: PropertyMap, words: RegExp])[] = [
        ["a name with capitals", { name: "Shop" }, /must contain only lowercase alphanumeric, hyphen, or underscore/],
        ["a name of 256 characters", { name: "a".repeat(256) }, /must contain only lowercase/],
        [
            "a deprecated runtime",
            { runtimeVersion: "syn-nodejs-puppeteer-6.2" },
            /Deprecated runtime version specified/,
        ],
        [
            "an unknown runtime",
            { runtimeVersion: "syn-nodejs-9.9" },
            /Invalid runtime version specified: syn-nodejs-9.9/,
        ],
        ["a handler without a function", { handler: "index" }, /'code.handler' failed/],
        ["a run of 15 minutes", { runConfig: { timeoutInSeconds: 900 } }, /in the range \(3 - 840\), got 900/],
        ["1000 MB", { runConfig: { memoryInMb: 1000 } }, /divisible by 64, got 1000/],
        ["a schedule of 60 hours", { schedule: { expression: "rate(60 hours)" } }, /Invalid schedule expression/],
        ["a schedule of 2 hours", { schedule: { expression: "rate(2 hour)" } }, /Invalid schedule expression/],
        ["code that is not there", { s3Key: "code/2.zip" }, /The specified key does not exist/],
        ["no bucket", { s3Bucket: "gone", artifactS3Location: "s3://gone/runs/" }, /bucket does not exist: gone/],
    ];
    for (const [what, changes, words] of rejected)
        it(`are rejected with ${what}`, () => {
            assert.throws(() => make(changes), words);
        });

    it("are rejected with a role that Lambda may not assume", () => {
        const { outputs } = aws.make(
            "aws:iam/role:Role",
            { name: "other", assumeRolePolicy: '{"Statement":[{"Principal":{"Service":"ec2.amazonaws.com"}}]}' },
            "other",
        );
        const executionRoleArn = String(outputs.arn);
        assert.throws(
            () => make({ executionRoleArn }),
            /The role defined for the function cannot be assumed by Lambda/,
        );
    });
});

describe("simulated dashboards", () => {
    const make = (body: unknown, dashboardName = "shop") => {
        const dashboardBody = typeof body === "string" ? body : JSON.stringify(body);
        return new SimulatedAws().make(dashboardType, { dashboardName, dashboardBody });
    };
    const widget = (type: string, properties: object, place: object = {}) => ({
        widgets: [{ type, x: 0, y: 0, width: 6, height: 6, ...place, properties }],
    });
    const graph = { region: "eu-central-1", metrics: [["AWS/Lambda", "Errors"]] };

    it("take each kind of widget", () => {
        make({ widgets: [] });
        make(widget("metric", graph));
        make(widget("log", { region: "eu-central-1", query: "SOURCE 'a' | limit 1" }));
        make(widget("text", { markdown: "# shop" }));
        make(widget("alarm", { alarms: ["arn:1"] }));
    });

    const rejected: readonly (readonly [what: string, body: unknown, words: RegExp])[] = [
        ["no JSON", "{", /must be a valid JSON object/],
        ["no widgets", {}, /there are 1 validation errors.*Should have required property 'widgets'/s],
        [
            "too many widgets",
            { widgets: Array(501).fill(widget("text", { markdown: "" }).widgets[0]) },
            /more than 500/,
        ],
        ["an unknown kind", widget("graph", graph), /equal to one of the allowed values/],
        ["no region", widget("metric", { metrics: [] }), /should have specified a region and a data source/],
        ["no metrics", widget("metric", { region: "r" }), /there are 2 validation errors.*property 'metrics'/s],
        ["a metric that is no list", widget("metric", { ...graph, metrics: ["a"] }), /metrics\/0.*Should be array/s],
        ["no query", widget("log", { region: "r" }), /required property 'query'/],
        ["no text", widget("text", {}), /required property 'markdown'/],
        ["no alarms", widget("alarm", { alarms: [] }), /\/alarms.*Should NOT have less than 1 items/s],
        ["too many alarms", widget("alarm", { alarms: Array(101).fill("arn") }), /Should NOT have more than 100 items/],
        ["a widget beyond the grid", widget("metric", graph, { x: 20 }), /grid of 24 columns/],
    ];
    for (const [what, body, words] of rejected)
        it(`are rejected with ${what}`, () => {
            assert.throws(() => make(body), words);
        });

    it("are rejected with a dot in the name", () => {
        assert.throws(() => make({ widgets: [] }, "shop.dev"), /contains invalid characters/);
    });
});

describe("simulated saved queries", () => {
    const make = (changes: PropertyMap) =>
        new SimulatedAws().make(queryType, { name: "shop/errors", queryString: "limit 1", ...changes });

    it("take a name with folders, and log groups", () => {
        make({ logGroupNames: ["/gatehouse/shop/Live/access", "aws-waf-logs-shop"] });
    });

    const rejected: readonly (readonly [what: string, changes: PropertyMap, words: RegExp])[] = [
        ["a slash at the end of the name", { name: "shop/" }, /cannot start or end with a slash/],
        ["a colon in the name", { name: "shop:errors" }, /cannot contain a colon/],
        ["no commands", { queryString: "" }, /length between 1 and 10000/],
        ["too many commands", { queryString: "x".repeat(10_001) }, /length between 1 and 10000/],
        ["a log group with a blank", { logGroupNames: ["a b"] }, /Value '\[a b\]' at 'logGroupNames' failed/],
    ];
    for (const [what, changes, words] of rejected)
        it(`are rejected with ${what}`, () => {
            assert.throws(() => make(changes), words);
        });
});

describe("simulated budgets", () => {
    const notification = {
        ...{ comparisonOperator: "GREATER_THAN", threshold: 100, thresholdType: "PERCENTAGE" },
        notificationType: "ACTUAL",
        subscriberSnsTopicArns: ["arn:topic"],
    };
    const budget = { name: "shop", budgetType: "COST", timeUnit: "MONTHLY", notifications: [notification] };
    const tag = { tags: { key: "stack", values: ["shop"] } };
    const make = (changes: PropertyMap) => new SimulatedAws().make(budgetType, { ...budget, ...changes });

    it("take notifications to a topic and to addresses, and an expression of tags", () => {
        const subscriberEmailAddresses = Array.from({ length: 10 }, (_, index) => `${index}@shop.dev`);
        make({ notifications: [{ ...notification, subscriberEmailAddresses }] });
        make({ filterExpression: tag, metrics: "UnblendedCost" });
        make({ filterExpression: { ands: [tag, tag] }, metrics: "UnblendedCost" });
    });

    const rejected: readonly (readonly [what: string, changes: PropertyMap, words: RegExp])[] = [
        ["a colon in the name", { name: "shop:costs" }, /'budget.budgetName' failed/],
        ["six notifications", { notifications: Array(6).fill(notification) }, /can only have 5 notifications/],
        [
            "two topics of a notification",
            { notifications: [{ ...notification, subscriberSnsTopicArns: ["arn:1", "arn:2"] }] },
            /one notification can only have 1 subscribers with type of SNS/,
        ],
        [
            "eleven addresses of a notification",
            { notifications: [{ ...notification, subscriberEmailAddresses: Array(11).fill("a@shop.dev") }] },
            /10 subscribers with type of EMAIL/,
        ],
        [
            "a notification without a subscriber",
            { notifications: [{ ...notification, subscriberSnsTopicArns: [] }] },
            /at least one subscriber/,
        ],
        ["an expression without its metric", { filterExpression: tag }, /all of `filter_expression,metrics`/],
        [
            "an expression that joins one other",
            { filterExpression: { ands: [tag] }, metrics: "UnblendedCost" },
            /at least two expressions/,
        ],
        [
            "an expression and a filter",
            { filterExpression: tag, metrics: "UnblendedCost", costFilters: [{ name: "Service", values: ["a"] }] },
            /conflicts with cost_filter/,
        ],
    ];
    for (const [what, changes, words] of rejected)
        it(`are rejected with ${what}`, () => {
            assert.throws(() => make(changes), words);
        });

    it("are rejected with the name of another one", () => {
        const aws = new SimulatedAws();
        aws.make(budgetType, budget);
        assert.throws(() => aws.make(budgetType, budget, "second"), /shop" exists already/);
    });
});
