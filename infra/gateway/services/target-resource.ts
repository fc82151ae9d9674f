import type * as pulumi from "@pulumi/pulumi";

/** A resource that the gateway calls, as its user needs it. */
export interface TargetResource {
    readonly arn: pulumi.Output<string>;
    /** The URL of a queue, the name of a bucket, and the ARN of any other, by which a consumer uses it. */
    readonly output: pulumi.Output<string>;
}

/** Settings of the stack that its resources share. */
export interface TargetSettings {
    /** Days for which logs are retained. */
    readonly logRetentionDays: number;
    /** Protect what holds data from deletion. */
    readonly deletionProtection: boolean;
}
