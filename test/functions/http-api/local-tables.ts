import { createHash } from "node:crypto";
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, DynamoDBDocumentClient, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { LocalTables } from "../../../tools/cli/serve/local-tables";
import { restoreEnvironment } from "../../environment";

/** Tables of keys and of usage in a local DynamoDB, which the functions of this process use. */
export class AuthorizerTables {
    readonly keysTable = "keys";
    readonly usageTable = "usage";
    private readonly client: DynamoDBDocumentClient;

    private constructor(
        private readonly tables: LocalTables,
        private readonly environment: NodeJS.ProcessEnv,
    ) {
        this.client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: tables.endpoint }));
    }

    /** Starts the database, and sets the environment of this process. */
    static async start(): Promise<AuthorizerTables> {
        const tables = await LocalTables.start();
        const environment = { ...process.env };
        Object.assign(process.env, tables.environment, { AWS_REGION: "eu-central-1" });
        const started = new AuthorizerTables(tables, environment);
        const table = (name: string, hashKey: string) => ({
            name,
            hashKey,
            attributes: [{ name: hashKey, type: "S" as const }],
        });
        await tables.provide([table(started.keysTable, "keyHash"), table(started.usageTable, "counter")]);
        return started;
    }

    /** Stores a client, whose limits are high unless they are given. */
    async putClient(client: string, key: string, limits: Readonly<Record<string, unknown>> = {}): Promise<void> {
        const item = { keyHash: hashOf(key), client, plan: "standard", requestsPerSecond: 100, burst: 100, ...limits };
        await this.client.send(new PutCommand({ TableName: this.keysTable, Item: item }));
    }

    /** Stores an item in DynamoDB's JSON, as the provider does. */
    async putItem(json: string): Promise<void> {
        await this.client.send(new PutItemCommand({ TableName: this.keysTable, Item: JSON.parse(json) }));
    }

    async deleteKey(key: string): Promise<void> {
        await this.client.send(new DeleteCommand({ TableName: this.keysTable, Key: { keyHash: hashOf(key) } }));
    }

    /** Everything that has been counted, by the name of the counter. */
    async usage(): Promise<Record<string, Record<string, unknown>>> {
        const { Items = [] } = await this.client.send(new ScanCommand({ TableName: this.usageTable }));
        return Object.fromEntries(Items.map(({ counter, ...rest }) => [String(counter), rest]));
    }

    async close(): Promise<void> {
        this.client.destroy();
        await this.tables.close();
        restoreEnvironment(this.environment);
    }
}

/** SHA-256 in hexadecimal digits. */
export function hashOf(key: string): string {
    return createHash("sha256").update(key).digest("hex");
}
