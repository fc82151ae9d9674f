import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { CanaryCall } from "../../../../infra/gateway/http/canary-call";
import { inputsOf, listed, record } from "../../recorder";

const url = "https://api.shop.dev/api/books";
const code = new pulumi.asset.AssetArchive({});
const build = (key?: pulumi.Input<string>) =>
    record(
        () =>
            void new CanaryCall("shop-http", {
                ...{ functionName: "shop-http-canary", code, url, key, logRetentionDays: 30 },
            }),
    );

const types = {
    function: "aws:lambda/function:Function",
    permission: "aws:lambda/permission:Permission",
    policy: "aws:iam/rolePolicy:RolePolicy",
    rule: "aws:cloudwatch/eventRule:EventRule",
    secret: "aws:secretsmanager/secret:Secret",
    target: "aws:cloudwatch/eventTarget:EventTarget",
    version: "aws:secretsmanager/secretVersion:SecretVersion",
} as const;

describe("CanaryCall", () => {
    it("invokes a function once a day, which calls the operation", async () => {
        const registered = await build("correct-horse");
        assert.deepEqual(
            listed(registered).sort(),
            [
                ...Object.values(types).map((type) => `${type} shop-http-canary`),
                "aws:cloudwatch/logGroup:LogGroup shop-http-canary",
                "aws:iam/role:Role shop-http-canary",
            ].sort(),
        );
        const { name, rule, arn } = { ...inputsOf(registered, types.function), ...inputsOf(registered, types.target) };
        assert.deepEqual([name, rule, arn], ["shop-http-canary", "shop-http-canary", "arn:shop-http-canary"]);
        assert.equal(inputsOf(registered, types.rule).scheduleExpression, "rate(1 day)");
        const { principal, sourceArn } = inputsOf(registered, types.permission);
        assert.deepEqual([principal, sourceArn], ["events.amazonaws.com", "arn:shop-http-canary"]);
    });

    it("keeps its key out of everything but its secret", async () => {
        const registered = await build(pulumi.secret("correct-horse"));
        // The engine's form of a secret.
        const { secretString } = inputsOf(registered, types.version);
        assert.ok(Object.values(secretString as object).includes("1b47061264138c4ac30d75fd1eb44270"));
        const others = registered.filter(({ type }) => type !== types.version);
        assert.doesNotMatch(JSON.stringify(others), /correct-horse/);
        const { environment } = inputsOf(registered, types.function);
        assert.deepEqual(environment, {
            variables: { OPERATION_URL: url, API_KEY_SECRET: "shop-http-canary_id" },
        });
    });

    it("may read its key and write its log", async () => {
        const { policy } = inputsOf(await build("correct-horse"), types.policy);
        const statements: { Action: string[]; Resource: string }[] = JSON.parse(String(policy)).Statement;
        assert.deepEqual(
            statements.map(({ Action, Resource }) => [Action.join(), Resource]),
            [
                ["logs:CreateLogStream,logs:PutLogEvents", "arn:shop-http-canary:*"],
                ["secretsmanager:GetSecretValue", "shop-http-canary_id"],
            ],
        );
    });

    it("has no key for an API that demands none", async () => {
        const registered = await build();
        const { environment } = inputsOf(registered, types.function);
        assert.deepEqual(environment, { variables: { OPERATION_URL: url } });
        assert.ok(!listed(registered).some((each) => each.includes("secretsmanager")));
        assert.doesNotMatch(String(inputsOf(registered, types.policy).policy), /secretsmanager/);
    });
});
