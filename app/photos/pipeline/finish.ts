import { announce } from "../photos/announcements";
import { removeObjects } from "../photos/objects";
import type { EndedRun, FilterName } from "../photos/photo";
import { endRun } from "../photos/transitions";

/** The last task of the state machine. */
export interface FinishTask {
    readonly photoId: string;
    readonly runId: string;
    readonly filters: readonly FilterName[];
    /** The error that the state machine has caught. Default: none. */
    readonly error?: { readonly Error?: string; readonly Cause?: string } | string;
}

/** Ends a run of filters: its images are part of the photo then, and subscribers are told. It may be called several times. */
export async function handler({ photoId, runId, filters, error }: FinishTask): Promise<EndedRun | undefined> {
    const endedAt = new Date().toISOString();
    const run: EndedRun =
        error === undefined
            ? { status: "succeeded", images: filters, endedAt }
            : { status: "failed", reason: reasonOf(error), endedAt };
    const row = await endRun(photoId, runId, run);
    if (row === undefined) {
        await removeObjects(photoId);
        return undefined;
    }
    // Of an earlier call, perhaps.
    const ended = row.runs[runId];
    if (ended === undefined) throw new Error(`the photo ${photoId} is ${row.status} and has no place for a run`);
    await announce({
        ...{ id: `${photoId}:${runId}`, type: "filters.finished", photoId, runId },
        ...(ended.images && { images: ended.images }),
        ...(ended.reason !== undefined && { reason: ended.reason }),
        at: ended.endedAt,
    });
    return ended;
}

// Clients get the reason for which a photo was rejected; any other error may name resources of the stack.
function reasonOf(error: NonNullable<FinishTask["error"]>): string {
    const { Error: name, Cause: cause = "" } = typeof error === "string" ? {} : error;
    const [, message] = name === "PhotoRejected" ? (/"errorMessage":\s*("(?:[^"\\]|\\.)*")/.exec(cause) ?? []) : [];
    return message === undefined ? "The filters failed." : String(JSON.parse(message));
}
