import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { accessPolicy } from "../../infra/access-policy";

const tableArn = "arn:aws:dynamodb:eu-central-1:123456789012:table/shop";

describe("accessPolicy", () => {
    it("allows the actions of each statement on its resources, of which a single one is no list", async () => {
        const policy = accessPolicy([
            { actions: ["dynamodb:Query"], resources: [pulumi.output(tableArn)] },
            { actions: ["s3:GetObject", "s3:PutObject"], resources: ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"] },
        ]);
        assert.ok(policy);
        assert.deepEqual(JSON.parse(await new Promise<string>((resolve) => policy.apply(resolve))), {
            Version: "2012-10-17",
            Statement: [
                { Effect: "Allow", Action: ["dynamodb:Query"], Resource: tableArn },
                {
                    Effect: "Allow",
                    Action: ["s3:GetObject", "s3:PutObject"],
                    Resource: ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"],
                },
            ],
        });
    });

    it("is undefined without statements", () => {
        assert.equal(accessPolicy([]), undefined);
    });
});
