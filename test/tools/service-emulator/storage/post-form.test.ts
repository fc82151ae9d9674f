import assert from "node:assert/strict";
import { connect } from "node:net";
import { GetObjectCommand, HeadObjectCommand } from "@aws-sdk/client-s3";
import { createPresignedPost, type PresignedPostOptions } from "@aws-sdk/s3-presigned-post";
import { type Storage, startStorage } from "./local-storage";

type Conditions = PresignedPostOptions["Conditions"];

describe("Uploads by a form", () => {
    let storage: Storage;
    let time: number;

    beforeEach(async () => {
        time = Date.now();
        storage = await startStorage({ now: () => time });
    });

    afterEach(async () => {
        assert.deepEqual(storage.server.errors, []);
        await storage.close();
    });

    const sign = (Conditions: Conditions = [], Fields: Record<string, string> = {}, Key = "uploads/1") =>
        createPresignedPost(storage.client, { Bucket: "photos", Key, Conditions, Fields, Expires: 300 });
    const post = async (url: string, fields: Record<string, string>, content: string | Blob, headers = {}) => {
        const form = new FormData();
        for (const [name, value] of Object.entries(fields)) form.set(name, value);
        form.set("file", typeof content === "string" ? new Blob([content]) : content, "photo name.jpg");
        const response = await fetch(url, { method: "POST", body: form, headers, redirect: "manual" });
        return { response, status: response.status, text: await response.text() };
    };
    const codeOf = (text: string) => /<Code>(.*?)<\/Code>/.exec(text)?.[1];
    const messageOf = (text: string) => /<Message>(.*?)<\/Message>/.exec(text)?.[1]?.replaceAll("&quot;", '"');
    const isEmpty = async () => assert.deepEqual([await storage.files(), storage.messages], [[], []]);

    it("become objects with the fields of the form", async () => {
        const fields = { "Content-Type": "image/jpeg", "x-amz-meta-owner": "me" };
        const { url, fields: signed } = await sign([["content-length-range", 1, 100]], fields);
        assert.equal(url, `${storage.server.endpoint}/photos`);
        const { status, response } = await post(url, signed, "pixels");
        assert.equal(status, 204);
        assert.equal(response.headers.get("location"), `${storage.server.endpoint}/photos/uploads%2F1`);
        const input = { Bucket: "photos", Key: "uploads/1" };
        const object = await storage.client.send(new GetObjectCommand(input));
        assert.deepEqual([object.ContentType, object.Metadata], ["image/jpeg", { owner: "me" }]);
        assert.equal(await object.Body?.transformToString(), "pixels");
        assert.equal(storage.records()[0].eventName, "ObjectCreated:Post");
    });

    it("name the file in the key, and answer as the form says", async () => {
        const created = await sign([], { success_action_status: "201" }, "uploads/${filename}");
        const { status, text } = await post(created.url, created.fields, "x");
        assert.equal(status, 201);
        assert.match(text, /<Key>uploads\/photo name\.jpg<\/Key><ETag>&quot;9dd4e461268c8034f5c8564e155c67a6&quot;</);
        await storage.client.send(new HeadObjectCommand({ Bucket: "photos", Key: "uploads/photo name.jpg" }));
        const target = "https://site.example.com/done?a=1";
        const redirected = await sign([], { success_action_redirect: target });
        const { status: found, response } = await post(redirected.url, redirected.fields, "x");
        assert.equal(found, 303);
        const etag = "%229dd4e461268c8034f5c8564e155c67a6%22";
        assert.equal(response.headers.get("location"), `${target}&bucket=photos&key=uploads%2F1&etag=${etag}`);
    });

    it("are rejected outside the range of sizes, and leave nothing", async () => {
        const { url, fields } = await sign([["content-length-range", 5, 10]]);
        const large = await post(url, fields, "x".repeat(3_000_000));
        assert.deepEqual([large.status, codeOf(large.text)], [400, "EntityTooLarge"]);
        assert.match(large.text, /<ProposedSize>3000000<\/ProposedSize><MaxSizeAllowed>10<\/MaxSizeAllowed>/);
        const small = await post(url, fields, "x");
        assert.deepEqual([small.status, codeOf(small.text)], [400, "EntityTooSmall"]);
        await isEmpty();
    });

    it("are rejected if a field breaks a condition, or has none", async () => {
        const { url, fields } = await sign([["starts-with", "$Content-Type", "image/"]], {
            "Content-Type": "image/png",
        });
        const wrong = await post(url, { ...fields, "Content-Type": "text/html" }, "x");
        assert.deepEqual([wrong.status, codeOf(wrong.text)], [403, "AccessDenied"]);
        const reason =
            'Invalid according to Policy: Policy Condition failed: ["starts-with", "$Content-Type", "image/"]';
        assert.equal(messageOf(wrong.text), reason);
        const other = await post(url, { ...fields, key: "uploads/2" }, "x");
        assert.equal(
            messageOf(other.text),
            'Invalid according to Policy: Policy Condition failed: ["eq", "$key", "uploads/1"]',
        );
        const extra = await post(url, { ...fields, "x-amz-meta-a": "1" }, "x");
        assert.equal(messageOf(extra.text), "Invalid according to Policy: Extra input fields: x-amz-meta-a");
        const bucket = await post(url.replace("/photos", "/plain"), fields, "x");
        assert.equal(
            messageOf(bucket.text),
            'Invalid according to Policy: Policy Condition failed: ["eq", "$bucket", "photos"]',
        );
        assert.equal((await post(url, { ...fields, "x-ignore-me": "1" }, "x")).status, 204);
    });

    it("are rejected after the policy has expired, or with another signature", async () => {
        const { url, fields } = await sign();
        const forged = await post(url, { ...fields, "X-Amz-Signature": "0".repeat(64) }, "x");
        assert.deepEqual([forged.status, codeOf(forged.text)], [403, "SignatureDoesNotMatch"]);
        const { "X-Amz-Signature": _, ...unsigned } = fields;
        assert.deepEqual(codeOf((await post(url, unsigned, "x")).text), "InvalidArgument");
        const anonymous = await post(url, { key: "uploads/1" }, "x");
        assert.deepEqual([anonymous.status, messageOf(anonymous.text)], [403, "Access Denied"]);
        // The client signs by the real clock, in whole seconds, and later than the time at which this one is stopped.
        time += 420_000;
        const late = await post(url, fields, "x");
        assert.deepEqual([late.status, messageOf(late.text)], [403, "Invalid according to Policy: Policy expired."]);
        await isEmpty();
    });

    it("are rejected if the signer may not put the object", async () => {
        const { url, fields } = await sign();
        storage.caller.allows = (action) => action !== "s3:PutObject";
        const { status, text } = await post(url, fields, "x");
        assert.equal(status, 403);
        assert.equal(
            messageOf(text),
            `User: ${storage.caller.arn} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::photos/uploads/1" because no identity-based policy allows the s3:PutObject action`,
        );
        await isEmpty();
    });

    it("are rejected in another form", async () => {
        const { url, fields } = await sign();
        const urlEncoded = await fetch(url, { method: "POST", body: new URLSearchParams(fields) });
        assert.equal(codeOf(await urlEncoded.text()), "PreconditionFailed");
        const headers = { "Content-Type": "multipart/form-data" };
        const noBoundary = await fetch(url, { method: "POST", body: "x", headers });
        assert.equal(codeOf(await noBoundary.text()), "MalformedPOSTRequest");
        const withBoundary = { "Content-Type": "multipart/form-data; boundary=b" };
        const cut = '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\nu';
        const incomplete = await fetch(url, { method: "POST", body: cut, headers: withBoundary });
        assert.equal(codeOf(await incomplete.text()), "MalformedPOSTRequest");
        const form = new FormData();
        form.set("key", "x");
        const noFile = await fetch(url, { method: "POST", body: form });
        assert.equal(messageOf(await noFile.text()), "POST requires exactly one file upload per request.");
        const long = await post(url, { ...fields, "x-amz-meta-a": "x".repeat(21_000) }, "x");
        assert.equal(codeOf(long.text), "MaxPostPreDataLengthExceededError");
        await isEmpty();
    });

    it("that end in the middle of the file leave nothing", async () => {
        const { url, fields } = await sign();
        const part = (name: string, more: string) =>
            `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`;
        const start = Object.entries(fields).map(([name, value]) => `${part(name, "")}${value}\r\n`);
        const body = `${start.join("")}${part("file", '; filename="a"')}half of it`;
        const headers = { "Content-Type": "multipart/form-data; boundary=b" };
        const cut = await fetch(url, { method: "POST", body, headers });
        assert.equal(codeOf(await cut.text()), "MalformedPOSTRequest");
        await isEmpty();
        const { port, hostname, pathname } = new URL(url);
        const socket = connect(Number(port), hostname);
        const lines = [`POST ${pathname} HTTP/1.1`, `Host: ${hostname}:${port}`, "Content-Length: 9000000"];
        socket.write(`${lines.join("\r\n")}\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n${body}`);
        await until(async () => (await storage.files()).length === 1);
        socket.destroy();
        await until(async () => (await storage.files()).length === 0);
        await isEmpty();
    });
});

/** Waits for a condition, 10 seconds at most. */
async function until(holds: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + 10_000;
    while (!(await holds())) assert.ok(Date.now() < end, `${holds} does not become true`);
}
