import assert from "node:assert/strict";
import { S3Client } from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { PhotoPipeline, type PhotoPipelineArgs } from "../../../../infra/pipelines/photos/photo-pipeline";
import { inputsOf, outputsOf, type Registered, record } from "../../recorder";
import { args, pipeline } from "./pipeline-args";

const bucketArn = /^arn:aws:s3:::shop-dev-photos--photos-[0-9a-f]{8}$/;
const queueArn = "arn:aws:sqs:eu-central-1:123456789012:shop-dev_photos_photo_uploads";
const key = "aws:kms/key:Key";

async function inputs(type: string, name?: string, changes?: Partial<PhotoPipelineArgs>) {
    return inputsOf(await pipeline(changes), type, name);
}

function statementsOf(registered: readonly Registered[], type: string, name: string) {
    return JSON.parse(String(inputsOf(registered, type, name).policy)).Statement;
}

describe("The bucket of a photo pipeline", () => {
    it("is private, without ACLs, and for HTTPS alone", async () => {
        const registered = await pipeline();
        const { bucket: _, ...block } = inputsOf(registered, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");
        assert.deepEqual(new Set(Object.values(block)), new Set([true]));
        assert.equal(Object.keys(block).length, 4);
        const { rule } = inputsOf(registered, "aws:s3/bucketOwnershipControls:BucketOwnershipControls");
        assert.deepEqual(rule, { objectOwnership: "BucketOwnerEnforced" });
        const [statement, ...others] = statementsOf(registered, "aws:s3/bucketPolicy:BucketPolicy", "photos_photos");
        assert.deepEqual(others, []);
        assert.deepEqual([statement.Effect, statement.Principal, statement.Action], ["Deny", "*", "s3:*"]);
        assert.deepEqual(statement.Condition, { Bool: { "aws:SecureTransport": "false" } });
        assert.match(statement.Resource[0], bucketArn);
    });

    it("keeps former versions for the days of the settings, and no remains of uploads", async () => {
        const registered = await pipeline({ oldVersionDays: 7 });
        const { versioningConfiguration } = inputsOf(registered, "aws:s3/bucketVersioning:BucketVersioning");
        assert.deepEqual(versioningConfiguration, { status: "Enabled" });
        const type = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
        assert.deepEqual(inputsOf(registered, type).rules, [
            {
                id: "old-versions",
                status: "Enabled",
                filter: { prefix: "" },
                noncurrentVersionExpiration: { noncurrentDays: 7 },
                expiration: { expiredObjectDeleteMarker: true },
                abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
            },
        ]);
    });

    it("admits the pages of the settings, or none", async () => {
        const type = "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration";
        const { corsRules } = await inputs(type);
        const [rule] = corsRules as { allowedOrigins: string[]; allowedMethods: string[] }[];
        assert.deepEqual(rule?.allowedOrigins, ["https://photos.example.com"]);
        assert.deepEqual(rule?.allowedMethods, ["GET", "POST"]);
        const without = await pipeline({ corsOrigins: [] });
        assert.equal(
            without.find((each) => each.type === type),
            undefined,
        );
    });

    it("is where the SDK sends forms, at the origin that pages are permitted to call", async () => {
        const credentials = { accessKeyId: "local", secretAccessKey: "local" };
        for (const region of ["eu-central-1", "us-east-1"]) {
            const place = { ...args.place, region };
            let formOrigin = "";
            const registered = await record(() => {
                ({ formOrigin } = new PhotoPipeline("photos", { ...args, place }));
            });
            const Bucket = String(inputsOf(registered, "aws:s3/bucket:Bucket").bucket);
            const client = new S3Client({ region, credentials });
            const { url } = await createPresignedPost(client, { Bucket, Key: "uploads/1" });
            assert.equal(formOrigin, new URL(url).origin);
        }
    });

    it("tells the queue of uploads alone, once the queue admits that", async () => {
        const registered = await pipeline();
        const type = "aws:s3/bucketNotification:BucketNotification";
        assert.deepEqual(inputsOf(registered, type).queues, [
            { id: "uploads", queueArn: "arn:photos_photos", events: ["s3:ObjectCreated:*"], filterPrefix: "uploads/" },
        ]);
        const { dependencies = [] } = registered.find((each) => each.type === type) ?? {};
        assert.ok(dependencies.includes("aws:sqs/queuePolicy:QueuePolicy photos_photos"), dependencies.join());
        assert.ok(dependencies.includes("aws:s3/bucketPolicy:BucketPolicy photos_photos"), dependencies.join());
    });

    it("is deleted with its photos, unless it is protected", async () => {
        assert.equal((await inputs("aws:s3/bucket:Bucket")).forceDestroy, true);
        assert.equal(
            (await inputs("aws:s3/bucket:Bucket", undefined, { deletionProtection: true })).forceDestroy,
            false,
        );
    });
});

describe("The queue of a photo pipeline", () => {
    it("admits this bucket of this account, by HTTPS", async () => {
        const [admitted, denied] = statementsOf(await pipeline(), "aws:sqs/queuePolicy:QueuePolicy", "photos_photos");
        const { ArnLike, StringEquals } = admitted.Condition;
        assert.deepEqual(
            [admitted.Effect, admitted.Principal, admitted.Action, admitted.Resource],
            ["Allow", { Service: "s3.amazonaws.com" }, "sqs:SendMessage", queueArn],
        );
        assert.match(ArnLike["aws:SourceArn"], bucketArn);
        assert.deepEqual(StringEquals, { "aws:SourceAccount": "123456789012" });
        assert.deepEqual([denied.Effect, denied.Resource], ["Deny", [queueArn]]);
    });

    it("hides a message for six times the time of the function, and leaves receives to say that the attempts are over", async () => {
        const registered = await pipeline();
        const queue = inputsOf(registered, "aws:sqs/queue:Queue", "photos_photos");
        const { timeout } = inputsOf(registered, "aws:lambda/function:Function", "photos_photo-thumbnail");
        assert.equal(queue.visibilityTimeoutSeconds, 6 * Number(timeout));
        const { maxReceiveCount } = JSON.parse(String(queue.redrivePolicy));
        const { environment } = inputsOf(registered, "aws:lambda/function:Function", "photos_photo-thumbnail");
        const { PHOTO_MAXIMUM_ATTEMPTS: attempts } = (environment as { variables: Record<string, string> }).variables;
        assert.deepEqual([attempts, maxReceiveCount], ["5", 8]);
        const dead = inputsOf(registered, "aws:sqs/queue:Queue", "photos_photos_dead-letters");
        assert.deepEqual([dead.name, dead.messageRetentionSeconds], ["shop-dev_photos_photo_uploads_dead", 1_209_600]);
    });

    it("is emptied by the thumbnail function, one message at a time, after the notification", async () => {
        const registered = await pipeline({ maximumConcurrency: 3 });
        const type = "aws:lambda/eventSourceMapping:EventSourceMapping";
        const mapping = inputsOf(registered, type);
        // A photo that ends the function ends no other one's attempt.
        assert.equal(mapping.batchSize, 1);
        assert.deepEqual(mapping.functionResponseTypes, ["ReportBatchItemFailures"]);
        assert.deepEqual(mapping.scalingConfig, { maximumConcurrency: 3 });
        const { dependencies = [] } = registered.find((each) => each.type === type) ?? {};
        // So that it is deleted first.
        for (const needed of [
            "aws:s3/bucketNotification:BucketNotification photos_photos",
            "aws:lambda/function:Function photos_photo-thumbnail",
            "aws:sqs/queue:Queue photos_photos",
        ])
            assert.ok(dependencies.includes(needed), `${needed}: ${dependencies.join()}`);
    });
});

describe("The rest of a photo pipeline", () => {
    it("has a table whose photos can be listed by time, and whose expected photos expire", async () => {
        const table = await inputs("aws:dynamodb/table:Table");
        assert.equal(table.hashKey, "photoId");
        assert.deepEqual(table.ttl, { attributeName: "expiresAt", enabled: true });
        assert.deepEqual(table.pointInTimeRecovery, { enabled: true });
        const [index] = table.globalSecondaryIndexes as { name: string; keySchemas: object[] }[];
        assert.equal(index?.name, "byTime");
        assert.deepEqual(index?.keySchemas, [
            { attributeName: "shelf", keyType: "HASH" },
            { attributeName: "uploadedAt", keyType: "RANGE" },
        ]);
    });

    it("has a topic for this account, by HTTPS", async () => {
        const [admitted, denied] = statementsOf(await pipeline(), "aws:sns/topicPolicy:TopicPolicy", "photos_photos");
        assert.deepEqual(admitted.Principal, { AWS: "arn:aws:iam::123456789012:root" });
        assert.ok(admitted.Action.includes("sns:Publish"), admitted.Action.join());
        assert.deepEqual([denied.Effect, denied.Action], ["Deny", "sns:Publish"]);
    });

    it("gives its functions their places and limits", async () => {
        const registered = await pipeline();
        const variablesOf = (name: string) => {
            const { environment } = inputsOf(registered, "aws:lambda/function:Function", `photos_photo-${name}`);
            return (environment as { variables: Record<string, string> }).variables;
        };
        const thumbnail = variablesOf("thumbnail");
        assert.equal(thumbnail.PHOTO_MAXIMUM_BYTES, "20000000");
        assert.equal(thumbnail.PHOTO_MAXIMUM_PIXELS, "50000000");
        assert.equal(thumbnail.PHOTO_THUMBNAIL_PIXELS, "160,640");
        assert.deepEqual(Object.keys(variablesOf("filter")).sort(), [
            "PHOTO_BUCKET",
            "PHOTO_MAXIMUM_PIXELS",
            "PHOTO_TABLE",
        ]);
        assert.deepEqual(Object.keys(variablesOf("finish")).sort(), ["PHOTO_BUCKET", "PHOTO_TABLE", "PHOTO_TOPIC_ARN"]);
    });

    it("has a state machine with a log and traces, which is deleted before what it calls", async () => {
        const registered = await pipeline();
        const type = "aws:sfn/stateMachine:StateMachine";
        const machine = inputsOf(registered, type);
        assert.equal(machine.type, "STANDARD");
        assert.deepEqual(machine.tracingConfiguration, { enabled: true });
        const { dependencies = [] } = registered.find((each) => each.type === type) ?? {};
        for (const name of ["photos_photo-filter", "photos_photo-finish"])
            assert.ok(dependencies.includes(`aws:lambda/function:Function ${name}`), dependencies.join());
    });

    it("registers what operators need", async () => {
        const outputs = outputsOf(await pipeline(), "gatehouse:pipelines:PhotoPipeline");
        assert.deepEqual(Object.keys(outputs ?? {}).sort(), [
            "bucketName",
            "deadLetterQueueUrl",
            "filterMachineArn",
            "queueUrl",
            "tableName",
            "topicArn",
        ]);
    });
});

describe("The encryption of a photo pipeline", () => {
    it("is that of the services by default", async () => {
        const registered = await pipeline();
        assert.equal(
            registered.find(({ type }) => type === key),
            undefined,
        );
        const type = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
        assert.deepEqual(inputsOf(registered, type).rules, [
            { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" }, bucketKeyEnabled: false },
        ]);
        assert.equal(inputsOf(registered, "aws:sqs/queue:Queue", "photos_photos").sqsManagedSseEnabled, true);
        assert.equal(inputsOf(registered, "aws:sns/topic:Topic").kmsMasterKeyId, "alias/aws/sns");
    });

    it("is by one key of the stack for everything, if the settings say so", async () => {
        const registered = await pipeline({ encryption: "kms" });
        const arn = "arn:photos_photos";
        const type = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
        assert.deepEqual(inputsOf(registered, type).rules, [
            {
                applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: arn },
                bucketKeyEnabled: true,
            },
        ]);
        for (const name of ["photos_photos", "photos_photos_dead-letters"]) {
            const { kmsMasterKeyId, sqsManagedSseEnabled } = inputsOf(registered, "aws:sqs/queue:Queue", name);
            assert.deepEqual([kmsMasterKeyId, sqsManagedSseEnabled], [arn, undefined]);
        }
        assert.equal(inputsOf(registered, "aws:sns/topic:Topic").kmsMasterKeyId, arn);
        const { serverSideEncryption } = inputsOf(registered, "aws:dynamodb/table:Table");
        assert.deepEqual(serverSideEncryption, { enabled: true, kmsKeyArn: arn });
    });

    it("lets S3 send messages of this bucket alone", async () => {
        const [root, s3, ...others] = statementsOf(await pipeline({ encryption: "kms" }), key, "photos_photos");
        assert.deepEqual(root.Principal, { AWS: "arn:aws:iam::123456789012:root" });
        assert.deepEqual(s3.Principal, { Service: "s3.amazonaws.com" });
        assert.match(s3.Condition.ArnLike["aws:SourceArn"], bucketArn);
        assert.deepEqual(others, []);
    });
});
