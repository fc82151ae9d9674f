import type { BucketSettings } from "./bucket-settings";
import type { ContentVersion, ObjectVersion } from "./object-version";
import { invalidArgument, noSuchKey, noSuchVersion } from "./storage-error";

/** The versions of a bucket's objects, in memory. */
export class Bucket {
    readonly arn: string;
    /** Those that the stack has now. */
    settings: BucketSettings;
    // The newest version is the first one.
    private readonly versions = new Map<string, ObjectVersion[]>();
    private sorted: readonly string[] | undefined;

    constructor(settings: BucketSettings) {
        this.settings = settings;
        this.arn = `arn:aws:s3:::${settings.name}`;
    }

    /** The newest version of an object; undefined without one, or if that is a delete marker. */
    current(key: string): ContentVersion | undefined {
        const version = this.versions.get(key)?.[0];
        return version !== undefined && hasContent(version) ? version : undefined;
    }

    /**
     * A version of an object; the newest by default.
     * @throws {StorageError} NoSuchKey, NoSuchVersion or InvalidArgument.
     */
    version(key: string, versionId?: string): ObjectVersion {
        const found = versionId === undefined ? this.current(key) : this.find(key, versionId);
        if (found !== undefined) return found;
        if (versionId === undefined) throw noSuchKey(key);
        if (!isVersionId(versionId)) throw invalidArgument("Invalid version id specified", "versionId", versionId);
        throw noSuchVersion(key, versionId);
    }

    /** Adds a version as the newest one. @returns the version that it replaces, in a bucket without versions. */
    add(version: ObjectVersion): ObjectVersion | undefined {
        const replaced = this.settings.isVersioned ? undefined : this.remove(version.key, version.versionId);
        const others = this.versions.get(version.key) ?? [];
        if (others.length === 0) this.sorted = undefined;
        this.versions.set(version.key, [version, ...others]);
        return replaced;
    }

    /** Removes a version for ever, and returns it; undefined if it does not exist. */
    remove(key: string, versionId: string): ObjectVersion | undefined {
        const removed = this.find(key, versionId);
        if (removed === undefined) return undefined;
        const others = (this.versions.get(key) ?? []).filter((version) => version !== removed);
        if (others.length > 0) this.versions.set(key, others);
        else {
            this.versions.delete(key);
            this.sorted = undefined;
        }
        return removed;
    }

    /** Keys in the order of S3: by the bytes of their UTF-8. Those of delete markers are among them. */
    keys(): readonly string[] {
        this.sorted ??= [...this.versions.keys()]
            .map((key) => ({ key, bytes: Buffer.from(key) }))
            .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
            .map(({ key }) => key);
        return this.sorted;
    }

    /** All versions of an object, the newest first. */
    versionsOf(key: string): readonly ObjectVersion[] {
        return this.versions.get(key) ?? [];
    }

    private find(key: string, versionId: string): ObjectVersion | undefined {
        return this.versions.get(key)?.find((version) => version.versionId === versionId);
    }
}

/** Whether a version is no delete marker. */
export function hasContent(version: ObjectVersion): version is ContentVersion {
    return version.content !== undefined;
}

// Those of the emulator have the form of `newId`; S3 tells strings that cannot be an id from ids that do not exist.
function isVersionId(text: string): boolean {
    return text === "null" || /^[\w.-]{16,}$/.test(text);
}
