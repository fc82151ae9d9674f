import assert from "node:assert/strict";
import { photoAccess } from "../../../../infra/pipelines/photos/access";
import { keyAccess } from "../../../../infra/pipelines/photos/key";
import { photoNames } from "../../../../infra/pipelines/photos/names";
import { inputsOf } from "../../recorder";
import { args, pipeline } from "./pipeline-args";

const { place } = args;
const names = photoNames({ stack: "shop-dev", api: "photos", place });
const tableArn = "arn:aws:dynamodb:eu-central-1:123456789012:table/photos";
const access = photoAccess({ names, tableArn, key: [] });

/** The actions of a role on resources whose ARNs match. */
function actionsOn(role: keyof typeof access, resource: RegExp): string[] {
    return access[role]
        .filter(({ resources }) => resources.some((each) => typeof each === "string" && resource.test(each)))
        .flatMap(({ actions }) => actions)
        .sort();
}

describe("The permissions of a photo pipeline", () => {
    it("let the API store originals and read images, and delete every version of both", () => {
        assert.deepEqual(actionsOn("api", /\/uploads\/\*$/), [
            "s3:DeleteObject",
            "s3:DeleteObjectVersion",
            "s3:PutObject",
        ]);
        assert.deepEqual(actionsOn("api", /\/images\/\*$/), [
            "s3:DeleteObject",
            "s3:DeleteObjectVersion",
            "s3:GetObject",
        ]);
        assert.deepEqual(actionsOn("api", /s3:::[^/]+$/), ["s3:ListBucket", "s3:ListBucketVersions"]);
        assert.deepEqual(actionsOn("api", /:stateMachine:/), ["states:StartExecution"]);
        assert.deepEqual(actionsOn("api", /:execution:shop-dev_photos_photo_filters:\*$/), [
            "states:DescribeExecution",
        ]);
        assert.deepEqual(actionsOn("api", /:sqs:/), []);
    });

    it("let the thumbnail function consume the queue, and send to the dead-letter queue alone", () => {
        assert.deepEqual(actionsOn("thumbnail", /photo_uploads$/), [
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            "sqs:ReceiveMessage",
        ]);
        assert.deepEqual(actionsOn("thumbnail", /photo_uploads_dead$/), ["sqs:SendMessage"]);
        assert.ok(!actionsOn("thumbnail", /\/uploads\/\*$/).includes("s3:PutObject"));
    });

    it("let the state machine call its two functions and give up", () => {
        assert.deepEqual(
            access.filterMachine.map(({ actions, resources }) => [actions, resources]),
            [
                [["lambda:InvokeFunction"], [names.filter.arn, names.finish.arn]],
                [["sqs:SendMessage"], [names.deadLetters.arn]],
            ],
        );
    });

    it("have no wildcard in an action or for a resource of another kind", () => {
        for (const statement of Object.values(access).flat()) {
            for (const action of statement.actions) assert.doesNotMatch(action, /\*/);
            for (const resource of statement.resources) assert.notEqual(resource, "*");
        }
    });

    it("include the key of the stack through the services, only if there is one", async () => {
        assert.deepEqual(keyAccess(undefined, "eu-central-1"), []);
        const registered = await pipeline({ encryption: "kms" });
        for (const role of [
            "photos_photo-thumbnail",
            "photos_photo-filter",
            "photos_photo-finish",
            "photos_runs_executions",
        ]) {
            const { policy } = inputsOf(registered, "aws:iam/rolePolicy:RolePolicy", role);
            const statements: { Action: string[]; Resource: string; Condition?: object }[] = JSON.parse(
                String(policy),
            ).Statement;
            const own = statements.find(({ Action }) => Action.includes("kms:Decrypt"));
            assert.equal(own?.Resource, "arn:photos_photos", role);
            assert.deepEqual(own?.Condition, {
                StringEquals: {
                    "kms:ViaService": ["dynamodb", "s3", "sns", "sqs"].map(
                        (name) => `${name}.eu-central-1.amazonaws.com`,
                    ),
                },
            });
        }
    });
});

describe("The names of a photo pipeline", () => {
    it("fit into what AWS allows, and differ from those of integrations, however long the names of stack and API are", () => {
        const long = photoNames({ stack: "s".repeat(40), api: "a".repeat(40), place });
        assert.ok(long.bucket.name.length <= 63, long.bucket.name);
        for (const { name } of [long.queue, long.deadLetters, long.filterMachine]) assert.ok(name.length <= 80, name);
        for (const { name } of [long.thumbnail, long.filter, long.finish]) assert.ok(name.length <= 64, name);
        const all = Object.values(long).map(({ name }) => name);
        assert.equal(new Set(all).size, all.length);
    });

    it("have no underscore in the bucket's, of a stack with one", () => {
        const { bucket } = photoNames({ stack: "shop_dev", api: "photos", place });
        assert.match(bucket.name, /^shop-dev-photos--photos-[0-9a-f]{8}$/);
    });

    it("are in the partition of the stack", () => {
        const { deadLetters, thumbnail } = photoNames({
            stack: "shop",
            api: "photos",
            place: { partition: "aws-cn", region: "cn-north-1", accountId: "123456789012" },
        });
        assert.equal(
            deadLetters.url,
            "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/shop_photos_photo_uploads_dead",
        );
        assert.match(thumbnail.arn, /^arn:aws-cn:lambda:cn-north-1:/);
    });
});
