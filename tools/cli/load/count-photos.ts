import type { DeadLetter } from "../serve/services/dead-letters";
import type { Announcement } from "./announcements";
import type { PeakMemory } from "./memory-watch";
import type { StoredPhotos } from "./stored-photos";
import type { Poison } from "./test-photos";

/** An upload that has ended. */
export interface UploadedPhoto {
    readonly photoId: string;
    readonly poison: Poison | undefined;
}

/** The observations of a load run. */
export interface Observed {
    readonly requested: number;
    readonly uploads: readonly UploadedPhoto[];
    readonly stored: StoredPhotos;
    readonly thumbnails: readonly string[];
    readonly deadLetters: readonly DeadLetter[];
    /** Announcements by photo with different ids; undefined without a WebSocket API. */
    readonly announced: ((photoId: string) => readonly Announcement[]) | undefined;
}

/** The sums of a load run. */
export interface PhotoCounts {
    readonly requested: number;
    readonly uploaded: number;
    /** Originals in the bucket. */
    readonly stored: number;
    /** Photos with all of their thumbnails. */
    readonly thumbnails: number;
    /** Photos in the dead-letter queue. */
    readonly deadLetters: number;
    readonly deadLettersByReason: Readonly<Record<string, number>>;
    /** Photos that are neither ready with all thumbnails nor a dead letter, or were not announced. */
    readonly lost: number;
    /** Rows, objects and dead letters that there should not be, and photos that were announced twice. */
    readonly duplicated: {
        readonly rows: number;
        readonly objects: number;
        readonly deadLetters: number;
        readonly announcements: number;
    };
    /** Photos whose result is not that of their content: poisoned ones with thumbnails, and good ones without. */
    readonly mistaken: number;
}

/** The other measures of a load run. */
export interface LoadMeasures {
    /** Photos that the client was told of; undefined without a WebSocket API. */
    readonly announced: number | undefined;
    readonly outOfOrder: number;
    readonly ignoredAnnouncements: number;
    readonly repeatedRequests: number;
    readonly killed: number;
    readonly redeliveries: number;
    /** Photos that are in the dead-letter queue several times, as a process was killed after it had sent one there. */
    readonly repeatedDeadLetters: number;
    /** Images that were stored again with the same content, after a process was killed: no one sees that. */
    readonly rewrittenImages: number;
    readonly memory: PeakMemory;
    readonly seconds: number;
    readonly photosPerSecond: number;
}

/** Counts what has become of each photo. */
export function countPhotos(observed: Observed): PhotoCounts {
    const { requested, uploads, stored, thumbnails, deadLetters, announced } = observed;
    const statusOf = new Map(stored.rows.map(({ photoId, status }) => [photoId, status]));
    const lettersOf = new Map<string, DeadLetter[]>();
    for (const letter of deadLetters) {
        const photoId = photoIdIn(letter.body);
        lettersOf.set(photoId, [...(lettersOf.get(photoId) ?? []), letter]);
    }
    const isReady = ({ photoId }: UploadedPhoto) =>
        statusOf.get(photoId) === "ready" &&
        thumbnails.every((size) => stored.objects.has(`images/${photoId}/${size}`));
    const isDead = ({ photoId }: UploadedPhoto) => lettersOf.has(photoId) && statusOf.get(photoId) === "failed";
    const isTold = ({ photoId }: UploadedPhoto) => announced === undefined || announced(photoId).length > 0;
    const ready = uploads.filter(isReady);
    const dead = uploads.filter(isDead);
    // A good photo may have images although it is lost or was given up: an attempt had stored them before its process was killed.
    const expected = new Set([
        ...uploads.map(({ photoId }) => `uploads/${photoId}`),
        ...uploads
            .filter(({ poison }) => poison === undefined)
            .flatMap(({ photoId }) => thumbnails.map((size) => `images/${photoId}/${size}`)),
    ]);
    const ids = new Set(uploads.map(({ photoId }) => photoId));
    return {
        requested,
        uploaded: uploads.length,
        stored: uploads.filter(({ photoId }) => stored.objects.has(`uploads/${photoId}`)).length,
        thumbnails: ready.length,
        deadLetters: dead.length,
        deadLettersByReason: tally([...lettersOf.values()].map(([letter]) => reasonOf(letter?.reason ?? ""))),
        lost: uploads.filter((upload) => !(isReady(upload) || isDead(upload)) || !isTold(upload)).length,
        duplicated: {
            // A form that no photo follows, as a client asks again after a process was killed, has a row that expires.
            rows: stored.rows.filter(({ photoId, status }) => !ids.has(photoId) && status !== "requested").length,
            objects: [...stored.objects.keys()].filter((key) => !expected.has(key)).length,
            deadLetters: [...lettersOf].filter(([photoId]) => !ids.has(photoId)).length,
            announcements: uploads.filter(({ photoId }) => (announced?.(photoId).length ?? 0) > 1).length,
        },
        mistaken: uploads.filter((upload) => (upload.poison === undefined ? !isReady(upload) : !isDead(upload))).length,
    };
}

/** How many photos are among dead letters more than once. */
export function repeatedDeadLetters(letters: readonly DeadLetter[]): number {
    return letters.length - new Set(letters.map(({ body }) => photoIdIn(body))).size;
}

/** How often images were stored more than once. */
export function rewrittenImages({ objects }: StoredPhotos): number {
    return [...objects]
        .filter(([key]) => key.startsWith("images/"))
        .reduce((sum, [, versions]) => sum + versions - 1, 0);
}

/** The errors in the sums; nothing if each photo is there once. */
export function wrongSums(counts: PhotoCounts): string[] {
    const { requested, uploaded, stored, thumbnails, deadLetters, lost, duplicated, mistaken } = counts;
    const { rows, objects, deadLetters: letters, announcements } = duplicated;
    return [
        ...(uploaded === requested ? [] : [`${requested} photos were requested, and ${uploaded} uploaded`]),
        ...(stored === uploaded ? [] : [`${uploaded} photos were uploaded, and ${stored} are stored`]),
        ...(thumbnails + deadLetters === stored
            ? []
            : [`${stored} photos are stored: ${thumbnails} have thumbnails and ${deadLetters} are dead letters`]),
        ...(lost === 0 ? [] : [`${lost} photos are lost`]),
        ...(rows + objects + letters + announcements === 0
            ? []
            : [`twice: ${rows} rows, ${objects} objects, ${letters} dead letters, ${announcements} announcements`]),
        ...(mistaken === 0 ? [] : [`${mistaken} photos have another result than their content`]),
    ];
}

function photoIdIn(body: string): string {
    return /uploads\/([0-9a-f-]{36})/.exec(body)?.[1] ?? body;
}

// The details that follow, such as sizes, differ between photos with the same reason.
function reasonOf(reason: string): string {
    return reason.split(": ", 1).join().slice(0, 120);
}

function tally(reasons: readonly string[]): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const reason of [...reasons].sort()) counts[reason] = (counts[reason] ?? 0) + 1;
    return counts;
}
