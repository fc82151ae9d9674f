import assert from "node:assert/strict";
import { handler as deletePhoto } from "../../../app/photos/functions/delete-photo";
import { handler as getImage } from "../../../app/photos/functions/get-image";
import { handler as getPhoto } from "../../../app/photos/functions/get-photo";
import { handler as listPhotos } from "../../../app/photos/functions/list-photos";
import { putImage } from "../../../app/photos/photos/objects";
import { messageOf, Pipeline, quietly, type Stored } from "./pipeline";
import { jpeg } from "./test-photos";

const pipeline = new Pipeline();
const moments = ["request", "response"] as const;

const remove = (photoId: string) =>
    quietly(() => deletePhoto({ pathParameters: { photoId }, requestContext: { stage: "Test" } }));

/** The number of calls of a delivery that nothing interrupts. */
async function callsOf({ message: { body } }: Stored, receives = 1): Promise<number> {
    pipeline.aws.countCalls();
    assert.deepEqual(await pipeline.deliver(messageOf(body, receives)), []);
    return pipeline.aws.calls.length;
}

// Whatever differs between two photos.
function shared({ row, keys }: Awaited<ReturnType<Pipeline["remains"]>>, { photoId, version }: Stored): unknown {
    const { photoId: _, version: __, uploadedAt: ___, changedAt, announced, ...rest } = row ?? {};
    assert.ok(changedAt);
    assert.equal(announced, `${photoId}:${version}`);
    return { ...rest, keys: [...new Set(keys.map((key) => key.replace(photoId, "<id>")))] };
}

describe("app/photos: an interrupted delivery", function () {
    this.timeout(240_000);
    before(() => pipeline.start());
    beforeEach(() => pipeline.aws.reset());
    after(() => pipeline.stop());

    const photos: readonly [string, () => Promise<Buffer>, number, number][] = [
        ["a photo", () => jpeg(300, 200), 0, 1],
        ["a damaged photo", async () => (await jpeg(300, 200)).subarray(0, 2000), 1, 1],
        ["a photo that has ended the function in each of five attempts", () => jpeg(300, 200), 1, 6],
    ];
    for (const [what, photo, letters, receives] of photos) {
        it(`of ${what}, at any call, ends as without the interruption after the next one`, async () => {
            const bytes = await photo();
            const undisturbed = await pipeline.upload(bytes);
            const calls = await callsOf(undisturbed, receives);
            const want = shared(await pipeline.remains(undisturbed.photoId), undisturbed);
            assert.ok(calls >= 5, String(calls));
            for (const before of moments) {
                for (let call = 0; call < calls; call++) {
                    const stored = await pipeline.upload(bytes);
                    pipeline.aws.countCalls();
                    pipeline.aws.deadLetters.length = 0;
                    pipeline.aws.interruption = { call, before };
                    const first = messageOf(stored.message.body, receives);
                    assert.deepEqual(await pipeline.deliver(first), [first.messageId]);
                    pipeline.aws.interruption = undefined;
                    assert.deepEqual(await pipeline.deliver(messageOf(stored.message.body, receives + 1)), []);
                    const at = `${before} of call ${call}`;
                    assert.deepEqual(shared(await pipeline.remains(stored.photoId), stored), want, at);
                    assert.equal(pipeline.announced(stored.photoId).length, 1, at);
                    // A letter is sent twice only if the service has taken it and its answer was lost, or the mark that follows it.
                    const sent = pipeline.aws.deadLetters.length;
                    assert.ok(
                        sent === letters || (letters > 0 && sent === 2 && call >= calls - 2),
                        `${at}: ${sent} letters`,
                    );
                    // Once more changes nothing.
                    assert.deepEqual(await pipeline.deliver(messageOf(stored.message.body, receives + 2)), []);
                    assert.equal(pipeline.aws.deadLetters.length, sent);
                }
            }
        });
    }

    it("at once with another one ends as a single one", async () => {
        for (let round = 0; round < 5; round++) {
            const stored = await pipeline.upload(await jpeg(300, 200));
            const twice = [stored.message, messageOf(stored.message.body), messageOf(stored.message.body)];
            const failed = await Promise.all(twice.map((message) => pipeline.deliver(message)));
            assert.deepEqual(failed, [[], [], []]);
            assert.equal((await pipeline.row(stored.photoId))?.status, "ready");
            assert.equal(pipeline.announced(stored.photoId).length, 1);
        }
    });

    it("of a photo that is deleted at any of its calls leaves nothing behind", async () => {
        const bytes = await jpeg(300, 200);
        const calls = await callsOf(await pipeline.upload(bytes));
        for (let call = 0; call < calls; call++) {
            const { photoId, message } = await pipeline.upload(bytes);
            pipeline.aws.countCalls();
            const statuses: number[] = [];
            pipeline.aws.event = { call, run: async () => void statuses.push((await remove(photoId)).statusCode) };
            const failed = await pipeline.deliver(message);
            assert.deepEqual(statuses, [204]);
            // The object can disappear before it is read, and a message that failed is received again.
            if (failed.length > 0) assert.deepEqual(await pipeline.deliver(message), []);
            assert.deepEqual(await pipeline.remains(photoId), { row: undefined, keys: [] }, `at call ${call}`);
            assert.deepEqual(pipeline.aws.deadLetters, []);
        }
    });

    it("of a photo that was deleted, also with two deletions at once, leaves nothing behind", async () => {
        const { photoId, message } = await pipeline.upload(await jpeg(300, 200));
        const statuses = (await Promise.all([remove(photoId), remove(photoId)])).map(({ statusCode }) => statusCode);
        assert.ok(
            statuses.includes(204) && statuses.every((status) => status === 204 || status === 404),
            String(statuses),
        );
        assert.deepEqual(await pipeline.deliver(message), []);
        // The form can still be used.
        const late = await pipeline.put(photoId, await jpeg(100, 100));
        assert.deepEqual(await pipeline.deliver(late.message), []);
        assert.deepEqual(await pipeline.remains(photoId), { row: undefined, keys: [] });
    });
});

/** A photo as clients see it. */
async function seenOf(photoId: string) {
    const event = (more: object) => ({ pathParameters: { photoId, ...more }, requestContext: { stage: "Test" } });
    const page = JSON.parse((await listPhotos({ requestContext: { stage: "Test" } })).body);
    const listed = page.photos.find((each: { readonly photoId: string }) => each.photoId === photoId);
    return {
        get: JSON.parse((await getPhoto(event({}))).body).status,
        list: listed?.status,
        hasImage: (await getImage(event({ image: "160" }))).statusCode === 200,
    };
}

describe("app/photos: a deletion", function () {
    this.timeout(120_000);
    before(() => pipeline.start());
    beforeEach(() => pipeline.aws.reset());
    after(() => pipeline.stop());

    it("that is interrupted at any call is complete after the next one", async () => {
        const bytes = await jpeg(300, 200);
        const undisturbed = await pipeline.ready(bytes);
        pipeline.aws.countCalls();
        assert.equal((await remove(undisturbed.photoId)).statusCode, 204);
        const calls = pipeline.aws.calls.length;
        for (const before of moments) {
            for (let call = 0; call < calls; call++) {
                const { photoId } = await pipeline.ready(bytes);
                // An older version of an image too.
                await putImage(photoId, "160", Buffer.from("again"));
                assert.equal(pipeline.aws.versions(`images/${photoId}/`).length, 3);
                pipeline.aws.countCalls();
                pipeline.aws.interruption = { call, before };
                const { statusCode } = await remove(photoId);
                assert.equal(statusCode, 503);
                pipeline.aws.interruption = undefined;
                const isGone = call === calls - 1 && before === "response";
                const hasBegun = call > 0 || before === "response";
                const seen = isGone ? undefined : hasBegun ? "deleting" : "ready";
                assert.deepEqual(await seenOf(photoId), { get: seen, list: seen, hasImage: seen === "ready" });
                assert.equal((await remove(photoId)).statusCode, isGone ? 404 : 204);
                assert.deepEqual(await pipeline.remains(photoId), { row: undefined, keys: [] });
                const ids = pipeline.announced(photoId).map(({ id }) => id);
                assert.deepEqual(ids.slice(1), [`${photoId}:deleted`]);
            }
        }
    });
});

describe("app/photos: an interrupted deletion of a photo that has not arrived", function () {
    this.timeout(60_000);
    before(() => pipeline.start());
    beforeEach(() => pipeline.aws.reset());
    after(() => pipeline.stop());

    it("is listed until it is repeated, and the photo is deleted if it arrives meanwhile", async () => {
        const photoId = await pipeline.request();
        pipeline.aws.countCalls();
        pipeline.aws.interruption = { call: 1, before: "request" };
        assert.equal((await remove(photoId)).statusCode, 503);
        pipeline.aws.interruption = undefined;
        assert.deepEqual(await seenOf(photoId), { get: "deleting", list: "deleting", hasImage: false });
        const { message } = await pipeline.put(photoId, await jpeg(300, 200));
        assert.deepEqual(await pipeline.deliver(message), []);
        assert.deepEqual((await pipeline.remains(photoId)).keys, []);
        assert.equal((await remove(photoId)).statusCode, 204);
        assert.deepEqual(await pipeline.remains(photoId), { row: undefined, keys: [] });
    });
});

describe("app/photos: a second upload with the same form", function () {
    this.timeout(60_000);
    before(() => pipeline.start());
    beforeEach(() => pipeline.aws.reset());
    after(() => pipeline.stop());

    it("is removed, in whichever order the messages arrive", async () => {
        const first = await pipeline.upload(await jpeg(300, 200));
        const second = await pipeline.put(first.photoId, await jpeg(500, 200));
        assert.deepEqual(await pipeline.deliver(second.message, first.message, second.message), []);
        const { row, keys } = await pipeline.remains(first.photoId);
        assert.deepEqual([row?.status, row?.version, row?.width], ["ready", second.version, 500]);
        const { photoId } = first;
        assert.deepEqual(keys, [`uploads/${photoId}`, `images/${photoId}/160`, `images/${photoId}/640`]);
        assert.equal(pipeline.announced(photoId).length, 1);
    });
});

describe("app/photos: a dead letter that an operator moves back", function () {
    this.timeout(60_000);
    before(() => pipeline.start());
    beforeEach(() => pipeline.aws.reset());
    after(() => pipeline.stop());

    it("is processed as a new one, though the photo had ended the function in each attempt", async () => {
        const { photoId, message } = await pipeline.upload(await jpeg(300, 200));
        assert.deepEqual(await pipeline.deliver(messageOf(message.body, 6)), []);
        const redriven = messageOf(message.body, 1, String(pipeline.aws.deadLetters[0]?.reason));
        // It ends the function again.
        const again = { ...redriven, attributes: { ApproximateReceiveCount: "6" } };
        assert.deepEqual(await pipeline.deliver(again, again), []);
        assert.equal((await pipeline.row(photoId))?.status, "failed");
        assert.equal(pipeline.aws.deadLetters.length, 2);
        const last = messageOf(message.body, 5, String(pipeline.aws.deadLetters[1]?.reason));
        assert.deepEqual(await pipeline.deliver(last, last), []);
        const { status, reason, details } = (await pipeline.row(photoId)) ?? {};
        assert.deepEqual([status, reason, details], ["ready", undefined, undefined]);
    });

    it("is processed once more, with other announcements", async () => {
        const { photoId, message } = await pipeline.upload(await jpeg(300, 200));
        process.env.PHOTO_MAXIMUM_PIXELS = "50000";
        assert.deepEqual(await pipeline.deliver(message), []);
        const redriven = messageOf(message.body, 1, String(pipeline.aws.deadLetters[0]?.reason));
        assert.deepEqual(await pipeline.deliver(redriven, redriven), []);
        assert.equal(pipeline.aws.deadLetters.length, 2);
        process.env.PHOTO_MAXIMUM_PIXELS = "50000000";
        assert.deepEqual(await pipeline.deliver(redriven), []);
        assert.equal((await pipeline.row(photoId))?.status, "failed");
        const again = messageOf(message.body, 1, String(pipeline.aws.deadLetters[1]?.reason));
        assert.deepEqual(await pipeline.deliver(again, again), []);
        const { status, reason } = (await pipeline.row(photoId)) ?? {};
        assert.deepEqual([status, reason], ["ready", undefined]);
        assert.deepEqual(
            pipeline.announced(photoId).map(({ type }) => type),
            ["photo.failed", "photo.failed", "photo.ready"],
        );
        assert.equal(pipeline.aws.deadLetters.length, 2);
    });
});
