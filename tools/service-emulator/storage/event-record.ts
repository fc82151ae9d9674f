import type { BucketNotification } from "./bucket-settings";
import type { ObjectVersion } from "./object-version";

/** Who caused an event, and by which request. */
export interface Cause {
    /** Such as `AWS:AROA…:session`. */
    readonly principalId: string;
    readonly sourceIpAddress: string;
    readonly requestId: string;
}

/** Events of objects that the emulator has; the name in a record has no `s3:`. */
export type EventName =
    | "ObjectCreated:Put"
    | "ObjectCreated:Post"
    | "ObjectCreated:Copy"
    | "ObjectRemoved:Delete"
    | "ObjectRemoved:DeleteMarkerCreated";

/** An event of an object. */
export interface ObjectEvent {
    readonly name: EventName;
    readonly version: ObjectVersion;
    readonly bucket: { readonly name: string; readonly arn: string; readonly isVersioned: boolean };
    readonly region: string;
    /** Milliseconds since 1970. */
    readonly time: number;
    /** Grows with each event of the store. */
    readonly sequence: number;
    readonly cause: Cause;
}

/** Whether a notification is about an event: by its name, `*` at the end included, and by the beginning and end of the key. */
export function isNotified(
    { events, prefix = "", suffix = "" }: BucketNotification,
    name: string,
    key: string,
): boolean {
    const isOfEvent = events.some((event) =>
        event.endsWith("*") ? `s3:${name}`.startsWith(event.slice(0, -1)) : event === `s3:${name}`,
    );
    return isOfEvent && key.startsWith(prefix) && key.endsWith(suffix);
}

/**
 * The message of an event (S3 user guide, "Event message structure"). Recorded: localstack, test_s3_notifications_sqs.snapshot.json; a
 * removed object has neither size nor ETag, and a delete marker has the ETag of nothing.
 */
export function eventMessage({ id }: BucketNotification, event: ObjectEvent): string {
    const { name, version, bucket, cause } = event;
    const isCreated = name.startsWith("ObjectCreated");
    const object = {
        key: encodedKey(version.key),
        ...(isCreated && { size: version.content?.size }),
        ...(isCreated && { eTag: version.content?.etag }),
        ...(name === "ObjectRemoved:DeleteMarkerCreated" && { eTag: "d41d8cd98f00b204e9800998ecf8427e" }),
        ...(bucket.isVersioned && { versionId: version.versionId }),
        sequencer: `00${event.sequence.toString(16).toUpperCase().padStart(16, "0")}`,
    };
    const record = {
        eventVersion: "2.1",
        eventSource: "aws:s3",
        awsRegion: event.region,
        eventTime: new Date(event.time).toISOString(),
        eventName: name,
        userIdentity: { principalId: cause.principalId },
        requestParameters: { sourceIPAddress: cause.sourceIpAddress },
        responseElements: { "x-amz-request-id": cause.requestId, "x-amz-id-2": cause.requestId },
        s3: {
            s3SchemaVersion: "1.0",
            configurationId: id,
            bucket: { name: bucket.name, ownerIdentity: { principalId: "local" }, arn: bucket.arn },
            object,
        },
    };
    return JSON.stringify({ Records: [record] });
}

/** The message that S3 sends once for each destination when a notification configuration is saved (S3 user guide, same page). */
export function testMessage(bucketName: string, time: number, requestId: string): string {
    return JSON.stringify({
        Service: "Amazon S3",
        Event: "s3:TestEvent",
        Time: new Date(time).toISOString(),
        Bucket: bucketName,
        RequestId: requestId,
        HostId: requestId,
    });
}

/** A key as it is in a record: as in a form, a blank as `+` (recorded: localstack, test_key_encoding); slashes stay. */
export function encodedKey(key: string): string {
    return encodeURIComponent(key)
        .replaceAll("%20", "+")
        .replaceAll("%2F", "/")
        .replaceAll(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
