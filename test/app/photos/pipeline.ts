// After the services, which silence a warning of the clients.
import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { putOriginal } from "../../../app/photos/photos/objects";
import type { PhotoRow } from "../../../app/photos/photos/photo";
import { createRow, readRow } from "../../../app/photos/photos/photo-rows";
import type { QueueMessage } from "../../../app/photos/photos/queue-message";
import { TimeOrderedIds } from "../../../app/photos/photos/time-ordered-id";
import { handler as thumbnail } from "../../../app/photos/pipeline/thumbnail";
import { restoreEnvironment } from "../../environment";
import { LocalAws } from "./local-aws";

const ids = new TimeOrderedIds();

/** A photo in the store, and the message about it. */
export interface Stored {
    readonly photoId: string;
    readonly version: string;
    readonly message: QueueMessage;
}

/** The services of this process with the environment of the functions, and what the queue of the pipeline does. */
export class Pipeline {
    private before: NodeJS.ProcessEnv = {};
    private started: LocalAws | undefined;
    /** The lines that the function has written to its log in the last delivery. */
    logged: readonly string[] = [];

    get aws(): LocalAws {
        assert.ok(this.started, "the services are not started");
        return this.started;
    }

    async start(): Promise<void> {
        this.started = await LocalAws.start();
        this.before = { ...process.env };
        Object.assign(process.env, this.started.environment);
        this.started.reset();
    }

    stop(): void {
        this.started?.reset();
        restoreEnvironment(this.before);
    }

    /** Requests an upload; returns the photo's id. */
    async request(): Promise<string> {
        const photoId = ids.next();
        await createRow({ photoId, contentType: "image/jpeg", fileName: "photo.jpg" }, new Date());
        return photoId;
    }

    /** Stores a file as a client with a form does: first the row, then the object. */
    async upload(bytes: Buffer): Promise<Stored> {
        return this.put(await this.request(), bytes);
    }

    /** Stores an object, and takes the message about it from the queue. */
    async put(photoId: string, bytes: Buffer): Promise<Stored> {
        const version = await putOriginal(photoId, bytes, "image/jpeg");
        const body = this.aws.notifications.pop();
        assert.ok(body, "S3 has not sent a message");
        return { photoId, version, message: messageOf(body) };
    }

    /** Uploads a file and makes its thumbnails. */
    async ready(bytes: Buffer): Promise<Stored> {
        const stored = await this.upload(bytes);
        assert.deepEqual(await this.deliver(stored.message), []);
        return stored;
    }

    /** Hands messages to the function in one batch; returns the ids of those that it did not process. */
    async deliver(...messages: QueueMessage[]): Promise<string[]> {
        const lines: string[] = [];
        this.logged = lines;
        const { batchItemFailures } = await quietly(() => thumbnail({ Records: messages }), lines);
        return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    }

    async row(photoId: string): Promise<PhotoRow | undefined> {
        return readRow(photoId);
    }

    /** All that is left of a photo: its row, and the keys of every version of its objects. */
    async remains(photoId: string): Promise<{ readonly row: PhotoRow | undefined; readonly keys: readonly string[] }> {
        const keys = [`uploads/${photoId}`, `images/${photoId}/`].flatMap((prefix) => this.aws.versions(prefix));
        return { row: await readRow(photoId), keys };
    }

    /** The announcements that subscribers keep after they have dropped repeated ids. */
    announced(photoId: string): Record<string, unknown>[] {
        const all = this.aws.announcements.map((text) => JSON.parse(text)).filter((each) => each.photoId === photoId);
        const first = new Map<string, Record<string, unknown>>();
        for (const each of all) {
            const known = first.get(each.id);
            if (known !== undefined) assert.deepEqual(each, known, "two announcements with one id");
            first.set(each.id, each);
        }
        return [...first.values()];
    }
}

/** A message of the queue as Lambda's poller passes it on. */
export function messageOf(body: string, receives = 1, reason?: string): QueueMessage {
    return {
        messageId: randomUUID(),
        body,
        attributes: { ApproximateReceiveCount: String(receives) },
        messageAttributes: reason === undefined ? {} : { reason: { stringValue: reason } },
    };
}

// One replacement for all runs at once: each would restore what it found, and the last one that of another run.
const logs = new AsyncLocalStorage<string[]>();
const consoleError = console.error;
let quietRuns = 0;

/** Runs a function whose expected failure would otherwise be in the log of the tests, and which gets to `lines` instead. */
export async function quietly<Result>(run: () => Promise<Result>, lines: string[] = []): Promise<Result> {
    if (quietRuns++ === 0) {
        console.error = (...message: unknown[]) => {
            const log = logs.getStore();
            if (log === undefined) consoleError(...message);
            else log.push(String(message[0]));
        };
    }
    try {
        return await logs.run(lines, run);
    } finally {
        if (--quietRuns === 0) console.error = consoleError;
    }
}
