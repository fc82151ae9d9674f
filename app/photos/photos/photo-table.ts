import { ConditionalCheckFailedException, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { PhotoRow } from "./photo";
import { setting } from "./settings";

/** The client of the table of photos. */
export const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
});

/** The value of the index's hash key. Photos that have arrived have it, and those whose deletion has begun; the index has no others. */
export const shelf = "photos";

/** A change of attributes. */
export interface Change {
    readonly set: Readonly<Record<string, unknown>>;
    readonly remove?: readonly string[];
    readonly values?: Readonly<Record<string, string>>;
}

/** Changes a row; returns the new one, or undefined if the condition, which names `#status`, is not met. */
export function change(
    photoId: string,
    condition: string,
    { set, remove = [], values = {} }: Change,
): Promise<PhotoRow | undefined> {
    const names = [...Object.keys(set), "status"];
    const setting = Object.keys(set).map((name) => `#${name} = :${name}`);
    return ifMet(
        new UpdateCommand({
            ...at(photoId),
            ConditionExpression: condition,
            UpdateExpression: `SET ${setting.join(", ")}${remove.length > 0 ? ` REMOVE ${remove.join(", ")}` : ""}`,
            ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
            ExpressionAttributeValues: {
                ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
                ...values,
            },
            ReturnValues: "ALL_NEW",
        }),
    );
}

/** Sends an update; returns the new row, or undefined if its condition is not met. */
export async function ifMet(command: UpdateCommand): Promise<PhotoRow | undefined> {
    try {
        const { Attributes } = await client.send(command);
        return Attributes as PhotoRow | undefined;
    } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return undefined;
        throw error;
    }
}

/** Name of the table. */
export function table(): string {
    return setting("PHOTO_TABLE");
}

/** Where the row of a photo is. */
export function at(photoId: string) {
    return { TableName: table(), Key: { photoId } };
}
