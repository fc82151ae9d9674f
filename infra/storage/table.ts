import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** What a table is made of. */
export interface TableArgs {
    /** Attribute of the partition key, a text. */
    partitionKey: string;
    /** Attribute of the sort key, a text; with none the partition key is the whole key. */
    sortKey?: string | undefined;
    /** Refuse to delete or replace the table until this is off again; AWS and the engine both do. */
    deletionProtection: boolean;
}

/** A DynamoDB table paid by request, encrypted, and restorable to any second of the last 35 days. */
export class Table extends pulumi.ComponentResource {
    /** Name of the table at AWS, which the provider makes up: a table and its replacement have two. */
    readonly tableName: pulumi.Output<string>;
    /** ARN of the table. */
    readonly tableArn: pulumi.Output<string>;

    /** Creates the table. */
    constructor(name: string, args: TableArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:storage:Table", name, args, opts);

        const { partitionKey, sortKey, deletionProtection } = args;
        const table = new aws.dynamodb.Table(
            name,
            {
                billingMode: "PAY_PER_REQUEST",
                hashKey: partitionKey,
                ...(sortKey !== undefined && { rangeKey: sortKey }),
                attributes: [partitionKey, ...(sortKey === undefined ? [] : [sortKey])].map((key) => ({
                    name: key,
                    type: "S",
                })),
                // With the key of AWS that KMS shows in the account, so that CloudTrail logs its use.
                serverSideEncryption: { enabled: true },
                pointInTimeRecovery: { enabled: true },
                deletionProtectionEnabled: deletionProtection,
            },
            // AWS would refuse too, but only after the engine has taken down what depends on the table.
            { parent: this, protect: deletionProtection },
        );

        this.tableName = table.name;
        this.tableArn = table.arn;
        this.registerOutputs({ tableName: this.tableName, tableArn: this.tableArn });
    }
}
