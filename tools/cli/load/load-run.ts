import { setTimeout } from "node:timers/promises";
import { invokedFunction } from "../../../openapi/function-invocation";
import type { DeadLetter } from "../serve/services/dead-letters";
import type { FinishedBatch } from "../serve/services/event-source-poller";
import { Announcements } from "./announcements";
import {
    countPhotos,
    type LoadMeasures,
    type PhotoCounts,
    repeatedDeadLetters,
    rewrittenImages,
    type UploadedPhoto,
    wrongSums,
} from "./count-photos";
import type { LoadFlags } from "./flags";
import { MemoryWatch } from "./memory-watch";
import { type LoadedStack, type Pipeline, startPipeline } from "./pipeline";
import { ProcessKiller } from "./process-killer";
import { sample, seededRandom } from "./random";
import { storedPhotos } from "./stored-photos";
import { TestPhotos } from "./test-photos";
import { inParallel, uploadPhoto } from "./upload-photo";

/** How much is loaded. */
export type LoadOptions = Pick<LoadFlags, "photos" | "concurrency" | "poisoned" | "kills" | "workers" | "seed">;

/** The result of a load run. */
export interface LoadResult {
    readonly counts: PhotoCounts;
    readonly measures: LoadMeasures;
    /** The errors in the sums; nothing if each photo is there once. */
    readonly wrong: readonly string[];
}

/** The environment of a load run. */
export interface LoadEnvironment {
    /** Folder that holds `app`. */
    readonly folder: string;
    /** Receives what the services say. */
    readonly log: (line: string) => void;
    /** Receives how far the run is. */
    readonly onProgress: (line: string) => void;
    readonly signal: AbortSignal;
}

/** Visibility time-out of the queues during the run, in place of some minutes: messages of killed processes come back after it. */
export const visibilitySeconds = 10;

/** Milliseconds without any change after which what is still missing counts as lost. */
const quietMillis = 90_000;

/**
 * Serves a stack, uploads photos, kills processes meanwhile, waits until nothing is under way, and counts.
 * @throws {UsageError} if the stack has no photo pipeline.
 * @throws {Error} if an upload is rejected.
 */
export async function runLoad(
    stack: LoadedStack,
    options: LoadOptions,
    environment: LoadEnvironment,
): Promise<LoadResult> {
    const { photos: count, poisoned, kills, workers } = options;
    const { signal } = environment;
    const random = seededRandom(options.seed);
    const photos = await TestPhotos.make({ photos: count, poisoned, random });
    const deadLetters: DeadLetter[] = [];
    let redeliveries = 0;
    let killer: ProcessKiller | undefined;
    const onBatch = ({ messages, failed }: FinishedBatch) => {
        redeliveries += messages.filter(({ receiveCount }) => receiveCount > 1).length;
        killer?.count(messages.length - failed.length);
    };
    const onDeadLetter = (letter: DeadLetter) => void deadLetters.push(letter);
    const settings = { workers, visibilityTimeoutSeconds: visibilitySeconds, onBatch, onDeadLetter };
    const pipeline = await startPipeline(stack, environment.folder, { settings, log: environment.log, signal });
    const { services } = pipeline;
    const memory = new MemoryWatch(() => services.functions.processes.flatMap(({ pid }) => pid ?? []));
    let announcements: Announcements | undefined;
    try {
        if (pipeline.webSocketUrl !== undefined)
            announcements = await Announcements.connect(pipeline.webSocketUrl, pipeline.key);
        const ofGateway = gatewayFunctions(stack);
        const processes = () => services.functions.processes.filter((each) => !ofGateway.has(each.functionName));
        // Of each photo, one about its upload and one that announces it.
        const messages = pipeline.webSocketUrl === undefined ? count : 2 * count;
        // The last ones not at the very end, when nothing is under way.
        const times = sample(kills, Math.max(kills, Math.floor(messages * 0.9)), random);
        killer = new ProcessKiller(times, processes, random);
        const started = Date.now();
        const uploads: UploadedPhoto[] = [];
        let repeatedRequests = 0;
        await inParallel(count, options.concurrency, async (index) => {
            const upload = await uploadPhoto(photos.photo(index), { url: pipeline.url, key: pipeline.key, signal });
            uploads.push({ photoId: upload.photoId, poison: upload.photo.poison });
            repeatedRequests += upload.repeated;
            environment.onProgress(progressLine(uploads.length, count, announcements));
        });
        await untilStill(pipeline, () => uploads.length - (announcements?.photos ?? uploads.length), environment);
        const seconds = (Date.now() - started) / 1000;
        const stored = await storedPhotos(pipeline);
        const counts = countPhotos({
            ...{ requested: count, uploads, stored, thumbnails: pipeline.thumbnails },
            deadLetters: deadLetters.filter(({ queue }) => queue === pipeline.deadLetters),
            announced: announcements && ((photoId) => announcements?.of(photoId) ?? []),
        });
        const measures: LoadMeasures = {
            announced: announcements?.photos,
            outOfOrder: announcements?.outOfOrder ?? 0,
            ignoredAnnouncements: announcements?.ignored ?? 0,
            ...{ repeatedRequests, redeliveries, killed: killer.killed, seconds },
            repeatedDeadLetters: repeatedDeadLetters(deadLetters),
            rewrittenImages: rewrittenImages(stored),
            memory: memory.close(),
            photosPerSecond: count / seconds,
        };
        return { counts, measures, wrong: wrongSums(counts) };
    } finally {
        killer?.close();
        memory.close();
        await announcements?.close();
        await pipeline.close();
    }
}

// Their callers would get an error, and are not what a queue protects.
function gatewayFunctions({ api }: LoadedStack): ReadonlySet<string> {
    const names = api.operations.flatMap(
        ({ integration }) => invokedFunction(integration.uri ?? "")?.functionName ?? [],
    );
    return new Set(names);
}

// Until nothing is under way and everything was announced, or nothing has changed for a while.
async function untilStill(
    { services }: Pipeline,
    missing: () => number,
    { onProgress, signal }: LoadEnvironment,
): Promise<void> {
    let before = "";
    let changedAt = Date.now();
    while (Date.now() - changedAt < quietMillis) {
        signal.throwIfAborted();
        if (services.isIdle && missing() === 0) return;
        const counts = services.queues.all().map((queue) => queue.counts());
        const state = JSON.stringify([counts, missing()]);
        if (state !== before) changedAt = Date.now();
        before = state;
        onProgress(
            `waiting for ${missing()} announcements; queues: ${counts.map(({ visible, inFlight }) => `${visible}+${inFlight}`).join(" ")}`,
        );
        await setTimeout(100, undefined, { signal });
    }
}

function progressLine(uploaded: number, count: number, announcements: Announcements | undefined): string {
    const announced = announcements === undefined ? "" : `, ${announcements.photos} announced`;
    return `${uploaded} of ${count} photos uploaded${announced}`;
}
