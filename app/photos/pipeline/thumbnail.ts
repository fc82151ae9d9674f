import { processUpload } from "../photos/process-upload";
import { type QueueMessage, sendToDeadLetters } from "../photos/queue-message";
import { UnknownMessage, type Upload, uploadsIn } from "../photos/s3-event";

/** The response to Lambda's poller of a queue: the messages that it is to receive again. */
export interface BatchResult {
    readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/**
 * Makes the thumbnails of uploaded photos, one after the other, so that memory is bounded by one photo. A message that fails is
 * received again without the others of its batch.
 */
export async function handler({ Records }: { readonly Records: readonly QueueMessage[] }): Promise<BatchResult> {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const message of Records) {
        try {
            await processMessage(message);
        } catch (error) {
            const { messageId } = message;
            const text = error instanceof Error ? error.stack : String(error);
            console.error(JSON.stringify({ event: "failure", messageId, error: text }));
            batchItemFailures.push({ itemIdentifier: messageId });
        }
    }
    return { batchItemFailures };
}

async function processMessage(message: QueueMessage): Promise<void> {
    const uploads = await uploadsOf(message);
    for (const upload of uploads) await processUpload(upload, message);
}

// A message that is not about a photo has no row that could remember its reason.
async function uploadsOf(message: QueueMessage): Promise<Upload[]> {
    try {
        return uploadsIn(message.body);
    } catch (error) {
        if (!(error instanceof UnknownMessage)) throw error;
        await sendToDeadLetters(message, error.message);
        return [];
    }
}
