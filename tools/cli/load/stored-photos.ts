import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import type { Pipeline } from "./pipeline";

const rowForm = z.object({ photoId: z.string(), status: z.string(), reason: z.string().optional() });

/** A photo as the table has it. */
export type PhotoRow = z.output<typeof rowForm>;

/** What the stores have of all photos. */
export interface StoredPhotos {
    readonly rows: readonly PhotoRow[];
    /** Keys of objects, with the number of their versions. */
    readonly objects: ReadonlyMap<string, number>;
}

/** Reads everything that a pipeline has stored, from the stores themselves. */
export async function storedPhotos(
    pipeline: Pick<Pipeline, "services" | "bucket" | "table" | "tablesEndpoint">,
): Promise<StoredPhotos> {
    const { services, bucket: name, table, tablesEndpoint } = pipeline;
    const bucket = services.buckets.store?.bucket(name);
    const keys = bucket?.keys() ?? [];
    const objects = new Map(keys.map((key) => [key, bucket?.versionsOf(key).length ?? 0]));
    return { rows: await readRows(tablesEndpoint, table), objects };
}

/** Reads the rows of a table. */
export async function readRows(endpoint: string, table: string): Promise<PhotoRow[]> {
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    const client = new DynamoDBClient({ endpoint, region: "us-east-1", credentials });
    try {
        const rows: PhotoRow[] = [];
        const pages = paginateScan(
            { client: DynamoDBDocumentClient.from(client) },
            { TableName: table, ConsistentRead: true },
        );
        for await (const { Items = [] } of pages) rows.push(...Items.map((item) => rowForm.parse(item)));
        return rows;
    } finally {
        client.destroy();
    }
}
