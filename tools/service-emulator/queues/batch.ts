import { ServiceError } from "../caller";
import { batchError } from "./queue-errors";

/** A part of a batch. */
export interface BatchEntry {
    readonly Id: string;
}

/**
 * Runs each entry of a batch, and lists results and errors by their ids.
 * @throws {ServiceError} if the batch as a whole is invalid (recorded: localstack, test_sqs.snapshot.json).
 */
export function runBatch<Entry extends BatchEntry>(entries: readonly Entry[], run: (entry: Entry) => object): object {
    checkBatch(entries);
    const successful: object[] = [];
    const failed: object[] = [];
    for (const entry of entries)
        try {
            successful.push({ Id: entry.Id, ...run(entry) });
        } catch (error) {
            if (!(error instanceof ServiceError)) throw error;
            failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message });
        }
    return { Successful: successful, ...(failed.length > 0 && { Failed: failed }) };
}

function checkBatch(entries: readonly BatchEntry[]): void {
    if (entries.length === 0)
        throw batchError(
            "EmptyBatchRequest",
            "There should be at least one SendMessageBatchRequestEntry in the request.",
        );
    if (entries.length > 10)
        throw batchError(
            "TooManyEntriesInBatchRequest",
            `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
        );
    const ids = entries.map(({ Id }) => Id);
    if (ids.some((id) => !/^[\w-]{1,80}$/.test(id)))
        throw batchError(
            "InvalidBatchEntryId",
            "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
        );
    const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
    if (repeated !== undefined) throw batchError("BatchEntryIdsNotDistinct", `Id ${repeated} repeated.`);
}
