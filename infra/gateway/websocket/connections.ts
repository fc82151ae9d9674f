import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccessStatement } from "../../access-policy";

/** The table of the connections that exist. */
export interface Connections {
    readonly tableName: pulumi.Output<string>;
    /** Permission of one action or several on the table. */
    readonly access: (...actions: readonly `dynamodb:${string}`[]) => AccessStatement;
}

/**
 * Creates the table of connections: by stage, as a message goes to all connections of one. Its rows expire soon after their connection
 * must have ended, so that there is nothing to restore and nothing to protect from deletion.
 */
export function createConnections(name: string, parent: pulumi.Resource): Connections {
    const table = new aws.dynamodb.Table(
        `${name}_connections`,
        {
            billingMode: "PAY_PER_REQUEST",
            hashKey: "stage",
            rangeKey: "connectionId",
            attributes: ["stage", "connectionId"].map((key) => ({ name: key, type: "S" })),
            ttl: { enabled: true, attributeName: "expiresAt" },
            // With the AWS managed key, whose use CloudTrail logs.
            serverSideEncryption: { enabled: true },
        },
        { parent },
    );
    return { tableName: table.name, access: (...actions) => ({ actions, resources: [table.arn] }) };
}

/**
 * Sends to connections of all stages of an API, and does nothing else to them
 * (docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html).
 */
export function postToConnections({ executionArn }: aws.apigatewayv2.Api): AccessStatement {
    return {
        actions: ["execute-api:ManageConnections"],
        resources: [pulumi.interpolate`${executionArn}/*/POST/@connections/*`],
    };
}

/** Closes connections of all stages of an API. */
export function closeConnections({ executionArn }: aws.apigatewayv2.Api): AccessStatement {
    return {
        actions: ["execute-api:ManageConnections"],
        resources: [pulumi.interpolate`${executionArn}/*/DELETE/@connections/*`],
    };
}
