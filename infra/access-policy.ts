import * as pulumi from "@pulumi/pulumi";

/** Actions that an API may perform on resources of AWS. */
export interface AccessStatement {
    /** Actions, such as "s3:GetObject". */
    readonly actions: readonly string[];
    /** ARNs of the resources. */
    readonly resources: readonly pulumi.Input<string>[];
    /** Conditions under which they are allowed, by operator and key. Default: always. */
    readonly conditions?: Readonly<Record<string, Readonly<Record<string, pulumi.Input<string>>>>>;
}

/** Builds the IAM policy document that allows statements; undefined for an empty list. */
export function accessPolicy(statements: readonly AccessStatement[]): pulumi.Output<string> | undefined {
    return statements.length === 0 ? undefined : policyDocument(statements);
}

/** Builds the IAM policy document that allows statements, of which there is at least one. */
export function policyDocument(statements: readonly AccessStatement[]): pulumi.Output<string> {
    return pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: statements.map(({ actions, resources, conditions }) => ({
            Effect: "Allow",
            Action: actions,
            Resource: resources.length === 1 ? resources[0] : resources,
            ...(conditions && { Condition: conditions }),
        })),
    });
}
