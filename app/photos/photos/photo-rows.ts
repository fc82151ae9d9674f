import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { type ContentType, currentRow, type PhotoRow, type StoredRow } from "./photo";
import { at, client, shelf, table } from "./photo-table";

/**
 * Seconds for which the row of a photo that does not arrive is kept: longer than the 14 days that a message can wait in a queue
 * (docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html, MessageRetentionPeriod), because
 * an upload without a row counts as deleted.
 */
const secondsToArrive = 15 * 24 * 60 * 60;

/** Creates the row of a photo that is expected. Its id must be new. */
export async function createRow(
    photo: { readonly photoId: string; readonly contentType: ContentType; readonly fileName?: string | undefined },
    now: Date,
): Promise<PhotoRow> {
    const row: PhotoRow = {
        photoId: photo.photoId,
        status: "requested",
        contentType: photo.contentType,
        uploadedAt: now.toISOString(),
        ...(photo.fileName !== undefined && { fileName: photo.fileName }),
        runs: {},
    };
    const expiresAt = Math.ceil(now.getTime() / 1000) + secondsToArrive;
    // Without a condition: the SDK must be able to retry a call whose response was lost.
    await client.send(new PutCommand({ TableName: table(), Item: { ...row, expiresAt } }));
    return row;
}

/** Returns the row of a photo, also of one whose deletion has begun; undefined if it does not exist. */
export async function readRow(photoId: string): Promise<PhotoRow | undefined> {
    const { Item } = await client.send(new GetCommand({ ...at(photoId), ConsistentRead: true }));
    return Item && currentRow(Item as StoredRow);
}

/** Returns the row of a photo that the pipeline may work on; undefined if it does not exist or its deletion has begun. */
export async function findPhoto(photoId: string): Promise<PhotoRow | undefined> {
    const row = await readRow(photoId);
    return row?.status === "deleting" ? undefined : row;
}

/** Removes the row of a photo. */
export async function removeRow(photoId: string): Promise<void> {
    await client.send(new DeleteCommand(at(photoId)));
}

/** Where a page of photos ended. */
export type PageEnd = Pick<PhotoRow, "photoId" | "uploadedAt">;

/** Lists photos that have arrived, and those whose deletion has begun, newest first. */
export async function listRows(
    limit: number,
    after?: PageEnd,
): Promise<{ readonly rows: readonly PhotoRow[]; readonly end?: PageEnd }> {
    const { Items = [], LastEvaluatedKey: last } = await client.send(
        new QueryCommand({
            TableName: table(),
            IndexName: "byTime",
            KeyConditionExpression: "shelf = :shelf",
            ExpressionAttributeValues: { ":shelf": shelf },
            ScanIndexForward: false,
            Limit: limit,
            ...(after && { ExclusiveStartKey: { shelf, ...after } }),
        }),
    );
    const rows = Items.map((item) => currentRow(item as StoredRow));
    return { rows, ...(last && { end: { photoId: String(last.photoId), uploadedAt: String(last.uploadedAt) } }) };
}
