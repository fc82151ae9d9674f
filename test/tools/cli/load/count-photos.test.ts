import assert from "node:assert/strict";
import { countPhotos, type Observed, repeatedDeadLetters, wrongSums } from "../../../../tools/cli/load/count-photos";

const good = "00000000-0000-4000-8000-000000000001";
const bad = "00000000-0000-4000-8000-000000000002";
const reason = "the photo has more than 50 megapixels: it has 20000 x 20000 pixels";
const letter = { queue: "dead", messageId: "m1", body: `{"key":"uploads/${bad}"}`, reason };
const told = (photoId: string) => [{ id: `${photoId}:1`, type: "photo.ready", photoId, at: "2026-01-01T00:00:00Z" }];

function observed(changes: Partial<Observed> = {}): Observed {
    return {
        requested: 2,
        uploads: [
            { photoId: good, poison: undefined },
            { photoId: bad, poison: "100 megapixels" },
        ],
        stored: {
            rows: [
                { photoId: good, status: "ready" },
                { photoId: bad, status: "failed" },
            ],
            objects: new Map([
                [`uploads/${good}`, 1],
                [`uploads/${bad}`, 1],
                [`images/${good}/160`, 2],
            ]),
        },
        thumbnails: ["160"],
        deadLetters: [letter],
        announced: told,
        ...changes,
    };
}

const wrong = (changes: Partial<Observed>) => wrongSums(countPhotos(observed(changes)));

describe("the sums of a load run", () => {
    it("are right if each photo has thumbnails or is a dead letter", () => {
        const counts = countPhotos(observed());
        assert.deepEqual(wrongSums(counts), []);
        assert.deepEqual([counts.thumbnails, counts.deadLetters, counts.lost], [1, 1, 0]);
        assert.deepEqual(counts.deadLettersByReason, { "the photo has more than 50 megapixels": 1 });
    });

    it("are wrong if a photo has no thumbnail and is no dead letter", () => {
        assert.deepEqual(wrong({ deadLetters: [] }), [
            "2 photos are stored: 1 have thumbnails and 0 are dead letters",
            "1 photos are lost",
            "1 photos have another result than their content",
        ]);
    });

    it("count an image of a photo that is lost, or that was given up, as nothing else", () => {
        const { stored } = observed();
        const [, failed] = stored.rows;
        assert.ok(failed);
        const lost = { objects: stored.objects, rows: [{ photoId: good, status: "uploaded" }, failed] };
        assert.deepEqual(wrong({ stored: lost }), [
            "2 photos are stored: 0 have thumbnails and 1 are dead letters",
            "1 photos are lost",
            "1 photos have another result than their content",
        ]);
        const givenUp = { objects: stored.objects, rows: [{ photoId: good, status: "failed" }, failed] };
        const letters = [letter, { ...letter, body: letter.body.replace(bad, good) }];
        assert.deepEqual(wrong({ stored: givenUp, deadLetters: letters }), [
            "1 photos have another result than their content",
        ]);
    });

    it("are wrong if a photo was not announced, or with two ids", () => {
        assert.deepEqual(wrong({ announced: (id) => (id === good ? [] : told(id)) }), ["1 photos are lost"]);
        const twice = (id: string) => [...told(id), ...told(id)];
        assert.deepEqual(wrong({ announced: twice }), ["twice: 0 rows, 0 objects, 0 dead letters, 2 announcements"]);
    });

    it("are wrong if there is an object or a row of no photo", () => {
        const { stored } = observed();
        const objects = new Map([...stored.objects, [`images/${bad}/160`, 1] as const]);
        const rows = [...stored.rows, { photoId: "other", status: "ready" }];
        assert.deepEqual(wrong({ stored: { objects, rows } }), [
            "twice: 1 rows, 1 objects, 0 dead letters, 0 announcements",
        ]);
    });

    it("are wrong if a photo that was uploaded is not stored", () => {
        const { stored } = observed();
        const objects = new Map([...stored.objects].filter(([key]) => key !== `uploads/${good}`));
        assert.equal(wrong({ stored: { ...stored, objects } })[0], "2 photos were uploaded, and 1 are stored");
    });

    it("say how many dead letters came again", () => {
        assert.equal(repeatedDeadLetters([letter, { ...letter, messageId: "m2" }]), 1);
    });
});
