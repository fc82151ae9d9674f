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

/**
 * Sends traces: AWSXRayDaemonWriteAccess without the reading of sampling rules, as Lambda itself decides which calls are traced
 * (docs.aws.amazon.com/lambda/latest/dg/services-xray.html). X-Ray has no resources for these actions
 * (docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html).
 */
export const sendTraces: AccessStatement = {
    actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
    resources: ["*"],
};

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

/** Builds the policy document of a resource that denies every call without TLS. */
export function httpsOnly(service: "s3" | "sqs", resources: readonly pulumi.Output<string>[]): pulumi.Output<string> {
    return pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Deny",
                Principal: "*",
                Action: `${service}:*`,
                Resource: resources,
                Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
        ],
    });
}
