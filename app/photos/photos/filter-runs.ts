import { createHash } from "node:crypto";
import {
    DescribeExecutionCommand,
    ExecutionAlreadyExists,
    ExecutionDoesNotExist,
    SFNClient,
    StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { type FilterName, filterNames, type PhotoRow } from "./photo";
import { setting } from "./settings";

/** A run of filters as the API returns it. */
export interface FilterRun {
    readonly runId: string;
    readonly status: "running" | "succeeded" | "failed";
    readonly images?: readonly string[];
    readonly reason?: string;
}

const client = new SFNClient({});

/** A run may be repeated when it has failed, up to this attempt. */
const lastAttempt = 9;

/**
 * Starts the run of these filters, or returns the one that exists: its name derives from the photo, its version and the filters,
 * and Step Functions accepts a name once (docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html). A
 * failed run is followed by one with the next number.
 */
export async function startRun(row: PhotoRow, filters: readonly FilterName[]): Promise<FilterRun> {
    const ordered = filterNames.filter((filter) => filters.includes(filter));
    const digest = createHash("sha256")
        .update([row.photoId, row.version, ...ordered].join("\n"))
        .digest("hex");
    const base = digest.slice(0, 24);
    for (let attempt = 1; ; attempt++) {
        const runId = attempt === 1 ? base : `${base}-${attempt}`;
        const ended = endedRun(row, runId);
        const run = ended ?? (await start(row, runId, ordered));
        if (run.status !== "failed" || attempt === lastAttempt) return run;
    }
}

/** Returns a run of a photo; undefined if it does not exist. */
export async function findRun(row: PhotoRow, runId: string): Promise<FilterRun | undefined> {
    return endedRun(row, runId) ?? (await describe(row.photoId, runId));
}

// A run ends with its entry in the row; without one the state machine itself has failed or was stopped.
function endedRun({ runs }: PhotoRow, runId: string): FilterRun | undefined {
    const run = Object.hasOwn(runs, runId) ? runs[runId] : undefined;
    if (run === undefined) return undefined;
    const { status, images, reason } = run;
    return { runId, status, ...(images && { images }), ...(reason !== undefined && { reason }) };
}

async function start({ photoId }: PhotoRow, runId: string, filters: readonly FilterName[]): Promise<FilterRun> {
    try {
        await client.send(
            new StartExecutionCommand({
                stateMachineArn: setting("PHOTO_FILTER_MACHINE_ARN"),
                name: executionName(photoId, runId),
                input: JSON.stringify({ photoId, runId, filters }),
            }),
        );
        return { runId, status: "running" };
    } catch (error) {
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
        return (await describe(photoId, runId)) ?? { runId, status: "running" };
    }
}

async function describe(photoId: string, runId: string): Promise<FilterRun | undefined> {
    try {
        const { status } = await client.send(
            new DescribeExecutionCommand({ executionArn: executionArn(executionName(photoId, runId)) }),
        );
        // A successful run has its entry in the row, which was read before the run ended.
        if (status === "RUNNING" || status === "SUCCEEDED") return { runId, status: "running" };
        return { runId, status: "failed", reason: "The run was stopped or has failed." };
    } catch (error) {
        if (error instanceof ExecutionDoesNotExist) return undefined;
        throw error;
    }
}

// 80 characters at most: 36 of the photo, 27 of the run.
function executionName(photoId: string, runId: string): string {
    return `${photoId}_${runId}`;
}

function executionArn(name: string): string {
    const [arn, partition, service, region, account, , machine] = setting("PHOTO_FILTER_MACHINE_ARN").split(":");
    return [arn, partition, service, region, account, "execution", machine, name].join(":");
}
