import type { Filter, Photo } from "./photos-api";

/** An upload that this page has started. */
export interface Upload {
    /** Unique on this page. */
    readonly id: number;
    readonly fileName: string;
    /** Share that was sent, from 0 to 1. */
    readonly share: number;
    /** Once the API has accepted the request. */
    readonly photoId?: string;
    readonly problem?: string;
}

/** A run of a filter that this page has started. */
export interface Run {
    readonly runId: string;
    readonly photoId: string;
    readonly filter: Filter;
}

/** The photos and the uploads of the page. */
export interface Album {
    /** Newest first. */
    readonly photos: readonly Photo[];
    /** Uploads whose photo is not ready yet. */
    readonly uploads: readonly Upload[];
    /** The last run of each filter of a photo. */
    readonly started: readonly Run[];
    /** Runs of filters that have ended, by their id: why they failed, or an empty text. */
    readonly runs: Readonly<Record<string, string>>;
    /** The last change, for a screen reader. */
    readonly news: string;
}

/** A change of the album. */
export type Change =
    | { readonly type: "listed"; readonly photos: readonly Photo[] }
    | { readonly type: "changed"; readonly photo: Photo }
    | { readonly type: "removed"; readonly photoId: string }
    | { readonly type: "applied"; readonly run: Run }
    | { readonly type: "filtered"; readonly runId: string; readonly reason: string }
    | { readonly type: "started"; readonly upload: Upload }
    | { readonly type: "sent"; readonly id: number; readonly share: number }
    | { readonly type: "accepted"; readonly id: number; readonly photoId: string }
    | { readonly type: "rejected"; readonly id: number; readonly problem: string }
    | { readonly type: "dismissed"; readonly id: number };

/** The album before anything was loaded. */
export const emptyAlbum: Album = { photos: [], uploads: [], started: [], runs: {}, news: "" };

/** Applies a change. A photo takes the place of its upload once its thumbnails are ready, or when it has failed. */
export function changeAlbum(album: Album, change: Change): Album {
    const { photos, uploads } = album;
    const changeUpload = (id: number, values: Partial<Upload>) =>
        uploads.map((upload) => (upload.id === id ? { ...upload, ...values } : upload));
    switch (change.type) {
        case "listed":
            return change.photos.reduceRight<Album>(withPhoto, { ...album, photos: [] });
        case "changed":
            return withNews(withPhoto(album, change.photo), change.photo, photos);
        case "removed":
            return { ...album, photos: photos.filter(({ photoId }) => photoId !== change.photoId) };
        case "applied":
            return { ...album, started: [...album.started.filter((run) => !isSame(run, change.run)), change.run] };
        case "filtered":
            return { ...album, runs: { ...album.runs, [change.runId]: change.reason } };
        case "started":
            return { ...album, uploads: [...uploads, change.upload] };
        case "sent":
            return { ...album, uploads: changeUpload(change.id, { share: change.share }) };
        case "accepted":
            return { ...album, uploads: changeUpload(change.id, { photoId: change.photoId }) };
        case "rejected":
            return withFailures(album, changeUpload(change.id, { problem: change.problem }));
        case "dismissed":
            return withFailures(
                album,
                uploads.filter(({ id }) => id !== change.id),
            );
    }
}

/** The runs whose end the page does not know, of photos that it shows. */
export function waitingRuns({ photos, started, runs }: Pick<Album, "photos" | "started" | "runs">): Run[] {
    return started.filter(({ runId, photoId, filter }) => {
        const photo = photos.find((shown) => shown.photoId === photoId);
        return photo?.status === "ready" && !photo.images.includes(filter) && runs[runId] === undefined;
    });
}

function isSame(one: Run, other: Run): boolean {
    return one.photoId === other.photoId && one.filter === other.filter;
}

function withPhoto(album: Album, photo: Photo): Album {
    const { photoId, status, reason } = photo;
    if (status === "failed") {
        const problem = reason ?? "It cannot be shown.";
        const uploads = album.uploads.map((upload) => (upload.photoId === photoId ? { ...upload, problem } : upload));
        return { ...album, uploads };
    }
    // One whose deletion was interrupted stays visible, so that it can be repeated.
    if (status !== "ready" && status !== "deleting") return album;
    const others = album.photos.filter((other) => other.photoId !== photoId);
    const photos = [...others, photo].sort((one, other) => (one.uploadedAt < other.uploadedAt ? 1 : -1));
    return { ...album, photos, uploads: album.uploads.filter((upload) => upload.photoId !== photoId) };
}

// All failures that the list shows, as another one must not hide those before it.
function withFailures(album: Album, uploads: readonly Upload[]): Album {
    const [first, ...others] = uploads.filter(({ problem }) => problem !== undefined);
    if (first === undefined) return { ...album, uploads, news: "" };
    const news = others.length === 0 ? `${first.fileName} failed.` : `${others.length + 1} uploads failed.`;
    return { ...album, uploads, news };
}

function withNews(
    album: Album,
    { photoId, status, fileName = "A photo", images }: Photo,
    before: readonly Photo[],
): Album {
    const known = before.find((photo) => photo.photoId === photoId);
    if (status === "failed") {
        const isOwn = album.uploads.some((upload) => upload.photoId === photoId);
        return isOwn ? withFailures(album, album.uploads) : { ...album, news: `${fileName} failed.` };
    }
    if (status !== "ready") return album;
    if (known === undefined) return { ...album, news: `${fileName} is ready.` };
    return images.length > known.images.length ? { ...album, news: `${fileName} has a new image.` } : album;
}
