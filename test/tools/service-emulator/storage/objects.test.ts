import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { Readable } from "node:stream";
import {
    CopyObjectCommand,
    DeleteObjectCommand,
    DeleteObjectsCommand,
    GetObjectCommand,
    HeadObjectCommand,
    ListObjectVersionsCommand,
    PutObjectCommand,
    S3Client,
    S3ServiceException,
} from "@aws-sdk/client-s3";
import { createS3Handler } from "../../../../tools/service-emulator/storage/s3-handler";
import { credentials, handlerOptions, region, serve } from "../local-services";
import { type Storage, startStorage } from "./local-storage";

const isNotModified = (error: unknown) => error instanceof S3ServiceException && error.$metadata.httpStatusCode === 304;

describe("Objects by the SDK", () => {
    let storage: Storage;

    beforeEach(async () => {
        storage = await startStorage();
    });

    afterEach(async () => {
        assert.deepEqual(storage.server.errors, []);
        await storage.close();
        assert.equal(existsSync(storage.folder), false);
    });

    const put = (Key: string, Body: string | Buffer | Readable, more: object = {}) =>
        storage.client.send(new PutObjectCommand({ Bucket: "photos", Key, Body, ...more }));
    const get = async (Key: string, more: object = {}) => {
        const output = await storage.client.send(new GetObjectCommand({ Bucket: "photos", Key, ...more }));
        return { ...output, text: await output.Body?.transformToString() };
    };

    it("are stored with their headers, metadata and checksum", async () => {
        const written = await put("uploads/ä b+c.txt", "hello", {
            ContentType: "text/plain",
            CacheControl: "max-age=60",
            Metadata: { owner: "me" },
        });
        assert.equal(written.ETag, '"5d41402abc4b2a76b9719d911017c592"');
        assert.equal(written.ChecksumCRC32, "NhCmhg==");
        assert.match(written.VersionId ?? "", /^[0-9a-f]{32}$/);
        const read = await get("uploads/ä b+c.txt", { ChecksumMode: "ENABLED" });
        const { text, ContentType, CacheControl, Metadata, ContentLength, ChecksumCRC32, VersionId } = read;
        assert.deepEqual(
            [text, ContentType, CacheControl, Metadata, ContentLength, ChecksumCRC32, VersionId],
            ["hello", "text/plain", "max-age=60", { owner: "me" }, 5, "NhCmhg==", written.VersionId],
        );
        const head = await storage.client.send(new HeadObjectCommand({ Bucket: "photos", Key: "uploads/ä b+c.txt" }));
        assert.deepEqual([head.ContentLength, head.ETag], [5, written.ETag]);
    });

    it("are accepted as a stream of chunks with a checksum after it", async () => {
        const body = Buffer.alloc(300_000, "abc");
        const pieces = Readable.from([body.subarray(0, 70_001), body.subarray(70_001)], { objectMode: false });
        const written = await put("stream", pieces, { ContentLength: body.length });
        assert.ok(written.ChecksumCRC32);
        assert.equal((await get("stream")).text, body.toString());
        assert.equal((await get("stream")).ContentEncoding, undefined);
    });

    it("are accepted with each checksum, and rejected with a wrong one", async () => {
        for (const ChecksumAlgorithm of ["CRC32", "CRC32C", "SHA1", "SHA256"])
            await put(`sum-${ChecksumAlgorithm}`, "hello", { ChecksumAlgorithm });
        await assert.rejects(put("x", "hello", { ChecksumCRC32: "AAAAAA==" }), {
            name: "BadDigest",
            message: "The CRC32 you specified did not match the calculated checksum.",
        });
        await assert.rejects(put("x", "hello", { ChecksumCRC32C: "no" }), /x-amz-checksum-crc32c header is invalid/);
        await assert.rejects(put("x", "hello", { ContentMD5: "1B2M2Y8AsgTpgAmY7PhCfg==" }), { name: "BadDigest" });
        assert.equal((await storage.files()).length, 4);
    });

    it("are read in parts", async () => {
        await put("range", "0123456789");
        assert.equal((await get("range", { Range: "bytes=2-4" })).text, "234");
        assert.equal((await get("range", { Range: "bytes=-3" })).text, "789");
        assert.equal((await get("range", { Range: "bytes=8-" })).ContentRange, "bytes 8-9/10");
        assert.equal((await get("range", { Range: "bytes=5-2" })).text, "0123456789");
        await assert.rejects(get("range", { Range: "bytes=10-" }), { name: "InvalidRange" });
        await assert.rejects(get("range", { Range: "bytes=-0" }), { name: "InvalidRange", ActualObjectSize: "10" });
    });

    it("are read and written under conditions", async () => {
        const { ETag } = await put("condition", "a");
        await assert.rejects(get("condition", { IfNoneMatch: ETag }), isNotModified);
        await assert.rejects(get("condition", { IfMatch: '"other"' }), {
            name: "PreconditionFailed",
            Condition: "If-Match",
        });
        await assert.rejects(get("condition", { IfModifiedSince: new Date(Date.now() + 5000) }), isNotModified);
        await assert.rejects(put("condition", "b", { IfNoneMatch: "*" }), { name: "PreconditionFailed" });
        await put("condition", "b", { IfMatch: ETag });
        await assert.rejects(put("condition", "c", { IfMatch: ETag }), { name: "PreconditionFailed" });
        assert.equal((await get("condition")).text, "b");
    });

    it("keep their versions until each is deleted", async () => {
        const one = await put("k", "one");
        const two = await put("k", "two");
        assert.equal((await get("k", { VersionId: one.VersionId })).text, "one");
        const marker = await storage.client.send(new DeleteObjectCommand({ Bucket: "photos", Key: "k" }));
        assert.equal(marker.DeleteMarker, true);
        await assert.rejects(get("k"), { name: "NoSuchKey", Key: "k" });
        await assert.rejects(get("k", { VersionId: marker.VersionId }), { name: "MethodNotAllowed" });
        await assert.rejects(get("k", { VersionId: "0".repeat(32) }), { name: "NoSuchVersion" });
        await assert.rejects(get("k", { VersionId: "no" }), { message: "Invalid version id specified" });
        const list = new ListObjectVersionsCommand({ Bucket: "photos" });
        const { Versions = [], DeleteMarkers = [] } = await storage.client.send(list);
        assert.deepEqual(
            Versions.map((version) => version.VersionId),
            [two.VersionId, one.VersionId],
        );
        assert.deepEqual([DeleteMarkers[0]?.VersionId, DeleteMarkers[0]?.IsLatest], [marker.VersionId, true]);
        const objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
        const deleted = await storage.client.send(
            new DeleteObjectsCommand({ Bucket: "photos", Delete: { Objects: objects as [] } }),
        );
        assert.deepEqual(
            deleted.Deleted?.map(({ DeleteMarker }) => DeleteMarker),
            [undefined, undefined, true],
        );
        assert.deepEqual(await storage.files(), []);
    });

    it("in a bucket without versions are replaced, and their content is deleted", async () => {
        const Bucket = "plain";
        const written = await put("k", "one", { Bucket });
        assert.equal(written.VersionId, undefined);
        await put("k", "two", { Bucket });
        assert.equal((await storage.files()).length, 1);
        assert.equal((await get("k", { Bucket })).text, "two");
        await storage.client.send(new DeleteObjectCommand({ Bucket, Key: "k" }));
        await storage.client.send(new DeleteObjectCommand({ Bucket, Key: "k" }));
        assert.deepEqual(await storage.files(), []);
    });

    it("are copied with their metadata, or with other one", async () => {
        await put("from", "x", { ContentType: "image/png", Metadata: { a: "1" } });
        const copy = (Key: string, more: object) =>
            storage.client.send(new CopyObjectCommand({ Bucket: "plain", Key, CopySource: "photos/from", ...more }));
        const { CopyObjectResult } = await copy("same", {});
        assert.equal(CopyObjectResult?.ETag, '"9dd4e461268c8034f5c8564e155c67a6"');
        await copy("other", { MetadataDirective: "REPLACE", Metadata: { b: "2" } });
        const [same, other] = [await get("same", { Bucket: "plain" }), await get("other", { Bucket: "plain" })];
        assert.deepEqual([same.ContentType, same.Metadata, same.text], ["image/png", { a: "1" }, "x"]);
        assert.deepEqual([other.ContentType, other.Metadata], ["binary/octet-stream", { b: "2" }]);
    });

    it("are no error if a client closes the connection before it has all of one", async () => {
        await put("large", "x".repeat(20_000_000));
        const handled: Promise<void>[] = [];
        const handler = createS3Handler(storage.store, handlerOptions(storage.caller));
        const server = await serve("", (...given) => {
            const response = handler(...given);
            handled.push(response);
            return response;
        });
        const client = new S3Client({ endpoint: server.endpoint, region, credentials });
        const { Body } = await client.send(new GetObjectCommand({ Bucket: "photos", Key: "large" }));
        assert.ok(Body instanceof Readable);
        Body.destroy();
        assert.equal(handled.length, 1);
        await assert.doesNotReject(Promise.all(handled));
        client.destroy();
        await server.close();
    });
});
