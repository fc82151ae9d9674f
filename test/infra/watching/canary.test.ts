import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Canary, type CanaryArgs, canaryClient } from "../../../infra/watching/canary";
import { inputsOf, listed, outputsOf, type Registered, record } from "../recorder";

const args: CanaryArgs = {
    code: { archive: new pulumi.asset.FileArchive(__dirname), hash: "0123abcd" },
    minutes: 5,
    apiName: "shop-Prod",
    restApiId: "api1",
    stageNames: { Live: "Live", Test: "Test" },
    stageUrls: { Live: "https://shop.dev", Test: "https://shop.dev/test" },
    paths: { books: "/books/books", quotes: "/quotes/quotes" },
    logRetentionDays: 30,
};
const build = (changes: Partial<CanaryArgs> = {}) => record(() => new Canary("shop_Prod", { ...args, ...changes }));
const canaryType = "aws:synthetics/canary:Canary";
const policyOf = (registered: readonly Registered[], name: string) =>
    JSON.parse(String(inputsOf(registered, "aws:iam/rolePolicy:RolePolicy", name).policy));

describe("Canary", () => {
    it("has a client, a secret, a bucket, a role and a log group", async () => {
        const registered = await build();
        assert.deepEqual(listed(registered).sort(), [
            "aws:apigateway/apiKey:ApiKey canary.synthetics",
            "aws:apigateway/usagePlan:UsagePlan canary.synthetics",
            "aws:apigateway/usagePlanKey:UsagePlanKey canary.synthetics",
            "aws:cloudwatch/logGroup:LogGroup shop-prod-canary",
            "aws:iam/role:Role shop-prod-canary",
            "aws:iam/rolePolicy:RolePolicy shop-prod-canary",
            "aws:iam/rolePolicy:RolePolicy shop-prod-canary-log",
            "aws:s3/bucket:Bucket shop-prod-canary",
            "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration shop-prod-canary",
            "aws:s3/bucketObjectv2:BucketObjectv2 shop-prod-canary",
            "aws:s3/bucketPolicy:BucketPolicy shop-prod-canary",
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock shop-prod-canary",
            "aws:secretsmanager/secret:Secret shop-prod-canary",
            "aws:secretsmanager/secretVersion:SecretVersion shop-prod-canary",
            `${canaryType} shop_Prod`,
        ]);
        assert.deepEqual(outputsOf(registered, "gatehouse:watching:Canary"), { canaryName: "shop_prod" });
    });

    it("calls every path at every stage, in a runtime without a browser", async () => {
        const registered = await build();
        const { runConfig, ...inputs } = inputsOf(registered, canaryType);
        assert.deepEqual(inputs, {
            name: "shop_prod",
            runtimeVersion: "syn-nodejs-5.2",
            handler: "index.handler",
            s3Bucket: "shop-prod-canary_id",
            s3Key: "code/0123abcd.zip",
            artifactS3Location: "s3://shop-prod-canary_id/runs/",
            executionRoleArn: "arn:shop-prod-canary",
            schedule: { expression: "rate(5 minutes)" },
            startCanary: true,
            deleteLambda: true,
        });
        const { environmentVariables, ...limits } = runConfig as { environmentVariables: Record<string, string> };
        assert.deepEqual(limits, { timeoutInSeconds: 300, memoryInMb: 960 });
        assert.deepEqual(Object.keys(environmentVariables).sort(), ["API_KEY_SECRET", "TARGETS"]);
        assert.deepEqual(JSON.parse(environmentVariables.TARGETS ?? ""), { stages: args.stageUrls, paths: args.paths });
        assert.equal(environmentVariables.API_KEY_SECRET, "shop-prod-canary_id");
    });

    it("runs as often as set, each time no longer than until the next run and 14 minutes", async () => {
        const found = [];
        for (const minutes of [1, 10, 60]) {
            const { schedule, runConfig } = inputsOf(await build({ minutes }), canaryType);
            found.push([schedule, (runConfig as { timeoutInSeconds: number }).timeoutInSeconds]);
        }
        assert.deepEqual(found, [
            [{ expression: "rate(1 minute)" }, 60],
            [{ expression: "rate(10 minutes)" }, 600],
            [{ expression: "rate(1 hour)" }, 840],
        ]);
    });

    it("has a key in a small plan on all stages, under a name that no setting can have", async () => {
        const registered = await build();
        assert.ok(!/^[A-Za-z0-9_-]+$/.test(canaryClient));
        const plan = inputsOf(registered, "aws:apigateway/usagePlan:UsagePlan");
        assert.deepEqual(plan, {
            name: "shop-Prod-canary.synthetics",
            apiStages: [
                { apiId: "api1", stage: "Live" },
                { apiId: "api1", stage: "Test" },
            ],
            throttleSettings: { rateLimit: 10, burstLimit: 12 },
        });
        const key = registered.find(({ type }) => type === "aws:apigateway/apiKey:ApiKey");
        assert.ok(key?.secretOutputs?.includes("value"));
    });

    it("starts only once its key is in a plan and its role may read it", async () => {
        const registered = await build();
        const { dependencies = [] } = registered.find(({ type }) => type === canaryType) ?? {};
        for (const needed of [
            "aws:iam/rolePolicy:RolePolicy shop-prod-canary",
            "aws:secretsmanager/secretVersion:SecretVersion shop-prod-canary",
            "aws:s3/bucketObjectv2:BucketObjectv2 shop-prod-canary",
        ])
            assert.ok(dependencies.includes(needed), `${needed} is not among ${dependencies.join()}`);
        const version = registered.find(({ type }) => type === "aws:secretsmanager/secretVersion:SecretVersion");
        assert.ok(version?.dependencies?.includes("aws:apigateway/usagePlanKey:UsagePlanKey canary.synthetics"));
    });

    it("may store results, publish metrics of Synthetics, and read its secret, and nothing else", async () => {
        const { Statement } = policyOf(await build(), "shop-prod-canary");
        const allowed = Statement.map(({ Action, Resource, Condition }: Record<string, unknown>) => [
            ...[Action, Resource].map((each) => [each].flat().join()),
            ...(Condition ? [Condition] : []),
        ]);
        assert.deepEqual(allowed, [
            ["s3:PutObject,s3:GetObject", "arn:shop-prod-canary/runs/*"],
            ["s3:GetBucketLocation", "arn:shop-prod-canary"],
            ["s3:ListAllMyBuckets", "*"],
            ["cloudwatch:PutMetricData", "*", { StringEquals: { "cloudwatch:namespace": "CloudWatchSynthetics" } }],
            ["secretsmanager:GetSecretValue", "shop-prod-canary_id"],
        ]);
    });

    it("retains the log of its function and the results in its private bucket as long as other logs", async () => {
        const registered = await build({ logRetentionDays: 14 });
        const group = inputsOf(registered, "aws:cloudwatch/logGroup:LogGroup");
        assert.deepEqual(group, { name: "/aws/lambda/cwsyn-shop_prod-0123", retentionInDays: 14 });
        const { rules } = inputsOf(registered, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration");
        assert.deepEqual(rules, [
            {
                id: "results",
                status: "Enabled",
                filter: { prefix: "runs/" },
                expiration: { days: 14 },
                abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
            },
        ]);
        const block = inputsOf(registered, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");
        assert.deepEqual(Object.values(block).filter((value) => value === true).length, 4);
        const [statement] = policyOf(registered, "shop-prod-canary-log").Statement;
        assert.deepEqual(
            [statement.Action, statement.Resource],
            [["logs:CreateLogStream", "logs:PutLogEvents"], "arn:shop-prod-canary:*"],
        );
    });
});
