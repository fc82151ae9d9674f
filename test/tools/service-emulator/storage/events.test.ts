import assert from "node:assert/strict";
import { CopyObjectCommand, DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { encodedKey, isNotified } from "../../../../tools/service-emulator/storage/event-record";
import { type Storage, startStorage } from "./local-storage";

const notification = {
    id: "n",
    destination: "arn",
    events: ["s3:ObjectCreated:*"],
    prefix: "uploads/",
    suffix: ".jpg",
};

describe("Events of objects", () => {
    let storage: Storage;

    beforeEach(async () => {
        storage = await startStorage();
    });

    afterEach(async () => {
        await storage.close();
    });

    const put = (Key: string, Body = "hello") =>
        storage.client.send(new PutObjectCommand({ Bucket: "photos", Key, Body }));

    it("have the shape of S3's, with an encoded key", async () => {
        const { VersionId } = await put("uploads/ä b+c.jpg");
        const [record] = storage.records();
        const { eventTime, responseElements, s3, ...rest } = record;
        assert.deepEqual(rest, {
            eventVersion: "2.1",
            eventSource: "aws:s3",
            awsRegion: "us-east-1",
            eventName: "ObjectCreated:Put",
            userIdentity: { principalId: "AWS:photos-thumbnail:local" },
            requestParameters: { sourceIPAddress: "127.0.0.1" },
        });
        assert.ok(Math.abs(Date.parse(eventTime) - Date.now()) < 60_000);
        assert.deepEqual(Object.keys(responseElements), ["x-amz-request-id", "x-amz-id-2"]);
        const { sequencer, ...object } = s3.object;
        assert.deepEqual(object, {
            key: "uploads/%C3%A4+b%2Bc.jpg",
            size: 5,
            eTag: "5d41402abc4b2a76b9719d911017c592",
            versionId: VersionId,
        });
        assert.match(sequencer, /^[0-9A-F]{18}$/);
        assert.deepEqual([s3.configurationId, s3.bucket.name], ["uploads", "photos"]);
        assert.equal(storage.messages[0]?.destination, "arn:aws:sqs:us-east-1:123456789012:photos");
    });

    it("come for each change of a key that the configuration names, in the order of their sequencers", async () => {
        const { VersionId } = await put("uploads/1");
        await put("images/1");
        await storage.client.send(
            new CopyObjectCommand({ Bucket: "photos", Key: "uploads/2", CopySource: "photos/images/1" }),
        );
        await storage.client.send(new DeleteObjectCommand({ Bucket: "photos", Key: "uploads/1" }));
        await storage.client.send(new DeleteObjectCommand({ Bucket: "photos", Key: "uploads/1", VersionId }));
        await storage.client.send(new DeleteObjectCommand({ Bucket: "photos", Key: "uploads/none", VersionId }));
        const records = storage.records();
        assert.deepEqual(
            records.map(({ eventName, s3 }) => [eventName, s3.object.key]),
            [
                ["ObjectCreated:Put", "uploads/1"],
                ["ObjectCreated:Copy", "uploads/2"],
                ["ObjectRemoved:DeleteMarkerCreated", "uploads/1"],
                ["ObjectRemoved:Delete", "uploads/1"],
            ],
        );
        const sequencers = records.map(({ s3 }) => s3.object.sequencer);
        assert.deepEqual([...sequencers].sort(), sequencers);
        assert.deepEqual(Object.keys(records[3].s3.object), ["key", "versionId", "sequencer"]);
        assert.equal(records[2].s3.object.eTag, "d41d8cd98f00b204e9800998ecf8427e");
    });

    it("begin with the message that tests a configuration", () => {
        storage.store.sendTestMessages();
        const { Service, Event, Bucket } = JSON.parse(storage.messages[0]?.message ?? "");
        assert.deepEqual([Service, Event, Bucket], ["Amazon S3", "s3:TestEvent", "photos"]);
        assert.equal(storage.messages.length, 1);
    });

    it("are selected by name, prefix and suffix", () => {
        assert.ok(isNotified(notification, "ObjectCreated:Post", "uploads/a.jpg"));
        assert.ok(!isNotified(notification, "ObjectRemoved:Delete", "uploads/a.jpg"));
        assert.ok(!isNotified(notification, "ObjectCreated:Put", "images/a.jpg"));
        assert.ok(!isNotified(notification, "ObjectCreated:Put", "uploads/a.png"));
        const exact = { ...notification, events: ["s3:ObjectCreated:Put"], prefix: undefined, suffix: undefined };
        assert.ok(isNotified(exact, "ObjectCreated:Put", "x"));
        assert.ok(!isNotified(exact, "ObjectCreated:Post", "x"));
        assert.equal(encodedKey("a@b/c (1)~*.jpg"), "a%40b/c+%281%29%7E*.jpg");
    });
});
