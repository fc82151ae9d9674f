import { photoIdOf } from "./keys";
import { versionOf } from "./objects";

/** A version of an object that S3 has announced. */
export interface Upload {
    readonly photoId: string;
    readonly version: string;
    readonly bytes: number;
    /** RFC 3339 date and time in UTC. */
    readonly uploadedAt: string;
}

/** A message that is not about a photo, which no client waits for. */
export class UnknownMessage extends Error {}

/** The part of S3's notification that is read (docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html). */
interface Notification {
    readonly Event?: unknown;
    readonly Records?: readonly {
        readonly eventTime?: string;
        readonly s3?: {
            readonly object?: { readonly key?: string; readonly size?: number; readonly versionId?: string };
        };
    }[];
}

/**
 * Reads a notification of S3; the one that S3 sends as a test has no uploads.
 * @throws {UnknownMessage} for anything else.
 */
export function uploadsIn(body: string): Upload[] {
    const notification = parsed(body);
    if (notification?.Event === "s3:TestEvent") return [];
    const records = notification?.Records;
    if (!Array.isArray(records)) throw new UnknownMessage("the message is no notification of S3");
    return (records as NonNullable<Notification["Records"]>).map(({ eventTime, s3 }) => {
        const { key, size, versionId } = s3?.object ?? {};
        // URL-encoded, with "+" for a blank.
        const decoded = typeof key === "string" ? decodedKey(key) : undefined;
        const photoId = decoded === undefined ? undefined : photoIdOf(decoded);
        if (photoId === undefined) throw new UnknownMessage(`the key "${decoded ?? key}" is not that of a photo`);
        const time = new Date(eventTime ?? Number.NaN);
        if (Number.isNaN(time.getTime())) throw new UnknownMessage(`the event has no time but "${eventTime}"`);
        return { photoId, version: versionOf(versionId), bytes: size ?? 0, uploadedAt: time.toISOString() };
    });
}

function decodedKey(key: string): string | undefined {
    try {
        return decodeURIComponent(key.replaceAll("+", " "));
    } catch (error) {
        if (error instanceof URIError) return undefined;
        throw error;
    }
}

function parsed(body: string): Notification | undefined {
    try {
        const value: unknown = JSON.parse(body);
        return typeof value === "object" && value !== null ? value : undefined;
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}
