import { once } from "node:events";
import { WebSocket } from "ws";
import { z } from "zod";

const announcementForm = z.object({
    id: z.string(),
    type: z.string(),
    photoId: z.string(),
    reason: z.string().optional(),
    at: z.string(),
});

/** An announcement of a photo, as a client gets it. */
export type Announcement = z.output<typeof announcementForm>;

/**
 * A client of the WebSocket API that is told about photos. As every client it ignores an announcement whose id it knows, because SNS,
 * SQS and Lambda may deliver one several times.
 */
export class Announcements {
    private readonly byPhoto = new Map<string, Announcement[]>();
    private readonly ids = new Set<string>();
    private newest = "";
    /** Announcements that came again, and were ignored by their id. */
    ignored = 0;
    /** Announcements of something that happened before what had been announced already. */
    outOfOrder = 0;

    private constructor(private readonly socket: WebSocket) {
        socket.on("message", (data) => this.take(String(data)));
    }

    /**
     * Connects with an API key.
     * @throws {Error} if the API rejects the connection.
     */
    static async connect(url: string, key: string): Promise<Announcements> {
        const encoded = Buffer.from(key).toString("base64url");
        // Wherever the API wants the key.
        const socket = new WebSocket(url, ["gatehouse", `key.${encoded}`], { headers: { "x-api-key": key } });
        const announcements = new Announcements(socket);
        await once(socket, "open");
        return announcements;
    }

    /** How many photos were announced. */
    get photos(): number {
        return this.byPhoto.size;
    }

    /** Announcements of a photo with different ids. */
    of(photoId: string): readonly Announcement[] {
        return this.byPhoto.get(photoId) ?? [];
    }

    /** Ends the connection. */
    async close(): Promise<void> {
        if (this.socket.readyState === WebSocket.CLOSED) return;
        this.socket.close();
        await once(this.socket, "close");
    }

    private take(text: string): void {
        const { success, data } = announcementForm.safeParse(JSON.parse(text));
        if (!success) return;
        if (this.ids.has(data.id)) {
            this.ignored++;
            return;
        }
        this.ids.add(data.id);
        this.byPhoto.set(data.photoId, [...this.of(data.photoId), data]);
        if (data.at < this.newest) this.outOfOrder++;
        else this.newest = data.at;
    }
}
