import { z } from "zod";
import type { NodeFunctionResult } from "../../../gateway-emulator/integration/lambda/node-function";

/** The end of a batch: each message is either deleted or stays until its visibility timeout ends. */
export interface BatchOutcome {
    /** Ids of the messages that stay. */
    readonly failed: readonly string[];
    /** Why; undefined if none stays, or if the function itself named those that do. */
    readonly reason?: string;
}

// "batchItemFailures" may be absent or null; an item without a string as its identifier fails the batch
// (docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html, "Success and failure conditions").
const responseForm = z
    .object({
        batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
    })
    .nullish();

/**
 * Reads the result of a function that got a batch, as Lambda does
 * (docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html): an error of the function keeps every message, and so do an
 * invalid response and one that names a message which is not in the batch.
 * @param ids ids of the batch's messages.
 * @param reportsFailures whether the event source mapping has `ReportBatchItemFailures`; the response counts only then.
 */
export function batchOutcome(
    result: NodeFunctionResult,
    ids: readonly string[],
    reportsFailures: boolean,
): BatchOutcome {
    if (result.kind === "function error") return { failed: ids, reason: result.reason };
    if (!reportsFailures) return { failed: [] };
    const response = responseForm.safeParse(JSON.parse(result.payload));
    if (!response.success) return { failed: ids, reason: `invalid response ${result.payload.slice(0, 200)}` };
    const failed = (response.data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
    const unknown = failed.find((id) => !ids.includes(id));
    if (unknown !== undefined)
        return { failed: ids, reason: `the response names "${unknown}", which is not in the batch` };
    return { failed };
}
