import * as pulumi from "@pulumi/pulumi";

/** What an API may do with the items of its table: all but to read the whole of it, or to change the table itself. */
export const tableActions: readonly string[] = [
    "dynamodb:DeleteItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
];

/** An IAM policy document that allows the actions above on one table. */
export function tableAccess(tableArn: pulumi.Input<string>): pulumi.Output<string> {
    return pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: tableActions, Resource: tableArn }],
    });
}
