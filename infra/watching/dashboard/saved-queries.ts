import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { LogQuery, QueriedLog } from "./log-queries";

/** Log groups in one region. */
export interface QueriedGroups {
    readonly names: readonly pulumi.Input<string>[];
    /** Their region. Default: the provider's. */
    readonly region?: string | undefined;
}

/** Arguments of the saved queries of a stack. */
export interface SavedQueriesArgs {
    /** Name of the stack at AWS: the folder of the queries in the console. */
    stackName: string;
    queries: readonly LogQuery[];
    /** The log groups of each log, by region. */
    groups: Readonly<Record<QueriedLog, readonly QueriedGroups[]>>;
}

/** Maximum number of log groups of a query (docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html). */
const maxGroups = 50;

/** Queries that are saved in CloudWatch Logs Insights, with the log groups that they are for. */
export class SavedQueries extends pulumi.ComponentResource {
    /** Saves each query in each region that has such logs. */
    constructor(name: string, args: SavedQueriesArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:watching:SavedQueries", name, {}, opts);

        for (const query of args.queries)
            for (const [index, groups] of args.groups[query.log].entries()) this.save(query, index, groups, args);

        this.registerOutputs();
    }

    // A slash makes a folder of the part before it (docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html).
    private save(query: LogQuery, index: number, { names, region }: QueriedGroups, { stackName }: SavedQueriesArgs) {
        const suffix = index === 0 ? "" : `-${index + 1}`;
        new aws.cloudwatch.QueryDefinition(
            `${query.name}${suffix}`,
            {
                name: `${stackName}/${query.name}${suffix}`,
                queryString: query.text,
                logGroupNames: names.slice(0, maxGroups),
                ...(region !== undefined && { region }),
            },
            { parent: this },
        );
    }
}
