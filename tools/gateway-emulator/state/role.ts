/** A statement of an IAM policy, without its conditions. */
export interface PolicyStatement {
    readonly allows: boolean;
    /** Patterns such as `sqs:*`. */
    readonly actions: readonly string[];
    /** Patterns of ARNs. */
    readonly resources: readonly string[];
}

/** A role of the stack. */
export interface Role {
    readonly name: string;
    /** Services that may assume it, such as `apigateway.amazonaws.com`. */
    readonly trusts: readonly string[];
    readonly statements: readonly PolicyStatement[];
}
