import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { mapValues } from "../../../map-values";
import { NodeFunction, type NodeFunctionArgs } from "../../../node-function";
import { Table } from "../../../storage/table";
import { type HttpPlan, keyItem } from "./key-item";

/** Arguments of the keys of an HTTP API. */
export interface HttpApiKeysArgs
    extends Pick<NodeFunctionArgs, "functionName" | "code" | "tracing" | "logRetentionDays"> {
    /** Plans by name. */
    readonly plans: Readonly<Record<string, HttpPlan>>;
    /** Clients, each with the name of its plan. */
    readonly clients: Readonly<Record<string, string>>;
    /** Base paths of the APIs by name, such as `/api/books`. */
    readonly apiPaths: Readonly<Record<string, string>>;
    /** Protect the keys, whose values cannot be restored, and the tables from deletion. */
    readonly deletionProtection: boolean;
}

/**
 * An API key for each client of an HTTP API, which by itself has no keys and no usage plans: two tables, and the function that checks
 * each call against them.
 *
 * The values are in the stack's state only, encrypted. The table has their SHA-256, from which none of 40 random characters can be found;
 * the provider makes it a part of an item's id, which is not encrypted in the state.
 */
export class HttpApiKeys extends pulumi.ComponentResource {
    /** The function, for the authorizer of the API. */
    readonly function: {
        /** Its name, known once it may be called. */
        readonly functionName: pulumi.Output<string>;
        /** ARN by which API Gateway invokes it. */
        readonly invokeArn: pulumi.Output<string>;
        /** Name of its log group, which tells why it rejects calls. */
        readonly logGroupName: pulumi.Output<string>;
    };
    /** Names of both tables: that of the keys, and that of the counters. */
    readonly tableNames: Readonly<Record<"keys" | "usage", pulumi.Output<string>>>;
    /** The key of each client by the client's name, a secret, known once it is valid. */
    readonly values: Readonly<Record<string, pulumi.Output<string>>>;

    /**
     * Creates the tables, the keys, and the function.
     * @throws {Error} if a client's plan is not among the plans.
     */
    constructor(name: string, args: HttpApiKeysArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:gateway:HttpApiKeys", name, {}, opts);

        const { deletionProtection } = args;
        const parent = { parent: this };
        const keys = new Table(`${name}-keys`, { partitionKey: "keyHash", deletionProtection }, parent);
        const usage = new Table(
            `${name}-usage`,
            { partitionKey: "counter", expiryAttribute: "expiresAt", deletionProtection },
            parent,
        );
        this.tableNames = { keys: keys.tableName, usage: usage.tableName };
        this.values = mapValues(args.clients, (plan, client) => this.createKey(client, plan, keys, args));
        this.function = this.createFunction(name, args, { keys, usage });

        this.registerOutputs();
    }

    // Other arguments would replace the key.
    private createKey(client: string, planName: string, keys: Table, args: HttpApiKeysArgs): pulumi.Output<string> {
        const { [planName]: plan } = args.plans;
        if (!plan) throw new Error(`client "${client}": its plan is not among ${Object.keys(args.plans).join(", ")}`);
        // The item too: the engine would delete it before it rejects the deletion of the password, and the key would no longer work.
        const opts = { parent: this, protect: args.deletionProtection };
        const { result } = new random.RandomPassword(client, { length: 40, special: false }, opts);
        const value = pulumi.secret(result);
        const item = new aws.dynamodb.TableItem(
            client,
            { tableName: keys.tableName, hashKey: "keyHash", item: keyItem(value, client, planName, plan) },
            // Outputs that repeat the item, or the hash in it.
            { ...opts, additionalSecretOutputs: ["item", "hashKeyValue"] },
        );
        return pulumi.all([value, item.id]).apply(([key]) => key);
    }

    // It reads keys and counts calls, and can neither list nor change a key.
    private createFunction(
        name: string,
        { plans, apiPaths, functionName, code, tracing, logRetentionDays }: HttpApiKeysArgs,
        { keys, usage }: Readonly<Record<"keys" | "usage", Table>>,
    ): NodeFunction {
        // Lambda's environments have 4 KB.
        const needsPaths = Object.values(plans).some(({ apis }) => apis !== undefined);
        return new NodeFunction(
            `${name}-keys`,
            {
                ...{ functionName, code, tracing, logRetentionDays },
                environment: {
                    KEYS_TABLE: keys.tableName,
                    USAGE_TABLE: usage.tableName,
                    ...(needsPaths && { API_PATHS: JSON.stringify(apiPaths) }),
                },
                access: [
                    { actions: ["dynamodb:GetItem"], resources: [keys.tableArn] },
                    { actions: ["dynamodb:UpdateItem"], resources: [usage.tableArn] },
                ],
            },
            { parent: this },
        );
    }
}
