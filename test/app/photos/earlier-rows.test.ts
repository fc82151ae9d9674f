import assert from "node:assert/strict";
import { handler as deletePhoto } from "../../../app/photos/functions/delete-photo";
import { handler as getImage } from "../../../app/photos/functions/get-image";
import { handler as getPhoto } from "../../../app/photos/functions/get-photo";
import { handler as status } from "../../../app/photos/functions/socket/status";
import { change } from "../../../app/photos/photos/photo-table";
import { handler as filter } from "../../../app/photos/pipeline/filter";
import { Pipeline } from "./pipeline";
import { jpeg } from "./test-photos";

const pipeline = new Pipeline();

/** Changes a row into one that releases up to b0b87ec8 have written. */
const write = (photoId: string, set: Record<string, unknown>, remove: readonly string[]) =>
    change(photoId, "attribute_exists(#status)", { set, remove });

describe("app/photos: a row of an earlier release", function () {
    this.timeout(60_000);
    before(() => pipeline.start());
    beforeEach(() => pipeline.aws.reset());
    after(() => pipeline.stop());

    it("whose deletion was interrupted is of a photo that is being deleted, without images", async () => {
        const { photoId, message } = await pipeline.ready(await jpeg(300, 200));
        const before = pipeline.announced(photoId).length;
        await write(photoId, { status: "deleted", changedAt: new Date().toISOString() }, ["shelf", "announced"]);
        const event = (more: object = {}) => ({
            pathParameters: { photoId, ...more },
            requestContext: { stage: "Test" },
        });
        const photo = JSON.parse((await getPhoto(event())).body);
        assert.deepEqual([photo.status, photo.images], ["deleting", []]);
        assert.equal((await getImage(event({ image: "160" }))).statusCode, 404);
        const told = await status({ body: JSON.stringify({ photoId }) });
        assert.deepEqual(JSON.parse(told.body), { photoId, status: "deleting" });
        // Whatever the pipeline does for it ends without an announcement, and removes its objects.
        assert.deepEqual(await pipeline.deliver(message), []);
        assert.deepEqual(await filter({ photoId, runId: "0".repeat(24), filter: "sepia" }), { image: "sepia" });
        assert.equal(pipeline.announced(photoId).length, before);
        assert.deepEqual((await pipeline.remains(photoId)).keys, []);
        assert.equal((await deletePhoto(event())).statusCode, 204);
        assert.deepEqual(
            pipeline
                .announced(photoId)
                .slice(before)
                .map(({ type }) => type),
            ["photo.deleted"],
        );
        assert.deepEqual(await pipeline.remains(photoId), { row: undefined, keys: [] });
    });

    it("that has failed without details, and is announced now, is a dead letter with its reason alone", async () => {
        const { photoId, message } = await pipeline.ready(await jpeg(300, 200));
        const reason = "the photo is truncated or damaged: VipsJpeg: premature end of JPEG image";
        await write(photoId, { status: "failed", reason }, ["images", "announced"]);
        assert.deepEqual(await pipeline.deliver(message), []);
        assert.deepEqual(pipeline.aws.deadLetters, [{ body: message.body, reason }]);
    });
});
