import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { imagesOf, type PhotoRow } from "./photo";
import { setting } from "./settings";

/** A message to subscribers. Those that know its id ignore it, as it may arrive several times. */
export interface Announcement {
    readonly id: string;
    readonly type: "photo.ready" | "photo.failed" | "photo.deleted" | "filters.finished";
    readonly photoId: string;
    /** Names of images that can be read now. */
    readonly images?: readonly string[];
    readonly reason?: string;
    readonly runId?: string;
    /** When it happened: RFC 3339 date and time in UTC. */
    readonly at: string;
}

const client = new SNSClient({});

/** Publishes an announcement on the topic. */
export async function announce(announcement: Announcement): Promise<void> {
    await client.send(
        new PublishCommand({ TopicArn: setting("PHOTO_TOPIC_ARN"), Message: JSON.stringify(announcement) }),
    );
}

/**
 * The announcement of what has become of a photo: always the same for a row, so that it may be published again.
 * @throws {Error} for a photo that is still processed.
 */
export function announcementOf(row: PhotoRow): Announcement {
    const { photoId, status, version, redriven, reason, changedAt: at } = row;
    if (at === undefined || status === "requested" || status === "uploaded") {
        throw new Error(`there is nothing to announce about a photo with the status ${status}`);
    }
    if (status === "deleting") return { id: `${photoId}:deleted`, type: "photo.deleted", photoId, at };
    const id = [photoId, version, ...(redriven === undefined ? [] : [redriven])].join(":");
    return status === "ready"
        ? { id, type: "photo.ready", photoId, images: imagesOf(row), at }
        : { id, type: "photo.failed", photoId, ...(reason !== undefined && { reason }), at };
}
