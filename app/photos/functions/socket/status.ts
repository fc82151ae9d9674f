import { isPhotoId } from "../../photos/keys";
import { readRow } from "../../photos/photo-rows";

/** The part of API Gateway's WebSocket event that this function reads. */
export interface StatusEvent {
    readonly body?: string | null;
}

/** Responds to `{"action": "status", "photoId": "…"}` with the status of the photo, on the same connection. */
export async function handler({ body }: StatusEvent) {
    const photoId = photoIdIn(body ?? "");
    if (photoId === undefined) return response({ message: "photoId must be a UUID." });
    const row = await readRow(photoId);
    if (row === undefined) return response({ photoId, message: "There is no such photo." });
    return response({ photoId, status: row.status });
}

function photoIdIn(text: string): string | undefined {
    try {
        const message: unknown = JSON.parse(text);
        if (typeof message !== "object" || message === null || !("photoId" in message)) return undefined;
        const { photoId } = message;
        return typeof photoId === "string" && isPhotoId(photoId.toLowerCase()) ? photoId.toLowerCase() : undefined;
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}

// An error is a message too: a WebSocket has no status.
function response(message: object) {
    return { statusCode: 200, body: JSON.stringify(message) };
}
