import * as pulumi from "@pulumi/pulumi";

/** Actions that an API may perform on resources of AWS. */
export interface AccessStatement {
    /** Actions, such as "s3:GetObject". */
    readonly actions: readonly string[];
    /** ARNs of the resources. */
    readonly resources: readonly pulumi.Input<string>[];
    /** Conditions under which they are allowed, by operator and key. Default: always. */
    readonly conditions?: Conditions;
}

/** Conditions of a statement, by operator and key; one of several values is enough. */
export type Conditions = Readonly<
    Record<string, Readonly<Record<string, pulumi.Input<string> | readonly pulumi.Input<string>[]>>>
>;

/** A statement of the policy of a resource, which says who may do what. */
export interface PolicyStatement {
    readonly Effect: "Allow" | "Deny";
    readonly Principal: "*" | { readonly Service: string } | { readonly AWS: string };
    readonly Action: string | readonly string[];
    readonly Resource: pulumi.Input<string> | readonly pulumi.Input<string>[];
    readonly Condition?: Conditions;
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

/**
 * Carries the sessions of Session Manager and of ECS Exec; these actions have no resources
 * (docs.aws.amazon.com/service-authorization/latest/reference/list_amazonmessagegatewayservice.html).
 */
export const carrySessions: AccessStatement = {
    actions: ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"].map(
        (action) => `ssmmessages:${action}`,
    ),
    resources: ["*"],
};

/**
 * Lets a machine accept sessions of Session Manager
 * (docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html), and with them the commands of
 * Run Command, which the agent gets on the same channels (systems-manager-setting-up-messageAPIs.html there).
 * AmazonSSMManagedInstanceCore, which AWS has for it, lets the machine read every parameter of the account too.
 */
export const acceptSessions: AccessStatement = {
    actions: ["ssm:UpdateInstanceInformation", ...carrySessions.actions],
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

/**
 * Builds the policy document of a resource that denies every call without TLS.
 * @param admitted statements that admit callers. Default: none.
 */
export function httpsOnly(
    service: "s3" | "sqs" | "sns",
    resources: readonly pulumi.Input<string>[],
    admitted: readonly PolicyStatement[] = [],
): pulumi.Output<string> {
    return pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
            ...admitted,
            {
                Effect: "Deny",
                Principal: "*",
                // Only some actions may be in the policy of a topic
                // (docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html).
                Action: service === "sns" ? "sns:Publish" : `${service}:*`,
                Resource: resources,
                Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
        ],
    });
}
