import { once } from "node:events";
import type { Server } from "node:http";
import {
    type AttributeValue,
    CreateTableCommand,
    DeleteItemCommand,
    DeleteTableCommand,
    DynamoDBClient,
    type KeySchemaElement,
    PutItemCommand,
    waitUntilTableExists,
    waitUntilTableNotExists,
} from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";
import type { TableItem } from "./http/read-table-items";
import type { TableDefinition } from "./read-tables";

/** Not valid on AWS. */
const credentials = { accessKeyId: "local", secretAccessKey: "local" };

// The SDK warns that its later versions will not run on Node 20. The installed version does, and it is pinned.
const noVersionWarning = "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED";

/** A DynamoDB emulator on a free port of 127.0.0.1 that keeps its tables in memory. */
export class LocalTables {
    private readonly definitions = new Map<string, string>();
    private items: ReadonlyMap<string, TableItem> = new Map();
    private readonly client: DynamoDBClient;

    private constructor(
        private readonly server: Server,
        /** URL on which it listens, such as `http://127.0.0.1:8000`. */
        readonly endpoint: string,
    ) {
        this.client = new DynamoDBClient({ endpoint, region: "us-east-1", credentials });
    }

    /** Starts the server. */
    static async start(): Promise<LocalTables> {
        process.env[noVersionWarning] ??= "true";
        const server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
        server.listen({ port: 0, host: "127.0.0.1" });
        await once(server, "listening");
        const address = server.address();
        if (typeof address !== "object" || address === null) throw new Error("the local DynamoDB has no address");
        return new LocalTables(server, `http://127.0.0.1:${address.port}`);
    }

    /** Environment that makes an app's AWS SDK use the emulator and never AWS, regardless of the user's environment. */
    get environment(): Readonly<Record<string, string>> {
        return {
            AWS_ENDPOINT_URL_DYNAMODB: this.endpoint,
            AWS_ACCESS_KEY_ID: credentials.accessKeyId,
            AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
            AWS_SESSION_TOKEN: "",
            AWS_PROFILE: "",
            [noVersionWarning]: "true",
        };
    }

    /** Creates the missing tables; a table whose keys have changed loses its items, as on AWS. */
    async provide(tables: readonly TableDefinition[]): Promise<void> {
        for (const table of tables) {
            const definition = JSON.stringify(table);
            const before = this.definitions.get(table.name);
            if (before === definition) continue;
            if (before !== undefined) await this.drop(table.name);
            await this.create(table);
            this.definitions.set(table.name, definition);
        }
    }

    /** Puts the items of a stack into its tables, and removes those that it put before and no longer has; items of others stay. */
    async replaceItems(items: readonly TableItem[]): Promise<void> {
        const known = items.filter(({ tableName }) => this.definitions.has(tableName));
        const replaced = new Map(known.map((item) => [JSON.stringify([item.tableName, keyOf(item)]), item]));
        for (const [id, item] of this.items)
            if (!replaced.has(id))
                await this.client.send(new DeleteItemCommand({ TableName: item.tableName, Key: keyOf(item) }));
        for (const item of replaced.values())
            await this.client.send(new PutItemCommand({ TableName: item.tableName, Item: item.attributes }));
        this.items = replaced;
    }

    /** Stops the server, which drops every table. */
    async close(): Promise<void> {
        this.client.destroy();
        const closed = new Promise<void>((done, failed) => {
            this.server.close((error) => (error ? failed(error) : done()));
        });
        this.server.closeAllConnections();
        await closed;
    }

    private async create({
        name,
        hashKey,
        rangeKey,
        attributes,
        globalSecondaryIndexes,
    }: TableDefinition): Promise<void> {
        await this.client.send(
            new CreateTableCommand({
                TableName: name,
                BillingMode: "PAY_PER_REQUEST",
                AttributeDefinitions: attributes.map((each) => ({
                    AttributeName: each.name,
                    AttributeType: each.type,
                })),
                KeySchema: keySchema(hashKey, rangeKey),
                ...(globalSecondaryIndexes?.length && {
                    GlobalSecondaryIndexes: globalSecondaryIndexes.map((index) => ({
                        IndexName: index.name,
                        KeySchema: keySchema(index.hashKey, index.rangeKey),
                        Projection: {
                            ProjectionType: index.projectionType,
                            ...(index.nonKeyAttributes?.length && { NonKeyAttributes: index.nonKeyAttributes }),
                        },
                    })),
                }),
            }),
        );
        await waitUntilTableExists({ client: this.client, ...timeouts }, { TableName: name });
    }

    private async drop(name: string): Promise<void> {
        await this.client.send(new DeleteTableCommand({ TableName: name }));
        await waitUntilTableNotExists({ client: this.client, ...timeouts }, { TableName: name });
    }
}

function keyOf({ attributes, keyNames }: TableItem): Record<string, AttributeValue> {
    return Object.fromEntries(Object.entries(attributes).filter(([name]) => keyNames.includes(name)));
}

function keySchema(hashKey: string, rangeKey: string | null | undefined): KeySchemaElement[] {
    const hash: KeySchemaElement = { AttributeName: hashKey, KeyType: "HASH" };
    return rangeKey ? [hash, { AttributeName: rangeKey, KeyType: "RANGE" }] : [hash];
}

// In seconds.
const timeouts = { minDelay: 0.02, maxDelay: 0.1, maxWaitTime: 20 };
