import assert from "node:assert/strict";
import { changeAlbum, emptyAlbum } from "../../../app/photos-react/album";
import type { Photo } from "../../../app/photos-react/photos-api";

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
});
