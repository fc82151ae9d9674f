import assert from "node:assert/strict";
import sharp from "sharp";
import { handler as getPhoto } from "../../../app/photos/functions/get-photo";
import { getImage } from "../../../app/photos/photos/objects";
import { messageOf, Pipeline } from "./pipeline";
import { bomb, jpeg, phonePhoto, png, pngOfSize, webp } from "./test-photos";

const pipeline = new Pipeline();
const requestContext = { stage: "Test" };

async function image(photoId: string, name: string): Promise<sharp.Metadata> {
    const bytes = await getImage(photoId, name);
    assert.ok(bytes, `no image ${name}`);
    return sharp(bytes).metadata();
}

describe("app/photos: thumbnails", function () {
    this.timeout(120_000);
    before(() => pipeline.start());
    afterEach(() => pipeline.aws.reset());
    after(() => pipeline.stop());

    const kinds: readonly [string, () => Promise<Buffer>, object][] = [
        ["image/jpeg", () => jpeg(1200, 800), { width: 1200, height: 800 }],
        ["image/png", () => png(900, 900), { width: 900, height: 900 }],
        ["image/webp", () => webp(400, 300), { width: 400, height: 300 }],
    ];
    for (const [contentType, photo, size] of kinds) {
        it(`are made of ${contentType}, and announced`, async () => {
            const { photoId, version } = await pipeline.ready(await photo());
            const row = await pipeline.row(photoId);
            assert.deepEqual(
                [row?.status, row?.contentType, { width: row?.width, height: row?.height }],
                ["ready", contentType, size],
            );
            const [announcement, ...others] = pipeline.announced(photoId);
            const at = row?.changedAt;
            assert.deepEqual(others, []);
            const id = `${photoId}:${version}`;
            assert.deepEqual(announcement, { id, type: "photo.ready", photoId, images: ["160", "640"], at });
            const small = await image(photoId, "160");
            assert.deepEqual([small.format, Math.max(small.width, small.height)], ["webp", 160]);
            assert.ok(Math.max((await image(photoId, "640")).width, 0) <= 640);
        });
    }

    it("are upright and have none of the photo's metadata", async () => {
        const photo = await phonePhoto();
        const before = await sharp(photo).metadata();
        assert.equal(before.orientation, 6);
        // The tag of the place where it was taken.
        assert.ok(before.exif?.includes(Buffer.from([0x25, 0x88])) || before.exif?.includes(Buffer.from([0x88, 0x25])));
        const { photoId } = await pipeline.ready(photo);
        const { width, height } = (await pipeline.row(photoId)) ?? {};
        assert.deepEqual([width, height], [800, 1200]);
        for (const name of ["160", "640"]) {
            const { width, height, exif, icc, xmp, orientation } = await image(photoId, name);
            assert.ok(width < height, `${width} x ${height}`);
            assert.deepEqual([exif, icc, xmp, orientation], [undefined, undefined, undefined, undefined]);
        }
        // Green grows downwards in the file, and after turning to the left.
        const { data, info } = await sharp(await getImage(photoId, "160"))
            .raw()
            .toBuffer({ resolveWithObject: true });
        const green = (x: number, y: number) => data[(y * info.width + x) * info.channels + 1] ?? 0;
        assert.ok(green(10, 80) > green(info.width - 10, 80) + 100);
    });

    const clientReasons =
        /^the photo (is truncated or damaged|is no JPEG, PNG or WebP image|has more than (50 megapixels|20 megabytes))$/;
    const poison: readonly [string, () => Promise<Buffer>, RegExp][] = [
        [
            "a truncated JPEG",
            async () => (await jpeg()).subarray(0, 20_000),
            /truncated or damaged: VipsJpeg: premature end/,
        ],
        ["a JPEG with only its header", async () => (await jpeg()).subarray(0, 300), /truncated or damaged: ./],
        ["a truncated PNG", async () => (await png()).subarray(0, 50_000), /truncated or damaged: ./],
        [
            "a PNG of 100 MP without pixels",
            async () => pngOfSize(10_000, 10_000),
            /more than 50 megapixels: it has 10000 x 10000 pixels; the maximum is 50000000/,
        ],
        ["a bomb of 64 MP", async () => bomb(8000), /8000 x 8000 pixels/],
        [
            "an SVG",
            async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
            /no JPEG, PNG or WebP/,
        ],
        [
            "a GIF",
            () =>
                sharp({ create: { width: 9, height: 9, channels: 3, background: "red" } })
                    .gif()
                    .toBuffer(),
            /no JPEG/,
        ],
        ["a text", async () => Buffer.from("hello"), /no JPEG/],
        ["nothing", async () => Buffer.alloc(0), /no JPEG/],
        [
            "too many bytes",
            async () => Buffer.concat([await jpeg(), Buffer.alloc(20_000_000)]),
            /more than 20 megabytes: it has \d{8} bytes; the maximum is 20000000/,
        ],
    ];
    for (const [what, photo, reason] of poison) {
        it(`are not made of ${what}, which goes to the dead letters and stops nothing else`, async () => {
            const bad = await pipeline.upload(await photo());
            const good = await pipeline.upload(await jpeg(200, 100));
            assert.deepEqual(await pipeline.deliver(bad.message, good.message), []);
            assert.equal((await pipeline.row(good.photoId))?.status, "ready");
            const row = await pipeline.row(bad.photoId);
            assert.equal(row?.status, "failed");
            const [letter, ...others] = pipeline.aws.deadLetters;
            assert.deepEqual([letter?.body, others], [bad.message.body, []]);
            assert.match(letter?.reason ?? "", reason);
            // Clients get no text of the library, and the log has it.
            assert.match(row?.reason ?? "", clientReasons);
            const { photoId } = bad;
            const [announcement] = pipeline.announced(photoId);
            assert.deepEqual([announcement?.type, announcement?.reason], ["photo.failed", row?.reason]);
            const seen = JSON.parse((await getPhoto({ pathParameters: { photoId }, requestContext })).body);
            assert.deepEqual([seen.reason, seen.details], [row?.reason, undefined]);
            assert.deepEqual(
                pipeline.logged.map((line) => JSON.parse(line)),
                [{ event: "photo failed", photoId, reason: row?.reason, details: row?.details }],
            );
            assert.equal(letter?.reason, `${row?.reason}: ${row?.details}`);
            assert.deepEqual(pipeline.aws.versions(`images/${bad.photoId}`), []);
        });
    }

    it("skip the test message of S3, and send what is no notification to the dead letters", async () => {
        const test = messageOf(JSON.stringify({ Service: "Amazon S3", Event: "s3:TestEvent", Bucket: "photos" }));
        const { message } = await pipeline.upload(await jpeg(100, 100));
        const foreign = messageOf(message.body.replaceAll(/"key":"[^"]+"/g, '"key":"uploads/my+cat%C3%A9.jpg"'));
        assert.deepEqual(await pipeline.deliver(test, messageOf("hello"), messageOf("{}"), foreign), []);
        assert.deepEqual(
            pipeline.aws.deadLetters.map(({ reason }) => reason),
            [
                "the message is no notification of S3",
                "the message is no notification of S3",
                'the key "uploads/my caté.jpg" is not that of a photo',
            ],
        );
    });

    it("are found by a key that S3 has encoded", async () => {
        const { photoId, message } = await pipeline.upload(await jpeg(100, 100));
        const body = message.body.replace(`uploads/${photoId}`, `uploads%2F${photoId.replaceAll("-", "%2D")}`);
        assert.deepEqual(await pipeline.deliver(messageOf(body)), []);
        assert.equal((await pipeline.row(photoId))?.status, "ready");
    });

    it("fail for one message of a batch while a service is down for it", async () => {
        const [one, other] = [await pipeline.upload(await jpeg()), await pipeline.upload(await jpeg())];
        pipeline.aws.countCalls();
        pipeline.aws.interruption = { call: 1, before: "request" };
        assert.deepEqual(await pipeline.deliver(one.message, other.message), [one.message.messageId]);
        assert.equal((await pipeline.row(one.photoId))?.status, "uploaded");
        assert.equal((await pipeline.row(other.photoId))?.status, "ready");
        assert.deepEqual(await pipeline.deliver(one.message), []);
        assert.equal((await pipeline.row(one.photoId))?.status, "ready");
    });

    it("are given up at the last attempt", async () => {
        const { photoId, message } = await pipeline.upload(await jpeg());
        pipeline.aws.countCalls();
        pipeline.aws.interruption = { call: 1, before: "request" };
        assert.deepEqual(await pipeline.deliver({ ...message, attributes: { ApproximateReceiveCount: "5" } }), []);
        const { status, reason, details = "" } = (await pipeline.row(photoId)) ?? {};
        assert.deepEqual([status, reason], ["failed", "processing did not finish"]);
        assert.match(details, /^gave up after 5 attempts: ./);
        assert.deepEqual(pipeline.aws.deadLetters, [{ body: message.body, reason: `${reason}: ${details}` }]);
    });

    it("are given up without another attempt if the function was ended in each one", async () => {
        const { photoId, message } = await pipeline.upload(await jpeg());
        pipeline.aws.countCalls();
        assert.deepEqual(await pipeline.deliver(messageOf(message.body, 6)), []);
        assert.deepEqual(
            pipeline.aws.calls.filter((call) => call.includes("/s3/")),
            [],
        );
        const { status, reason, details } = (await pipeline.row(photoId)) ?? {};
        assert.deepEqual([status, reason], ["failed", "processing did not finish"]);
        assert.deepEqual(pipeline.aws.deadLetters, [{ body: message.body, reason: `${reason}: ${details}` }]);
        assert.match(String(details), /time-out or memory/);
        const [announcement] = pipeline.announced(photoId);
        assert.deepEqual([announcement?.type, announcement?.reason], ["photo.failed", reason]);
    });
});
