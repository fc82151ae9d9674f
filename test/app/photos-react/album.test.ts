import assert from "node:assert/strict";
import { type Album, changeAlbum, emptyAlbum, type Run, waitingRuns } from "../../../app/photos-react/album";
import type { Photo } from "../../../app/photos-react/photos-api";
import { sentence } from "../../../app/photos-react/sentence";

const photo = (photoId: string, status: Photo["status"], more: Partial<Photo> = {}): Photo => ({
    ...{ photoId, status, images: status === "ready" ? ["160"] : [], uploadedAt: "2026-01-01T00:00:00Z" },
    ...more,
});

describe("app/photos-react: the album", () => {
    it("shows photos that are ready, and those whose deletion was interrupted, so that it can be repeated", () => {
        const photos = (["requested", "uploaded", "ready", "failed", "deleting"] as const).map((status) =>
            photo(status, status),
        );
        const album = changeAlbum(emptyAlbum, { type: "listed", photos });
        assert.deepEqual(album.photos.map(({ photoId }) => photoId).sort(), ["deleting", "ready"]);
        const after = changeAlbum(album, { type: "removed", photoId: "deleting" });
        assert.deepEqual(
            after.photos.map(({ photoId }) => photoId),
            ["ready"],
        );
    });

    it("takes the images from a photo whose deletion has begun, without news", () => {
        const before = changeAlbum(emptyAlbum, { type: "listed", photos: [photo("a", "ready")] });
        const { photos, news } = changeAlbum(before, { type: "changed", photo: photo("a", "deleting") });
        assert.deepEqual([photos.map(({ status, images }) => [status, images]), news], [[["deleting", []]], ""]);
    });

    it("says at the upload why its photo failed", () => {
        const upload = { id: 1, fileName: "a.jpg", share: 1, photoId: "a" };
        const started = changeAlbum(emptyAlbum, { type: "started", upload });
        const reason = "the photo is truncated or damaged";
        const { uploads } = changeAlbum(started, { type: "changed", photo: photo("a", "failed", { reason }) });
        assert.deepEqual(uploads, [{ ...upload, problem: reason }]);
    });

    it("counts the uploads that failed, for as long as they are in its list", () => {
        const ids = [1, 2, 3];
        const started = ids.reduce<Album>(
            (album, id) =>
                changeAlbum(album, {
                    type: "started",
                    upload: { id, fileName: `${id}.jpg`, share: 0, photoId: `p${id}` },
                }),
            emptyAlbum,
        );
        const rejected = changeAlbum(started, { type: "rejected", id: 2, problem: "The file is too large." });
        assert.equal(rejected.news, "2.jpg failed.");
        const failed = ids
            .slice(1)
            .reduce<Album>(
                (album, id) => changeAlbum(album, { type: "changed", photo: photo(`p${id}`, "failed") }),
                rejected,
            );
        assert.equal(failed.news, "2 uploads failed.");
        const dismissed = changeAlbum(failed, { type: "dismissed", id: 2 });
        assert.equal(dismissed.news, "3.jpg failed.");
        assert.equal(changeAlbum(dismissed, { type: "dismissed", id: 3 }).news, "");
    });

    it("keeps why a run of filters failed", () => {
        const album = changeAlbum(emptyAlbum, { type: "filtered", runId: "a", reason: "The filters failed." });
        assert.deepEqual(changeAlbum(album, { type: "filtered", runId: "b", reason: "" }).runs, {
            a: "The filters failed.",
            b: "",
        });
    });

    it("waits for runs of photos that it shows as ready without the image, and for the last one of a filter", () => {
        const listed = changeAlbum(emptyAlbum, {
            type: "listed",
            photos: [photo("a", "ready"), photo("b", "deleting"), photo("c", "ready", { images: ["sepia"] })],
        });
        const run = (runId: string, photoId: string): Run => ({ runId, photoId, filter: "sepia" });
        const album = [run("1", "a"), run("2", "b"), run("3", "c"), run("4", "d"), run("5", "a")].reduce(
            (before, applied) => changeAlbum(before, { type: "applied", run: applied }),
            listed,
        );
        assert.deepEqual(waitingRuns(album), [run("5", "a")]);
        assert.deepEqual(waitingRuns(changeAlbum(album, { type: "filtered", runId: "5", reason: "" })), []);
    });

    it("shows the reasons of the API as sentences", () => {
        assert.deepEqual(["the photo is damaged", "The file is too large.", " why? ", ""].map(sentence), [
            ...["The photo is damaged.", "The file is too large.", "Why?", ""],
        ]);
    });
});
