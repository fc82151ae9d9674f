import assert from "node:assert/strict";
import {
    DeleteObjectsCommand,
    GetObjectCommand,
    HeadBucketCommand,
    HeadObjectCommand,
    ListObjectsV2Command,
    ListPartsCommand,
    PutObjectCommand,
    S3Client,
    S3ServiceException,
} from "@aws-sdk/client-s3";
import { SignatureV4 } from "@smithy/signature-v4";
import { Sha256 } from "../../sha256";
import { credentials, region } from "../local-services";
import { type Storage, startStorage } from "./local-storage";

const withStatus = (status: number) => (error: unknown) =>
    error instanceof S3ServiceException && error.$metadata.httpStatusCode === status;

describe("Access to storage", () => {
    let storage: Storage;
    let time: number;

    beforeEach(async () => {
        time = Date.now();
        storage = await startStorage({ now: () => time });
        await storage.client.send(new PutObjectCommand({ Bucket: "photos", Key: "images/1", Body: "x" }));
    });

    afterEach(async () => {
        assert.deepEqual(storage.server.errors, []);
        await storage.close();
    });

    const get = (Key: string, more: object = {}) =>
        storage.client.send(new GetObjectCommand({ Bucket: "photos", Key, ...more }));

    it("is checked for each action on the ARN of the object", async () => {
        const asked: string[] = [];
        storage.caller.allows = (action, resource) => {
            asked.push(`${action} ${resource}`);
            return false;
        };
        await assert.rejects(get("images/1"), {
            name: "AccessDenied",
            message: `User: ${storage.caller.arn} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::photos/images/1" because no identity-based policy allows the s3:GetObject action`,
        });
        await assert.rejects(get("images/1", { VersionId: "x" }), { name: "AccessDenied" });
        const put = new PutObjectCommand({ Bucket: "photos", Key: "images/2", Body: "x" });
        await assert.rejects(storage.client.send(put), { name: "AccessDenied" });
        await assert.rejects(storage.client.send(new ListObjectsV2Command({ Bucket: "photos" })));
        await assert.rejects(storage.client.send(new HeadBucketCommand({ Bucket: "photos" })), withStatus(403));
        const Objects = [{ Key: "images/1" }, { Key: "images/1", VersionId: "x" }];
        const { Errors } = await storage.client.send(
            new DeleteObjectsCommand({ Bucket: "photos", Delete: { Objects } }),
        );
        assert.deepEqual(
            Errors?.map(({ Code }) => Code),
            ["AccessDenied", "AccessDenied"],
        );
        assert.deepEqual(asked, [
            "s3:GetObject arn:aws:s3:::photos/images/1",
            "s3:GetObjectVersion arn:aws:s3:::photos/images/1",
            "s3:PutObject arn:aws:s3:::photos/images/2",
            "s3:ListBucket arn:aws:s3:::photos",
            "s3:ListBucket arn:aws:s3:::photos",
            "s3:DeleteObject arn:aws:s3:::photos/images/1",
            "s3:DeleteObjectVersion arn:aws:s3:::photos/images/1",
        ]);
    });

    it("tells whether a key exists only to those who may list", async () => {
        await assert.rejects(get("none"), { name: "NoSuchKey" });
        const head = new HeadObjectCommand({ Bucket: "photos", Key: "none" });
        await assert.rejects(storage.client.send(head), { name: "NotFound" });
        storage.caller.allows = (action) => action !== "s3:ListBucket";
        await assert.rejects(get("none"), {
            name: "AccessDenied",
            message: `User: ${storage.caller.arn} is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::photos" because no identity-based policy allows the s3:ListBucket action`,
        });
        await assert.rejects(storage.client.send(head), withStatus(403));
    });

    it("needs a signature of a known key, by its secret, of this region and this time", async () => {
        const client = (more: object) =>
            new S3Client({ endpoint: storage.server.endpoint, region, credentials, maxAttempts: 1, ...more });
        const tryWith = async (more: object) => {
            const other = client(more);
            try {
                await other.send(new GetObjectCommand({ Bucket: "photos", Key: "images/1" }));
            } finally {
                other.destroy();
            }
        };
        const unknown = { credentials: { ...credentials, accessKeyId: "AKIANONE" } };
        await assert.rejects(tryWith(unknown), { name: "InvalidAccessKeyId", AWSAccessKeyId: "AKIANONE" });
        const forged = { credentials: { ...credentials, secretAccessKey: "x" } };
        await assert.rejects(tryWith(forged), { name: "SignatureDoesNotMatch" });
        await assert.rejects(tryWith({ region: "eu-west-1" }), {
            name: "AuthorizationHeaderMalformed",
            message: "The authorization header is malformed; the region 'eu-west-1' is wrong; expecting 'us-east-1'",
        });
        await assert.rejects(tryWith({ systemClockOffset: -960_000 }), { name: "RequestTimeTooSkewed" });
        const anonymous = await fetch(`${storage.server.endpoint}/photos/images/1`);
        assert.equal(anonymous.status, 403);
        assert.match(await anonymous.text(), /<Code>AccessDenied<\/Code><Message>Access Denied<\/Message>/);
    });

    it("is given by a signed URL until it expires", async () => {
        const signer = new SignatureV4({ credentials, region, service: "s3", sha256: Sha256, uriEscapePath: false });
        const { hostname, port, pathname } = new URL(`${storage.server.endpoint}/photos/images/1`);
        const host = `${hostname}:${port}`;
        const request = { method: "GET", protocol: "http:", hostname, port: Number(port), path: pathname };
        const signed = await signer.presign(
            { ...request, headers: { host, "x-amz-content-sha256": "UNSIGNED-PAYLOAD" }, query: {} },
            { expiresIn: 60 },
        );
        const query = new URLSearchParams(signed.query as Record<string, string>);
        const url = `http://${host}${pathname}?${query}`;
        const response = await fetch(url);
        assert.deepEqual([response.status, await response.text()], [200, "x"]);
        const changed = await fetch(url.replace("/images/1", "/images/2"));
        assert.match(await changed.text(), /<Code>SignatureDoesNotMatch</);
        // The signer's clock goes on while this one is stopped.
        time += 120_000;
        const late = await fetch(url);
        assert.equal(late.status, 403);
        assert.match(await late.text(), /<Message>Request has expired<\/Message><X-Amz-Expires>60<\/X-Amz-Expires>/);
    });

    it("fails for what does not exist, and for what the emulator does not do", async () => {
        await assert.rejects(get("x", { Bucket: "none" }), { name: "NoSuchBucket", BucketName: "none" });
        const long = new PutObjectCommand({ Bucket: "photos", Key: "ä".repeat(513), Body: "x" });
        await assert.rejects(storage.client.send(long), { name: "KeyTooLongError" });
        const parts = new ListPartsCommand({ Bucket: "photos", Key: "x", UploadId: "1" });
        await assert.rejects(storage.client.send(parts), { name: "NotImplemented" });
    });
});
