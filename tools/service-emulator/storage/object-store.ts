import { type FileHandle, mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { type WriteOptions, type WrittenBody, writeBody } from "./body-file";
import { Bucket, hasContent } from "./bucket";
import type { BucketSettings } from "./bucket-settings";
import { type Cause, type EventName, eventMessage, isNotified, testMessage } from "./event-record";
import type { ContentVersion, ObjectHeaders, ObjectVersion } from "./object-version";
import { noSuchBucket, noSuchKey } from "./storage-error";

/** The options of a store. */
export interface StoreOptions {
    /** Folder for the content of objects, which `close` deletes. */
    readonly folder: string;
    readonly region: string;
    readonly buckets: readonly BucketSettings[];
    /** Time in milliseconds since 1970. */
    readonly now: () => number;
    /** A new UUID. */
    readonly newId: () => string;
    /** Takes the message of an event for the queue, topic or function with an ARN. */
    readonly deliver: (destination: string, message: string) => void;
}

/** A body that becomes an object. */
export interface NewObject {
    readonly key: string;
    readonly body: WrittenBody;
    readonly headers: ObjectHeaders;
    readonly metadata: Readonly<Record<string, string>>;
}

/** The result of a removal. */
export interface Removal {
    /** Undefined in a bucket without versions. */
    readonly versionId: string | undefined;
    /** Whether the version is a delete marker, created or removed. */
    readonly isDeleteMarker: boolean;
}

/** Buckets with their objects: the content is on disk, the rest in memory. Access is checked by its handler, not here. */
export class ObjectStore {
    private readonly buckets = new Map<string, Bucket>();
    private sequence: number;

    private constructor(private readonly options: StoreOptions) {
        this.provide(options.buckets);
        this.sequence = options.now() * 1000;
    }

    /** Makes the folder of a store without objects. */
    static async open(options: StoreOptions): Promise<ObjectStore> {
        await mkdir(options.folder, { recursive: true });
        return new ObjectStore(options);
    }

    /** Changes the buckets to those of a stack: their objects stay, and those of buckets that it no longer has are gone. */
    provide(buckets: readonly BucketSettings[]): void {
        for (const settings of buckets) {
            const known = this.buckets.get(settings.name);
            if (known === undefined) this.buckets.set(settings.name, new Bucket(settings));
            else known.settings = settings;
        }
        for (const name of this.buckets.keys())
            if (!buckets.some((settings) => settings.name === name)) this.buckets.delete(name);
    }

    /** Sends the test message to each destination, as S3 does when a notification configuration is saved. */
    sendTestMessages(): void {
        const { now, newId, deliver } = this.options;
        for (const { settings } of this.buckets.values())
            for (const { destination } of settings.notifications)
                deliver(destination, testMessage(settings.name, now(), newId()));
    }

    /** Whether there is a bucket. */
    has(name: string): boolean {
        return this.buckets.has(name);
    }

    /** @throws {StorageError} NoSuchBucket. */
    bucket(name: string): Bucket {
        const bucket = this.buckets.get(name);
        if (bucket === undefined) throw noSuchBucket(name);
        return bucket;
    }

    /** Writes a body to disk, which `create` makes an object and `discard` deletes. @throws {StorageError} EntityTooLarge. */
    write(body: AsyncIterable<Uint8Array>, options: WriteOptions = {}): Promise<WrittenBody> {
        return writeBody(join(this.options.folder, this.options.newId()), body, options);
    }

    /** Deletes a body that does not become an object. */
    async discard({ file }: WrittenBody): Promise<void> {
        await rm(file);
    }

    /** Makes a body the newest version of an object. */
    async create(bucket: Bucket, given: NewObject, name: EventName, cause: Cause): Promise<ContentVersion> {
        const { file, size, md5, checksum } = given.body;
        const version: ContentVersion = {
            key: given.key,
            versionId: this.newVersionId(bucket),
            lastModified: this.options.now(),
            content: { file, size, etag: md5, checksum, headers: given.headers, metadata: given.metadata },
        };
        const replaced = bucket.add(version);
        this.notify(bucket, name, version, cause);
        await this.dropContent(replaced);
        return version;
    }

    /** Removes an object: its only version, a given one, or in a versioned bucket none, but adds a delete marker. */
    async remove(bucket: Bucket, key: string, versionId: string | undefined, cause: Cause): Promise<Removal> {
        const { isVersioned } = bucket.settings;
        if (versionId === undefined && isVersioned) {
            const marker = this.markerOf(bucket, key);
            bucket.add(marker);
            this.notify(bucket, "ObjectRemoved:DeleteMarkerCreated", marker, cause);
            return { versionId: marker.versionId, isDeleteMarker: true };
        }
        const removed = bucket.remove(key, versionId ?? "null");
        if (removed !== undefined) this.notify(bucket, "ObjectRemoved:Delete", removed, cause);
        await this.dropContent(removed);
        const isDeleteMarker = removed !== undefined && !hasContent(removed);
        return { versionId, isDeleteMarker };
    }

    /** Opens the content of a version, which can be read even if the version is removed meanwhile. @throws {StorageError} NoSuchKey. */
    async read({ key, content }: ContentVersion): Promise<FileHandle> {
        try {
            return await open(content.file);
        } catch (error) {
            // Removed since the version was found.
            if (error instanceof Error && "code" in error && error.code === "ENOENT") throw noSuchKey(key);
            throw error;
        }
    }

    /** Deletes the content of all objects. */
    async close(): Promise<void> {
        await rm(this.options.folder, { recursive: true, force: true });
    }

    private markerOf(bucket: Bucket, key: string): ObjectVersion {
        const versionId = this.newVersionId(bucket);
        return { key, versionId, lastModified: this.options.now(), content: undefined };
    }

    private newVersionId({ settings }: Bucket): string {
        return settings.isVersioned ? this.options.newId().replaceAll("-", "") : "null";
    }

    private async dropContent(version: ObjectVersion | undefined): Promise<void> {
        if (version?.content !== undefined) await rm(version.content.file);
    }

    private notify({ settings, arn }: Bucket, name: EventName, version: ObjectVersion, cause: Cause): void {
        this.sequence += 1;
        const { region, now, deliver } = this.options;
        const event = {
            name,
            version,
            bucket: { ...settings, arn },
            region,
            time: now(),
            sequence: this.sequence,
            cause,
        };
        for (const notification of settings.notifications)
            if (isNotified(notification, name, version.key))
                deliver(notification.destination, eventMessage(notification, event));
    }
}
