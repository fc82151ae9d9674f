import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
    DeleteCommand,
    GetCommand,
    PutCommand,
    QueryCommand,
    type QueryCommandInput,
    UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import type { Picture, PictureInput } from "./picture";
import type { PictureQuery, PictureStore } from "./picture-store";
import type { TableClient } from "./table-client";
import { TimeOrderedIds } from "./time-ordered-id";

/** The keys of the table. */
export const tableKeys = { partitionKey: "kind", sortKey: "id" } as const;

// All pictures are in one partition, sorted by id, so that the newest are read without the others. A partition takes
// 1,000 writes a second; for more, use one kind per month.
const kind = "picture";
const exists = { ConditionExpression: "attribute_exists(id)" } as const;

type StoredPicture = Picture & { readonly kind: string; readonly views?: number };

/** Keeps pictures in a DynamoDB table that all processes share; reads are strongly consistent. */
export class TablePictureStore implements PictureStore {
    private readonly ids = new TimeOrderedIds();

    constructor(
        private readonly tableName: string,
        private readonly client: TableClient,
    ) {}

    // DynamoDB filters by tag after reading, so a rare tag reads many other pictures; the gateway's cache makes that
    // infrequent.
    async list({ tag, after, limit }: PictureQuery): Promise<Picture[]> {
        const found: Picture[] = [];
        let start: QueryCommandInput["ExclusiveStartKey"] = after === undefined ? undefined : { kind, id: after };
        do {
            const page = await this.client.send(
                new QueryCommand({
                    TableName: this.tableName,
                    KeyConditionExpression: "kind = :kind",
                    ScanIndexForward: false,
                    ConsistentRead: true,
                    ExclusiveStartKey: start,
                    ...(tag === undefined
                        ? { ExpressionAttributeValues: { ":kind": kind }, Limit: limit - found.length }
                        : {
                              ExpressionAttributeValues: { ":kind": kind, ":tag": tag },
                              FilterExpression: "contains(tags, :tag)",
                          }),
                }),
            );
            found.push(...(page.Items ?? []).map((item) => pictureOf(item as StoredPicture)));
            start = page.LastEvaluatedKey;
        } while (start !== undefined && found.length < limit);
        return found.slice(0, limit);
    }

    async get(id: string): Promise<Picture | undefined> {
        const item = await this.read(id);
        return item && pictureOf(item);
    }

    async create(input: PictureInput): Promise<Picture> {
        const picture = { id: this.ids.next(), ...input, createdAt: new Date().toISOString() };
        const Item = { kind, ...picture };
        // Without a condition: the id is new, and the SDK must be able to retry a call whose response was lost.
        await this.client.send(new PutCommand({ TableName: this.tableName, Item }));
        return picture;
    }

    // Updates only these attributes, so that a view counted at the same time is not lost.
    async replace(id: string, { title, url, tags }: PictureInput): Promise<Picture | undefined> {
        const item = await ifExists(async () => {
            const { Attributes } = await this.client.send(
                new UpdateCommand({
                    ...this.at(id),
                    ...exists,
                    UpdateExpression: "SET title = :title, #url = :url, tags = :tags",
                    ExpressionAttributeNames: { "#url": "url" },
                    ExpressionAttributeValues: { ":title": title, ":url": url, ":tags": tags },
                    ReturnValues: "ALL_NEW",
                }),
            );
            return Attributes as StoredPicture;
        });
        return item && pictureOf(item);
    }

    async delete(id: string): Promise<boolean> {
        const done = await ifExists(() => this.client.send(new DeleteCommand({ ...this.at(id), ...exists })));
        return done !== undefined;
    }

    async viewsOf(id: string): Promise<number | undefined> {
        const item = await this.read(id);
        return item && (item.views ?? 0);
    }

    async addView(id: string): Promise<number | undefined> {
        return ifExists(async () => {
            const { Attributes } = await this.client.send(
                new UpdateCommand({
                    ...this.at(id),
                    ...exists,
                    UpdateExpression: "ADD #views :one",
                    ExpressionAttributeNames: { "#views": "views" },
                    ExpressionAttributeValues: { ":one": 1 },
                    ReturnValues: "UPDATED_NEW",
                }),
            );
            return Number(Attributes?.views);
        });
    }

    async check(): Promise<void> {
        // Reads another partition, so that throttled client calls do not take the pod out of service.
        await this.client.send(
            new GetCommand({ TableName: this.tableName, Key: { kind: "readiness", id: "readiness" } }),
        );
    }

    close(): void {
        this.client.close();
    }

    private at(id: string) {
        return { TableName: this.tableName, Key: { kind, id } };
    }

    private async read(id: string): Promise<StoredPicture | undefined> {
        const { Item } = await this.client.send(new GetCommand({ ...this.at(id), ConsistentRead: true }));
        return Item as StoredPicture | undefined;
    }
}

function pictureOf({ id, title, url, tags, createdAt }: StoredPicture): Picture {
    return { id, title, url, tags, createdAt };
}

async function ifExists<Result>(change: () => Promise<Result>): Promise<Result | undefined> {
    try {
        return await change();
    } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return undefined;
        throw error;
    }
}
