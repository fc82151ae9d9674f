import { type AttributeValue, ConditionalCheckFailedException, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";

/** An item, or attributes of it. */
export type Attributes = Readonly<Record<string, unknown>>;

/** Whether an update has changed an item. */
export interface UpdateResult {
    /** False if the condition did not hold. */
    readonly isChanged: boolean;
    /** The attributes that the update has set, or the numbers of the item that it has left as it is. */
    readonly attributes: Attributes;
}

/** A change of an item, and the condition without which nothing changes. */
export interface ConditionalUpdate {
    readonly key: Attributes;
    /** An update expression of DynamoDB. */
    readonly update: string;
    /** A condition expression of DynamoDB. */
    readonly condition: string;
    /** The names that both expressions use, such as `#used`, without the `#`: many words are reserved. */
    readonly names: readonly string[];
    /** The values that both expressions use, such as `:limit`, by their name without the colon. */
    readonly values: Readonly<Record<string, number>>;
}

/**
 * The two operations of DynamoDB that the authorizer calls, up to four times for a request: to read the key, twice for the rate, and for
 * the quota. Each has two attempts, of a second by default. If DynamoDB is slow every time, that and the pauses between attempts can be
 * more than the 10 seconds that API Gateway waits for an authorizer
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html), which then rejects the request: no backend gets it
 * unchecked.
 */
export class Database {
    private readonly client: DynamoDBDocumentClient;

    /** @param timeout milliseconds that an attempt may take. */
    constructor(timeout = 1_000) {
        const requestHandler = { connectionTimeout: timeout, requestTimeout: timeout, throwOnRequestTimeout: true };
        this.client = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 2, requestHandler }));
    }

    /**
     * Reads an item as it is now, and not as it was a moment ago.
     * @returns undefined without such an item.
     * @throws {Error} if DynamoDB fails; the message has no part of the request.
     */
    async get(table: string, key: Attributes): Promise<Attributes | undefined> {
        try {
            const { Item } = await this.client.send(
                new GetCommand({ TableName: table, Key: key, ConsistentRead: true }),
            );
            return Item;
        } catch (error) {
            throw failure("GetItem", error);
        }
    }

    /**
     * Changes an item, or creates it, if a condition holds, both at once. After a time-out DynamoDB may do so twice.
     * @throws {Error} if DynamoDB fails for another reason than the condition; the message has no part of the request.
     */
    async update(table: string, change: ConditionalUpdate): Promise<UpdateResult> {
        try {
            const { Attributes = {} } = await this.client.send(new UpdateCommand(inputOf(table, change)));
            return { isChanged: true, attributes: Attributes };
        } catch (error) {
            // The document client does not translate the items of errors.
            if (error instanceof ConditionalCheckFailedException)
                return { isChanged: false, attributes: numbersOf(error.Item ?? {}) };
            throw failure("UpdateItem", error);
        }
    }
}

function inputOf(table: string, { key, update, condition, names, values }: ConditionalUpdate): UpdateCommandInput {
    return {
        TableName: table,
        Key: key,
        UpdateExpression: update,
        ConditionExpression: condition,
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: Object.fromEntries(
            Object.entries(values).map(([name, value]) => [`:${name}`, value]),
        ),
        ReturnValues: "UPDATED_NEW",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    };
}

function numbersOf(item: Readonly<Record<string, AttributeValue>>): Attributes {
    return Object.fromEntries(
        Object.entries(item).flatMap(([name, { N }]) => (N === undefined ? [] : [[name, Number(N)]])),
    );
}

// Lambda logs the error, with its cause if it had one. The SDK's own may quote the request, in which the hash of a key is.
function failure(operation: string, error: unknown): Error {
    return new Error(`DynamoDB ${operation}: ${error instanceof Error ? error.name : "no error"}`);
}
