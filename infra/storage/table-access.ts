import * as pulumi from "@pulumi/pulumi";

/** Actions that an API may perform on its table: no scan, and no change of the table itself. */
export const tableActions: readonly string[] = [
    "dynamodb:DeleteItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
];

/** Builds an IAM policy document that allows these actions on one table. */
export function tableAccess(tableArn: pulumi.Input<string>): pulumi.Output<string> {
    return pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: tableActions, Resource: tableArn }],
    });
}
